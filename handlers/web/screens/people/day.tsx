import type { PlannedWay } from '../../../../core/notify/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Badge, Icon } from '../../parts/index.ts'
import { CHANNEL_ICON, KIND_ICON } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { type PeopleWords, peopleWords } from './words.ts'

const DAY = 1440
/** How wide the brief's mark is, in minutes of the picture. */
const MARK = 14

/** A stretch of the day in minutes from midnight. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** A person's day from midnight to midnight: when each kind of news may come, and which way it takes. */
export const Day = (props: { person: Person; plan: readonly PlannedWay[]; visit: Visit }) => {
  const { person, plan, visit } = props
  const { quietHours, briefTime, timeZone } = person
  const words = peopleWords(visit.locale)
  const quiet = quietOf(person)
  // Alerts go to operators.
  const told = plan.filter(({ kind }) => kind !== 'alert' || person.role === 'operator')
  return (
    <figure class="card day">
      <figcaption class="stack tight">
        <p class="muted small">{words.dayText(timeZone)}</p>
        <div class="meta">
          <span class="key open">{words.mayCome}</span>
          <span class="key quiet">
            {quietHours === null ? words.neverQuiet : words.quietIs(quietHours.start, quietHours.end)}
          </span>
          <span class="key brief">{briefTime === null ? words.noBrief : words.briefIs(briefTime)}</span>
        </div>
      </figcaption>
      <div class="hours small muted" aria-hidden="true">
        {['0h', '6h', '12h', '18h', '24h'].map((hour) => (
          <span>{hour}</span>
        ))}
      </div>
      <ul class="lanes">
        {told.map((way) => (
          <li>
            <div class="card-head">
              <strong class="reach">
                <Icon name={KIND_ICON[way.kind]} size={16} />
                {words.kind[way.kind]}
              </strong>
              <span class="muted small">{whenOf(way, person, words)}</span>
            </div>
            <Lane open={openOf(way, person)} quiet={quiet} brief={way.kind === 'brief' ? minutesOf(briefTime) : null} />
            <Way way={way} visit={visit} />
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** What the words beside it say, drawn: nothing in it is for reading. */
const Lane = (props: { open: readonly Stretch[]; quiet: readonly Stretch[]; brief: number | null }) => (
  <svg class="lane" viewBox={`0 0 ${DAY} 20`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
    <rect class="ground" width={DAY} height="20" />
    {props.quiet.map(({ from, to }) => (
      <rect class="quiet" x={from} width={to - from} height="20" />
    ))}
    {props.open.map(({ from, to }) => (
      <rect class="open" x={from} width={to - from} y="6" height="8" />
    ))}
    {[360, 720, 1080].map((at) => (
      <rect class="hour" x={at - 1} width="2" height="20" />
    ))}
    {props.brief === null ? null : (
      <rect class="brief" x={Math.min(Math.max(props.brief - MARK / 2, 0), DAY - MARK)} width={MARK} height="20" />
    )}
  </svg>
)

const Way = ({ way, visit }: { way: PlannedWay; visit: Visit }) => {
  const words = peopleWords(visit.locale)
  const { channel } = deliveryWordsIn(visit.locale)
  const duration = formatsOf(visit.locale, visit.zone).duration(way.deadlineSeconds)
  return (
    <ol class="path small" aria-label={words.way(words.kind[way.kind])}>
      {way.channels.map((name, at) => (
        <li>
          <Badge icon={CHANNEL_ICON[name]}>
            {channel[name]}
            {at === way.channels.length - 1 ? null : ` · ${words.waits(duration)}`}
          </Badge>
        </li>
      ))}
      <li>
        <Badge icon="inbox">{words.inbox}</Badge>
      </li>
    </ol>
  )
}

const minutesOf = (time: string | null): number | null =>
  time === null ? null : Number(time.slice(0, 2)) * 60 + Number(time.slice(3))

/** Over midnight they are two stretches of one day. */
const quietOf = ({ quietHours }: Pick<Person, 'quietHours'>): readonly Stretch[] => {
  const [from, to] = [minutesOf(quietHours?.start ?? null), minutesOf(quietHours?.end ?? null)]
  if (from === null || to === null) return []
  const stretches =
    from < to
      ? [{ from, to }]
      : [
          { from: 0, to },
          { from, to: DAY },
        ]
  return stretches.filter((stretch) => stretch.from < stretch.to)
}

const openOf = (way: PlannedWay, person: Person): readonly Stretch[] => {
  if (way.kind === 'brief') return []
  if (!way.isHeld) return [{ from: 0, to: DAY }]
  const edges = [0, ...quietOf(person).flatMap(({ from, to }) => [from, to]), DAY]
  return edges.flatMap((from, at) => {
    const to = edges[at + 1]
    return at % 2 === 0 && to !== undefined && from < to ? [{ from, to }] : []
  })
}

const whenOf = (way: PlannedWay, person: Person, words: PeopleWords): string => {
  if (way.kind === 'brief') return person.briefTime === null ? words.onDemand : words.dailyAt(person.briefTime)
  if (way.isHeld) return words.held(person.quietHours?.end ?? '')
  return way.kind === 'reply' ? words.atOnce : words.anyTime
}
