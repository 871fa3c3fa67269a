import type { MessageEntry } from '../../../../core/capture/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Badge, Icon, Moment } from '../../parts/index.ts'
import { SOURCE_ICON, STATUS_TONE } from '../../parts/tones.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { MESSAGE_TONE } from './tones.ts'
import { TaskChips, TaskLink } from './understood.tsx'
import { messagesWordsIn } from './words.ts'

interface Shown {
  readonly visit: Visit
  readonly people: readonly Person[]
}

/** Message after message, each with its answer below it, as in a chat. */
export const Talk = ({ entries, ...shown }: Shown & { entries: readonly MessageEntry[] }) => (
  <ol class="talk">
    {entries.map((entry) => (
      <Exchange entry={entry} {...shown} />
    ))}
  </ol>
)

/** Who wrote; null: the visitor sees only their own. */
export const senderOf = (personId: string | null, { visit, people }: Shown): string => {
  const words = messagesWordsIn(visit.locale)
  if (personId === null) return words.unknown
  return personOf(people, personId)?.name ?? words.somebody
}

const Exchange = ({ entry, ...shown }: Shown & { entry: MessageEntry }) => {
  const { visit } = shown
  const { message, task, answer } = entry
  const { id, personId, channel, text, receivedAt, status, intent } = message
  const words = messagesWordsIn(visit.locale)
  const when = formatsOf(visit.locale, visit.zone).dateTime(receivedAt)
  const name = visit.isOperator ? senderOf(personId, shown) : null
  return (
    <li id={`message-${id}`} class="card" data-row tabindex={0}>
      <p class="card-head">
        <span class="cluster">
          <Icon name={SOURCE_ICON[channel]} />
          {name === null ? null : <strong>{name}</strong>}
          <a class="small" href={`/web/messages/${id}`} aria-label={words.open(name, when)} data-key="o">
            <Moment at={receivedAt} text={when} />
          </a>
        </span>
        <Badge tone={MESSAGE_TONE[status]}>{words.statusIs[status]}</Badge>
      </p>
      <div class="bubble in">
        <span class="visually-hidden">{words.in}: </span>
        {text === null ? <em class="muted">{words.noText}</em> : <p class="letter few">{text}</p>}
      </div>
      {intent === null ? null : (
        <div class="cluster">
          <Badge tone="accent" icon="spark">
            {words.intent[intent] ?? intent}
          </Badge>
          {task === null ? null : (
            <>
              <TaskLink task={task} />
              <TaskChips task={task} visit={visit} />
            </>
          )}
        </div>
      )}
      {status === 'processed' ? null : <p class="small muted">{words.statusWhat[status]}</p>}
      {answer === null ? null : (
        <div class="bubble out">
          <span class="visually-hidden">{words.out}: </span>
          <p class="letter few">{answer.body}</p>
          <p class="card-head small">
            <Badge tone={STATUS_TONE[answer.status]}>{deliveryWordsIn(visit.locale).status[answer.status]}</Badge>
            <a href={`/web/deliveries/${answer.id}`}>{words.delivery}</a>
          </p>
        </div>
      )}
      {status !== 'ignored' || personId !== null || !visit.isOperator ? null : (
        <p class="small">
          <a class="go" href="/web/people">
            {words.people}
          </a>
        </p>
      )}
    </li>
  )
}
