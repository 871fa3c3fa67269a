import type { Account, Session } from '../../../../core/accounts/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import {
  Act,
  Badge,
  Button,
  Card,
  CheckField,
  Empty,
  type FactList,
  Facts,
  Form,
  Icon,
  Section,
} from '../../parts/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { deviceOf } from '../settings/device.ts'
import { SessionRow } from '../settings/sessions.tsx'
import { settingsWords } from '../settings/words.ts'
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

const factsOf = (account: Account, words: PeopleWords): FactList => [
  [
    words.account,
    account.hasPassword && account.email !== null ? words.withPassword(account.email) : words.withoutPassword,
  ],
  [words.secondFactor, account.hasTotp ? words.on : words.off],
  [words.passkeys, String(account.passkeys)],
]

export const Sessions = ({ person, sessions, visit, csrf }: AccessProps) => {
  const words = peopleWords(visit.locale)
  const settings = settingsWords(visit.locale).sessions
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
            <SessionRow session={session} visit={visit}>
              {session.id === visit.session.session.id ? <Badge tone="info">{words.thisOne}</Badge> : null}
              <Act
                action={action}
                csrf={csrf}
                fields={{ session: session.id }}
                label={settings.endOf(deviceOf(session.userAgent, settings))}
              >
                {settings.end}
              </Act>
            </SessionRow>
          ))}
        </ul>
      )}
    </Section>
  )
}
