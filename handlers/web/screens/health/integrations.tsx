import { MIRROR_NAMES, type MirrorName, type MirrorStatus } from '../../../../core/sync/index.ts'
import type { WebDeps } from '../../deps.ts'
import { Act, Badge, Icon, type IconName, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { type Check, type CheckName, type CheckSaid, checkOf, isMirror, sayCheck, sayMirror } from './checks.ts'
import { healthWordsIn } from './words.ts'

const ASKED = ['evolution', 'smtp', 'agno', 'openai'] as const

const ICON: Readonly<Record<CheckName, IconName>> = {
  database: 'database',
  redis: 'database',
  evolution: 'phone',
  smtp: 'mail',
  notion: 'mirrors',
  sheets: 'mirrors',
  agno: 'spark',
  openai: 'spark',
}

export interface IntegrationsSeen {
  readonly checks: readonly Check[]
  readonly mirrors: readonly MirrorStatus[]
}

/** Asks each integration how it is; the mirrors by what they did last, for their requests are counted. */
export const seeIntegrations = async (deps: Pick<WebDeps, 'health' | 'core'>): Promise<IntegrationsSeen> => {
  const [mirrors, ...checks] = await Promise.all([deps.core.sync.status(), ...ASKED.map((name) => checkOf(deps, name))])
  return { checks, mirrors }
}

/** Each integration as a person reads it, those of `seeIntegrations` in the order of the page. */
export const sayIntegrations = (
  { checks, mirrors }: IntegrationsSeen,
  visit: Visit,
): readonly { readonly name: CheckName; readonly said: CheckSaid; readonly isOn: boolean }[] => {
  const [channels, models] = [checks.slice(0, 2), checks.slice(2)]
  const asked = (some: readonly Check[]) =>
    some.map((check) => ({ name: check.name, said: sayCheck(check, visit), isOn: check.status !== 'disabled' }))
  const copies = MIRROR_NAMES.map((name) => {
    const mirror = mirrors.find((one) => one.name === name) ?? null
    return { name, said: sayMirror(name, mirror, visit), isOn: mirror !== null }
  })
  return [...asked(channels), ...copies, ...asked(models)]
}

interface Shown {
  readonly seen: IntegrationsSeen
  readonly visit: Visit
  readonly csrf: string
  /** Where to go on after a test. */
  readonly here: string
}

/** What is connected, how it is, and a test of each. For operators. */
export const Integrations = ({ seen, visit, csrf, here }: Shown) => {
  const words = healthWordsIn(visit.locale)
  return (
    <Section title={words.integrations} id="integrations">
      <p class="muted">{words.integrationsIntro}</p>
      <ul class="rows">
        {sayIntegrations(seen, visit).map(({ name, said, isOn }) => (
          <CheckRow name={name} said={said} visit={visit}>
            {isOn || name === 'evolution' ? <Ways {...{ name, isOn, visit, csrf, here }} /> : null}
          </CheckRow>
        ))}
      </ul>
    </Section>
  )
}

/** One thing SparkOne uses: how it is, what to do about it, and what can be done here. */
export const CheckRow = (props: {
  name: CheckName
  said: CheckSaid
  visit: Visit
  detail?: string | undefined
  children?: unknown
}) => {
  const { name, said, visit, detail, children } = props
  const words = healthWordsIn(visit.locale).checks
  return (
    <li id={`check-${name}`}>
      <Icon name={ICON[name]} />
      <div class="grow">
        <div class="card-head">
          <span class="title">
            {words.name[name]}
            {detail === undefined ? null : <span class="muted"> · {detail}</span>}
          </span>
          <Badge tone={said.tone}>{said.found}</Badge>
        </div>
        {said.advice === null ? null : <p class={said.isUnwell ? '' : 'small muted'}>{said.advice}</p>}
        {children}
      </div>
    </li>
  )
}

const Ways = (props: { name: CheckName; isOn: boolean; visit: Visit; csrf: string; here: string }) => {
  const { name, isOn, visit, csrf, here } = props
  const words = healthWordsIn(visit.locale).checks
  const isChannel = name === 'evolution' || name === 'smtp'
  return (
    <div class="actions">
      {!isOn ? null : isChannel ? (
        <Act
          action="/web/health/test"
          csrf={csrf}
          fields={{ channel: name === 'smtp' ? 'email' : 'whatsapp', back: here }}
          label={words.sendTestBy(words.name[name])}
        >
          <Icon name="send" />
          {words.sendTest}
        </Act>
      ) : (
        <Act
          action="/web/health/check"
          csrf={csrf}
          fields={{ what: name, back: here }}
          label={words.checkThis(words.name[name])}
        >
          <Icon name="health" />
          {words.checkNow}
        </Act>
      )}
      {name !== 'evolution' ? null : (
        <a class="button" href="/web/health/whatsapp" aria-label={words.connectionOf}>
          {words.connection}
        </a>
      )}
      {!isMirror(name) ? null : <MirrorLink name={name} visit={visit} />}
    </div>
  )
}

const MirrorLink = ({ name, visit }: { name: MirrorName; visit: Visit }) => {
  const words = healthWordsIn(visit.locale).checks
  return (
    <a class="button" href={`/web/mirrors/${name}`} aria-label={words.detailsOf(words.name[name])}>
      {words.details}
    </a>
  )
}
