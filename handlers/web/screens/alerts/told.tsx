import type { AlertTold } from '../../../../core/alerts/index.ts'
import type { Locale } from '../../../../core/people/index.ts'
import { Badge, Icon, type Tone, When } from '../../parts/index.ts'
import { STATUS_TONE } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn, sayReason } from '../../words/delivery.ts'
import { alertsWordsIn } from './words.ts'

interface Shown {
  readonly told: readonly AlertTold[]
  readonly visit: Visit
}

/** What came of it. Delivered by no channel reaches nobody outside of here. */
const outcomeOf = (
  { status, channel }: AlertTold,
  { locale }: Visit,
): { readonly tone: Tone; readonly text: string } =>
  status === 'delivered' && channel === null
    ? { tone: 'warn', text: alertsWordsIn(locale).inboxOnly }
    : { tone: STATUS_TONE[status], text: deliveryWordsIn(locale).status[status] }

/** After a colon; names inside it keep their capitals. */
const inSentence = (text: string, locale: Locale): string => text.slice(0, 1).toLocaleLowerCase(locale) + text.slice(1)

/** Whom the latest news reached, at a glance. */
export const ToldBadges = ({ told, visit }: Shown) => {
  const words = alertsWordsIn(visit.locale)
  return (
    <>
      {told.map((one) => {
        const { tone, text } = outcomeOf(one, visit)
        return (
          <Badge tone={tone} icon="person">
            {words.toldTo(one.personName ?? words.somebody, inSentence(text, visit.locale))}
          </Badge>
        )
      })}
    </>
  )
}

/** Each piece of news and person: what came of it, and the way to its delivery. */
export const ToldList = ({ told, visit }: Shown) => {
  const words = alertsWordsIn(visit.locale)
  if (told.length === 0) return <p class="muted">{words.toldNobody}</p>
  return (
    <ul class="rows">
      {told.map((one) => (
        <ToldRow one={one} {...{ visit }} />
      ))}
    </ul>
  )
}

const ToldRow = ({ one, visit }: { one: AlertTold; visit: Visit }) => {
  const { notificationId, personName, reason, channel, createdAt } = one
  const { tone, text } = outcomeOf(one, visit)
  const [words, said] = [alertsWordsIn(visit.locale), deliveryWordsIn(visit.locale)]
  return (
    <li id={`told-${notificationId}`} data-row tabindex={0}>
      <Icon name="person" />
      <div class="grow">
        <div class="card-head">
          <a class="title" href={`/web/deliveries/${notificationId}`} data-key="o">
            {personName ?? words.somebody}
          </a>
          <Badge tone={tone}>{text}</Badge>
        </div>
        <p class="small muted">
          <When at={createdAt} visit={visit} />
          {channel === null ? null : ` · ${said.channel[channel]}`}
        </p>
        {reason === null ? null : <p class="small">{sayReason(said, reason)}</p>}
      </div>
    </li>
  )
}
