import type { Account, Session } from '../../../../core/accounts/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Act, Badge, Button, Card, CheckField, Empty, Facts, Form, Icon, Moment, Section } from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { deviceOf } from '../../words/device.ts'
import { formatsOf } from '../../words/format.ts'
import { type PeopleWords, peopleWords } from './words.ts'

export interface Access {
  readonly account: Account | null
  readonly sessions: readonly Session[]
}

interface AccessProps extends Access {
  readonly person: Person
  readonly visit: Visit
  readonly csrf: string
}

/** Whether and how somebody gets into the console, and a link for who does not (any more). */
export const AccessTo = ({ person, account, visit, csrf }: AccessProps) => {
  const words = peopleWords(visit.locale)
  const isNew = account === null
  return (
    <Section title={words.access} id="access">
      <Card>
        {account === null ? <p>{words.accessNone}</p> : <Facts facts={factsOf(account, words)} />}
        <Form action={`/web/people/${person.id}/link`} csrf={csrf} class="stack tight">
          {isNew ? null : <CheckField name="resets" label={words.resets} />}
          <div class="actions">
            <Button>
              <Icon name="key" />
              {isNew ? words.invite : words.recover}
            </Button>
            <span class="muted small">{isNew ? words.inviteHint : words.recoverHint}</span>
          </div>
        </Form>
      </Card>
    </Section>
  )
}

const factsOf = (account: Account, words: PeopleWords): Parameters<typeof Facts>[0]['facts'] => [
  [
    words.account,
    account.hasPassword && account.email !== null ? words.withPassword(account.email) : words.withoutPassword,
  ],
  [words.secondFactor, account.hasTotp ? words.on : words.off],
  [words.passkeys, String(account.passkeys)],
]

export const Sessions = ({ person, sessions, visit, csrf }: AccessProps) => {
  const words = peopleWords(visit.locale)
  const action = `/web/people/${person.id}/sessions/revoke`
  return (
    <Section
      title={words.sessions}
      id="sessions"
      actions={
        sessions.length < 2 ? undefined : (
          <Act action={action} csrf={csrf} kind="danger">
            {words.revokeAll}
          </Act>
        )
      }
    >
      {sessions.length === 0 ? (
        <Empty icon="key" level={3} title={words.noSessions} />
      ) : (
        <ul class="rows">
          {sessions.map((session) => (
            <SessionRow {...{ session, visit, csrf, action }} />
          ))}
        </ul>
      )}
    </Section>
  )
}

const SessionRow = (props: { session: Session; visit: Visit; csrf: string; action: string }) => {
  const { session, visit, csrf, action } = props
  const words = peopleWords(visit.locale)
  const { dateTime } = formatsOf(visit.locale, visit.zone)
  const device = deviceOf(session.userAgent) ?? words.session
  const opened = dateTime(session.createdAt)
  return (
    <li id={`session-${session.id}`} class="person">
      <div class="grow">
        <span class="who">
          <strong>{device}</strong>
          {session.id === visit.session.session.id ? <Badge tone="info">{words.thisOne}</Badge> : null}
        </span>
        <span class="muted small">
          {words.opened(opened, words.method[session.method])}
          {session.address === null ? null : `, ${words.from(session.address)}`}
        </span>
        <span class="muted small">
          <Moment at={session.lastSeenAt} text={words.seen(dateTime(session.lastSeenAt))} />
        </span>
      </div>
      <Act action={action} csrf={csrf} fields={{ session: session.id }} label={words.revokeWhich(device, opened)}>
        {words.revoke}
      </Act>
    </li>
  )
}
