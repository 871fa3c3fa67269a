import type { Message } from '../../../../core/capture/index.ts'
import type { Timeline } from '../../../../core/notify/index.ts'
import type { Task } from '../../../../core/tasks/index.ts'
import { Badge, Card, type FactList, Facts, Head, Icon, Path, Section, When } from '../../parts/index.ts'
import { SOURCE_ICON, STATUS_TONE } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { formatsOf } from '../../words/format.ts'
import { MESSAGE_TONE } from './tones.ts'
import { TaskChips, TaskLink } from './understood.tsx'
import { messagesWordsIn } from './words.ts'

interface Shown {
  readonly visit: Visit
  readonly message: Message
  readonly task: Task | null
  /** The answer's way; null: there is none. */
  readonly answer: Timeline | null
  readonly sender: string
}

export const MessageDetail = (shown: Shown) => {
  const { visit, message, answer, sender } = shown
  const { status, text, channel } = message
  const words = messagesWordsIn(visit.locale)
  return (
    <>
      <Head
        title={words.from(sender)}
        back={{ href: '/web/messages', text: words.back }}
        intro={
          <span class="cluster">
            <Badge icon={SOURCE_ICON[channel]}>{deliveryWordsIn(visit.locale).channel[channel]}</Badge>
            <Badge tone={MESSAGE_TONE[status]}>{words.statusIs[status]}</Badge>
          </span>
        }
      />
      <Section title={words.whatCame} id="came">
        <Card>
          {text === null ? <p class="muted">{words.noText}</p> : <p class="letter">{text}</p>}
          {message.personId !== null || !visit.isOperator ? null : (
            <p>
              <a class="go" href="/web/people">
                {words.people}
              </a>
            </p>
          )}
        </Card>
      </Section>
      <Understood {...shown} />
      <Section title={words.whatAnswered} id="answered">
        <Card>
          {answer === null ? <p class="muted">{words.noAnswer}</p> : <Answer answer={answer} visit={visit} />}
        </Card>
      </Section>
      <Section title={words.details} id="details">
        <Card>
          <Facts facts={momentsOf(message, visit)} />
        </Card>
      </Section>
    </>
  )
}

const Understood = ({ visit, message, task }: Shown) => {
  const { status, intent, taskId } = message
  const words = messagesWordsIn(visit.locale)
  return (
    <Section title={words.whatUnderstood} id="understood">
      <Card>
        {status === 'processed' ? null : <p>{words.statusWhat[status]}</p>}
        {status !== 'failed' || !visit.isOperator ? null : (
          <p>
            <a class="go" href="/web/health">
              {words.failedHelp}
            </a>
          </p>
        )}
        {intent === null ? null : (
          <p>
            <Badge tone="accent" icon="spark">
              {words.intent[intent] ?? intent}
            </Badge>
          </p>
        )}
        {task !== null ? (
          <>
            <p>
              <TaskLink task={task} />
            </p>
            <TaskChips task={task} visit={visit} />
          </>
        ) : taskId === null ? null : (
          <p class="muted">
            {words.task} {taskId}: {words.taskGone}
          </p>
        )}
      </Card>
    </Section>
  )
}

const Answer = ({ answer, visit }: { answer: Timeline; visit: Visit }) => {
  const said = deliveryWordsIn(visit.locale)
  const { id, status, body } = answer.notification
  return (
    <>
      <p class="letter">{body}</p>
      <p>
        <Badge tone={STATUS_TONE[status]}>{said.status[status]}</Badge>
      </p>
      <Path timeline={answer} locale={visit.locale} />
      <p>
        <a class="button" href={`/web/deliveries/${id}`}>
          <Icon name="deliveries" />
          {messagesWordsIn(visit.locale).delivery}
        </a>
      </p>
    </>
  )
}

const momentsOf = (message: Message, visit: Visit): FactList => {
  const { sentAt, receivedAt, processedAt } = message
  const words = messagesWordsIn(visit.locale)
  const { duration } = formatsOf(visit.locale, visit.zone)
  const took = processedAt === null ? 0 : Math.max(0, processedAt.getTime() - receivedAt.getTime()) / 1000
  return [
    [words.sent, <When at={sentAt} visit={visit} />],
    [words.received, <When at={receivedAt} visit={visit} />],
    ...(processedAt === null
      ? []
      : [
          [
            words.processed,
            <>
              <When at={processedAt} visit={visit} />, {words.took(duration(took))}
            </>,
          ] as const,
        ]),
  ]
}
