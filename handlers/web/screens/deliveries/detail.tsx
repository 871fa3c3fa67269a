import type { Timeline } from '../../../../core/notify/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Act, Badge, Card, type FactList, Facts, Head, Icon, Section, When } from '../../parts/index.ts'
import { STATUS_TONE } from '../../parts/tones.ts'
import type { Visit } from '../../visit/visit.ts'
import { deliveryWordsIn } from '../../words/delivery.ts'
import { outcomeOf } from './outcome.ts'
import { WholePath } from './timeline.tsx'
import { titleOf } from './title.ts'
import { deliveriesWordsIn } from './words.ts'

export const DeliveryDetail = (props: { timeline: Timeline; person: Person | null; visit: Visit; csrf: string }) => {
  const { timeline, person, visit, csrf } = props
  const { notification } = timeline
  const { id, kind, status, subject, body } = notification
  const [said, words] = [deliveryWordsIn(visit.locale), deliveriesWordsIn(visit.locale)]
  const [now, ...more] = outcomeOf(timeline, visit)
  return (
    <>
      <Head
        title={titleOf(notification, said.kind[kind])}
        intro={<Badge>{said.kind[kind]}</Badge>}
        back={{ href: '/web/deliveries', text: words.back }}
      >
        {status !== 'failed' ? null : (
          <Act action={`/web/deliveries/${id}/retry`} csrf={csrf} kind="primary">
            <Icon name="repeat" />
            {words.retry}
          </Act>
        )}
      </Head>
      <Card>
        <p>
          <Badge tone={STATUS_TONE[status]}>{said.status[status]}</Badge>
        </p>
        <p>{now}</p>
        {more.map((line) => (
          <p class="muted">{line}</p>
        ))}
      </Card>
      <Section title={said.path} id="path">
        <Card>
          <WholePath timeline={timeline} visit={visit} person={person} />
        </Card>
      </Section>
      <Section title={words.message} id="text">
        <Card>
          {subject === null ? null : <p class="title">{subject}</p>}
          <p class="letter">{body}</p>
        </Card>
      </Section>
      <Section title={words.details} id="details">
        <Card>
          <Facts facts={factsOf(timeline, person, visit)} />
        </Card>
      </Section>
      {status !== 'pending' ? null : (
        <details id={`cancel-${id}`} hx-morph-skip>
          <summary>{words.cancel}</summary>
          <div class="stack tight">
            <p class="muted">{words.cancelWhat}</p>
            <Act action={`/web/deliveries/${id}/cancel`} csrf={csrf} kind="danger">
              <Icon name="close" />
              {words.cancelNow}
            </Act>
          </div>
        </details>
      )}
    </>
  )
}

const factsOf = ({ notification }: Timeline, person: Person | null, visit: Visit): FactList => {
  const words = deliveriesWordsIn(visit.locale)
  const { createdAt, notBefore, expiresAt, settledAt, messageId, round } = notification
  const moment = (name: string, at: Date | null) =>
    at === null ? [] : [[name, <When at={at} visit={visit} />] as const]
  return [
    [words.recipient, person?.name ?? words.somebody],
    ...moment(words.created, createdAt),
    ...moment(words.notBefore, notBefore),
    ...moment(words.expires, expiresAt),
    ...moment(words.settled, settledAt),
    ...(round === 1 ? [] : [[words.rounds, String(round - 1)] as const]),
    ...(messageId === null
      ? []
      : [[words.answers, <a href={`/web/messages/${messageId}`}>{words.answersMessage}</a>] as const]),
  ]
}
