import type { Child } from 'hono/jsx'
import type { Timeline, TimelineLink } from '../../../../core/notify/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Badge, Icon, Moment, When } from '../../parts/index.ts'
import { CHANNEL_ICON, LINK_TONE } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn, sayReason } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { sayRoute } from './route.ts'
import { deliveriesWordsIn } from './words.ts'

interface Seen {
  readonly visit: Visit
  /** To whom; null: gone. */
  readonly person: Person | null
}

/** The whole path of one notification: every round, channel, attempt and receipt, in the order they came. */
export const WholePath = ({ timeline, ...seen }: Seen & { timeline: Timeline }) => {
  const { notification, links } = timeline
  const said = deliveryWordsIn(seen.visit.locale)
  const words = deliveriesWordsIn(seen.visit.locale)
  return (
    <ol class="timeline">
      {links.map((link) => (
        <Link link={link} {...seen} />
      ))}
      <Stop title={said.inbox} tone="good" icon={<Icon name="inbox" />}>
        <p class="small muted">{words.inboxWhat}</p>
        <p class="small muted">
          <When at={notification.createdAt} visit={seen.visit} />
        </p>
      </Stop>
    </ol>
  )
}

const Stop = (props: { title: string; tone: string; icon: Child; badge?: Child; children: Child }) => (
  <li class={props.tone}>
    <div class="stack tight">
      <h3 class="stop">
        {props.icon}
        {props.title} {props.badge}
      </h3>
      {props.children}
    </div>
  </li>
)

const Link = ({ link, visit, person }: Seen & { link: TimelineLink }) => {
  const [said, words] = [deliveryWordsIn(visit.locale), deliveriesWordsIn(visit.locale)]
  const { channel, state, reason, deadlineAt, attempts, round } = link
  const tone = LINK_TONE[state]
  return (
    <Stop
      title={said.channel[channel]}
      tone={tone}
      icon={<Icon name={CHANNEL_ICON[channel]} />}
      badge={<Badge tone={tone}>{said.link[state]}</Badge>}
    >
      {round === 1 ? null : <p class="small muted">{words.round(round)}</p>}
      {reason === null || state === 'confirmed' ? null : <p>{sayReason(said, reason)}</p>}
      {deadlineAt === null || state === 'confirmed' ? null : (
        <p class="small muted">{words.deadline(formatsOf(visit.locale, visit.zone).dateTime(deadlineAt))}</p>
      )}
      {attempts.length === 0 ? null : (
        <ol class="attempts">
          {attempts.map((attempt) => (
            <Attempt attempt={attempt} visit={visit} person={person} isSaid={attempt.reason === reason} />
          ))}
        </ol>
      )}
    </Stop>
  )
}

/** `isSaid`: its reason is the channel's, which stands above. */
const Attempt = ({
  attempt,
  visit,
  person,
  isSaid,
}: Seen & { attempt: TimelineLink['attempts'][number]; isSaid: boolean }) => {
  const [said, words] = [deliveryWordsIn(visit.locale), deliveriesWordsIn(visit.locale)]
  const formats = formatsOf(visit.locale, visit.zone)
  const { state, reason, startedAt, nextAttemptAt, receipts } = attempt
  const route = sayRoute(attempt, person, visit.locale)
  const later = (moment: Date): string =>
    words.after(formats.duration(Math.max(0, moment.getTime() - startedAt.getTime()) / 1000))
  return (
    <li>
      <p>
        <strong>{words.attempt(attempt.attempt)}</strong>: {words.attemptState[state]}
      </p>
      <p class="small muted">
        <When at={startedAt} visit={visit} />
        {route === null ? null : `, ${route}`}
      </p>
      {reason === null || isSaid ? null : <p class="small">{sayReason(said, reason)}</p>}
      {state !== 'retrying' || nextAttemptAt === null ? null : (
        <p class="small">{words.nextTry(formats.dateTime(nextAttemptAt))}</p>
      )}
      {receipts.length === 0 ? null : (
        <ul class="receipts">
          {receipts.map((receipt) => (
            <li class="small">
              <Icon name={receipt.kind === 'failed' ? 'warn' : 'check'} size={16} />
              <span>
                {words.receipt[receipt.kind]} · <Moment at={receipt.at} text={later(receipt.at)} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
