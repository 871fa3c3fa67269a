import type { QrModules, WebPairing } from '../../deps.ts'
import { freshEvery } from '../../live/fresh.tsx'
import { Act, Badge, Card, Empty, Head, Icon, Notice, Qr, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import type { PhoneLink } from './link-phone.ts'
import { healthWordsIn } from './words.ts'

export const HERE = '/web/health/whatsapp'
/** A code lives for less than a minute, and who scans it wants to see that it worked. */
const LOOK_SECONDS = 5
const VARIABLES = ['EVOLUTION_API_BASE_URL', 'EVOLUTION_API_KEY']

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  /** null: WhatsApp is not configured. */
  readonly pairing: WebPairing | null
  readonly phone: PhoneLink | null
}

export const WhatsAppPage = (shown: Shown) => {
  const { visit, phone } = shown
  const words = healthWordsIn(visit.locale).whatsapp
  const isWaiting = phone?.state === 'waiting'
  return (
    <>
      <Head title={words.title} intro={words.own} back={{ href: '/web/health', text: words.back }} />
      <div class="page-part" {...(isWaiting ? freshEvery('phone', HERE, LOOK_SECONDS) : { id: 'phone' })}>
        {phone === null ? <Off visit={visit} /> : <State {...shown} phone={phone} />}
      </div>
      <p class="small muted">
        {words.licence.text}{' '}
        <a class="go" href="https://github.com/EvolutionAPI/evolution-api" target="_blank" rel="noreferrer">
          {words.licence.link}
        </a>
      </p>
    </>
  )
}

const Off = ({ visit }: { visit: Visit }) => {
  const words = healthWordsIn(visit.locale).whatsapp
  return (
    <Empty icon="phone" title={words.off}>
      <p>{words.offText}</p>
      <p>
        <code>{VARIABLES[0]}</code>, <code>{VARIABLES[1]}</code>
      </p>
    </Empty>
  )
}

const State = (shown: Shown & { phone: PhoneLink }) => {
  const { phone, visit, csrf } = shown
  const { whatsapp: words, checks } = healthWordsIn(visit.locale)
  switch (phone.state) {
    case 'refused':
      return (
        <Section title={words.problem} id="problem">
          <Notice tone="bad">
            <p>{words.refusal[phone.reason]}</p>
          </Notice>
          <Reload visit={visit} />
        </Section>
      )
    case 'unprepared':
      return (
        <Section title={words.prepare} id="prepare">
          <p>{words.prepareText}</p>
          <Prepare {...shown} kind="primary" text={words.prepare} />
        </Section>
      )
    case 'waiting':
      return <Waiting {...shown} qr={phone.qr} />
    case 'open':
      return (
        <Section title={words.open} id="open">
          {phone.isOperators ? <Notice tone="warn">{words.shared}</Notice> : null}
          <Card>
            <p>
              <Badge tone="good" icon="check">
                {words.open}
              </Badge>
            </p>
            <p>
              {words.openText} {phone.lastDigits === null ? null : words.number(phone.lastDigits)}
            </p>
            <div class="actions">
              <Act action="/web/health/test" csrf={csrf} fields={{ channel: 'whatsapp', back: HERE }} kind="primary">
                <Icon name="send" />
                {checks.sendTest}
              </Act>
              <Prepare {...shown} kind="plain" text={words.prepareAgain} />
            </div>
          </Card>
        </Section>
      )
  }
}

const Prepare = (props: Shown & { kind: 'primary' | 'plain'; text: string }) => {
  const { pairing, visit, csrf, kind, text } = props
  if (pairing?.webhookUrl == null) return <p class="muted">{healthWordsIn(visit.locale).whatsapp.noUrl}</p>
  return (
    <Act action={`${HERE}/prepare`} csrf={csrf} kind={kind}>
      {text}
    </Act>
  )
}

const Waiting = ({ visit, qr }: Shown & { qr: QrModules | null }) => {
  const words = healthWordsIn(visit.locale).whatsapp
  return (
    <Section title={words.scan} id="scan">
      <Card>
        <div class="scan">
          {qr === null ? <p class="muted">{words.waiting}</p> : <Qr modules={qr} label={words.qr} />}
          <div class="stack">
            <ol class="steps">
              {words.steps.map((step) => (
                <li>{step}</li>
              ))}
            </ol>
            <p class="small muted">{words.fresh}</p>
            <p class="small">{words.credential}</p>
            <Reload visit={visit} />
          </div>
        </div>
      </Card>
    </Section>
  )
}

const Reload = ({ visit }: { visit: Visit }) => (
  <p>
    <a class="button" href={HERE}>
      <Icon name="repeat" />
      {healthWordsIn(visit.locale).whatsapp.reload}
    </a>
  </p>
)
