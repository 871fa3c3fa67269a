import type { Timeline } from '../../../../core/notify/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Act, Badge, Icon, Path, When } from '../../parts/index.ts'
import { KIND_ICON, STATUS_TONE } from '../../parts/tones.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn, sayReason } from '../../words/delivery.ts'
import { titleOf } from './title.ts'
import { deliveriesWordsIn } from './words.ts'

interface Shown {
  readonly visit: Visit
  readonly csrf: string
  readonly people: readonly Person[]
  /** Where to go on after something was done in the list. */
  readonly here: string
}

export const DeliveryList = ({ timelines, ...shown }: Shown & { timelines: readonly Timeline[] }) => (
  <ul class="rows">
    {timelines.map((timeline) => (
      <Row timeline={timeline} {...shown} />
    ))}
  </ul>
)

const Row = ({ timeline, visit, csrf, people, here }: Shown & { timeline: Timeline }) => {
  const { notification } = timeline
  const { id, kind, status, reason, createdAt } = notification
  const [said, words] = [deliveryWordsIn(visit.locale), deliveriesWordsIn(visit.locale)]
  const title = titleOf(notification, said.kind[kind])
  const name = personOf(people, notification.personId)?.name ?? words.somebody
  const about = [said.kind[kind], ...(visit.isOperator ? [words.to(name)] : [])].join(' ')
  return (
    <li id={`delivery-${id}`} data-row tabindex={0}>
      <Icon name={KIND_ICON[kind]} />
      <div class="grow">
        <div class="card-head">
          <a href={`/web/deliveries/${id}`} class="title" data-key="o">
            {title}
          </a>
          <Badge tone={STATUS_TONE[status]}>{said.status[status]}</Badge>
        </div>
        <p class="small muted">
          {about} · <When at={createdAt} visit={visit} />
        </p>
        <Path timeline={timeline} locale={visit.locale} />
        {status !== 'failed' ? null : (
          <div class="card-head">
            <p class="small">{reason === null ? null : sayReason(said, reason)}</p>
            <Act
              action={`/web/deliveries/${id}/retry`}
              csrf={csrf}
              fields={{ back: here }}
              label={words.retryThis(title)}
              shortcut="r"
            >
              <Icon name="repeat" />
              {words.retry}
            </Act>
          </div>
        )}
      </div>
    </li>
  )
}
