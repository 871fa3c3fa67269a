import { type ApiKey, SCOPES } from '../../../../core/access/index.ts'
import type { Person } from '../../../../core/people/index.ts'
import { Badge, Button, Empty, Form, Icon, Moment, Pager } from '../../parts/index.ts'
import { personOf } from '../../visit/people-seen.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { type SettingsWords, settingsWords } from './words.ts'

export const KEYS = '/web/settings/keys'

/** The key that the first start made was given its name by the program: it has one in each language. */
export const keyName = ({ origin, name }: ApiKey, words: SettingsWords['keys']): string =>
  origin === 'first' ? words.first : name

interface Shown {
  readonly people: readonly Person[]
  readonly visit: Visit
  readonly csrf: string
}

export const KeyList = (props: Shown & { keys: readonly ApiKey[]; next: string | null; nextLabel: string }) => {
  const { keys, visit, next, nextLabel } = props
  const words = settingsWords(visit.locale).keys
  if (keys.length === 0) {
    return (
      <Empty icon="key" title={words.none}>
        <p>{words.noneWhat}</p>
      </Empty>
    )
  }
  return (
    <>
      <ul class="rows">
        {keys.map((key) => (
          <Row {...props} apiKey={key} />
        ))}
      </ul>
      <Pager href={next} label={nextLabel} />
    </>
  )
}

export const AddKey = ({ visit }: { visit: Visit }) => (
  <a class="button primary" href={`${KEYS}/new`}>
    <Icon name="plus" />
    {settingsWords(visit.locale).keys.add}
  </a>
)

const Row = (props: Shown & { apiKey: ApiKey }) => {
  const { apiKey: key, people, visit, csrf } = props
  const words = settingsWords(visit.locale).keys
  const name = keyName(key, words)
  const isOver = key.expiresAt !== null && key.expiresAt <= visit.now
  return (
    <li id={`key-${key.id}`}>
      <Icon name="key" />
      <div class="grow">
        <div class="card-head">
          <p>
            <span class="title">{name}</span> <span class="muted small">{whose(key, people, words)}</span>
          </p>
          <span class="cluster">
            {isOver ? <Badge tone="warn">{words.expired}</Badge> : null}
            {key.origin === 'seeded' ? <Badge tone="info">{words.seeded}</Badge> : null}
          </span>
        </div>
        <Times of={key} visit={visit} />
        <p class="cluster">
          {key.scopes.length === SCOPES.length ? (
            <Badge>{words.everything}</Badge>
          ) : (
            key.scopes.map((scope) => <Badge>{words.scope[scope]}</Badge>)
          )}
        </p>
        <details id={`revoke-${key.id}`}>
          <summary aria-label={words.revokeOf(name)}>{words.revoke}</summary>
          <Form action={`${KEYS}/${key.id}/revoke`} csrf={csrf} class="stack tight">
            <p>{words.revokeAsk}</p>
            {key.origin === 'seeded' ? <p class="muted small">{words.seededHint}</p> : null}
            <div>
              <Button kind="danger" label={words.revokeOf(name)}>
                {words.revokeIt}
              </Button>
            </div>
          </Form>
        </details>
      </div>
    </li>
  )
}

const whose = ({ personId }: ApiKey, people: readonly Person[], words: SettingsWords['keys']): string => {
  if (personId === null) return words.ofOperator
  const person = personOf(people, personId)
  return person === null ? words.ofNobody : words.of(person.name)
}

/** A key ends with a day: it is the last one that is named, not the midnight after it. */
const Times = ({ of, visit }: { of: ApiKey; visit: Visit }) => {
  const words = settingsWords(visit.locale).keys
  const { date, dateTime } = formatsOf(visit.locale, visit.zone)
  const { createdAt, lastUsedAt, expiresAt } = of
  return (
    <p class="small muted">
      {lastUsedAt === null ? words.unused : <Moment at={lastUsedAt} text={words.used(dateTime(lastUsedAt))} />} ·{' '}
      <Moment at={createdAt} text={words.created(date(createdAt))} />
      {expiresAt === null ? null : (
        <>
          {' '}
          · <Moment at={expiresAt} text={words.until(dateTime(new Date(expiresAt.getTime() - 1000)))} />
        </>
      )}
    </p>
  )
}
