import { createIds, createMemoryAccountRecords, createMemoryMirror } from '../../../../adapters/memory/index.ts'
import { makeAccounts } from '../../../../core/accounts/index.ts'
import { type AccountRecords, RECORD_TABLES } from '../../../../core/accounts/ports.ts'
import type { AccessLine } from '../../../../handlers/http/index.ts'
import type { WebDeps } from '../../../../handlers/web/index.ts'
import { LIFETIMES } from '../../../contracts/accounts/people.ts'
import { authenticatorOver } from '../../../support/authenticator.ts'
import type { TestCore } from '../../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../../support/web.ts'
import { furnish } from './furnish.ts'
import { makeStrict, strictRecords } from './strict.ts'

export interface House extends TestConsole {
  readonly records: AccountRecords
  /** All that is stored, by table: the same before and after means that nothing changed. Tries of sign-in are left out. */
  stored(): Promise<Stored>
  /** All that was given to logs and metrics so far, as text. */
  told(): string
  /** How often a password was hashed. */
  passwordWork(): number
  /** Whatever can stand in the place of a route's parameter. */
  readonly values: readonly string[]
  /** A link that nobody has used. */
  readonly link: string
}

export interface HouseOptions {
  /** Written wherever a person or a system outside can write something. */
  readonly text?: string
  readonly deps?: Partial<WebDeps>
  readonly requireMfa?: boolean
}

export type Stored = Readonly<Record<string, readonly string[]>>
const text = (value: unknown): string => JSON.stringify(value)

const SOURCE = 'x-test-source'

/** The console with sign-in as it ships, something on every screen, on a storage as particular as PostgreSQL. */
export const openHouse = async ({
  text: written = 'Comprar pão',
  deps = {},
  requireMfa = false,
}: HouseOptions = {}) => {
  const records = strictRecords(createMemoryAccountRecords())
  const lines: AccessLine[] = []
  const failures: unknown[] = []
  let parts: ReturnType<typeof authenticatorOver> | undefined
  const accounts = ({ storage, clock }: TestCore) => {
    makeStrict(storage)
    const given = { requireMfa, sessionSeconds: LIFETIMES }
    parts = authenticatorOver({ records, storage, clock, close: async () => undefined }, given)
    const { authenticator, onEvent } = parts
    return makeAccounts({ storage, records, authenticator, clock, ids: createIds(), onEvent })
  }
  const console = await createTestConsole({
    accounts,
    mirrors: (clock) => ({ notion: createMemoryMirror({ name: 'notion', reading: 'each', clock }) }),
    deps: {
      sourceOf: (request) => request.headers.get(SOURCE) ?? '192.0.2.1',
      onAnswer: (line) => void lines.push(line),
      onError: (error, id) =>
        void failures.push([id, error instanceof Error ? `${error.message} ${error.stack}` : error]),
      ...deps,
    },
  })
  for (const { id } of [console.ana, console.bruno]) await console.browserOf(id)
  const { link, values } = await furnish(console, written)

  // The sessions were used just now: what is looked at within the next minute leaves them as they are.
  for (const { id } of [console.ana, console.bruno]) await console.get('/web/more', id)

  const stored = async (): Promise<Stored> => {
    const tables = RECORD_TABLES.filter((name) => name !== 'signInTries')
    const kept = await Promise.all(
      tables.map(async (name) => [name, (await records.find(name, [])).map(text)] as const),
    )
    const rows = Object.entries(console.storage.rows).map(([name, table]) => [name, [...table].map(text)] as const)
    return Object.fromEntries([...kept, ...rows, ['jobs', console.storage.jobs.waiting().map(text)]])
  }
  return {
    ...console,
    errors: failures,
    records,
    stored,
    told: () => JSON.stringify([lines, failures, console.facts.facts, parts?.facts]) + (parts?.logged() ?? ''),
    passwordWork: () => parts?.passwordWork() ?? 0,
    values,
    link,
  } satisfies House
}

/** Where a request says that it comes from. */
export const from = (address: string): Record<string, string> => ({ [SOURCE]: address })
