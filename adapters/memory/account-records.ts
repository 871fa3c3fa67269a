import type { AccountRecord, AccountRecords, RecordTable, RecordTest, RecordValue } from '../../core/accounts/ports.ts'
import { RECORD_TABLES } from '../../core/accounts/ports.ts'
import { frozen } from './values.ts'

/** By table, the fields whose values together must be the only ones of their kind. */
const unique: Readonly<Record<RecordTable, readonly (readonly string[])[]>> = {
  accounts: [['id'], ['personId'], ['email']],
  credentials: [['id'], ['provider', 'subject']],
  sessions: [['id'], ['digest']],
  verifications: [['id']],
  totps: [['accountId']],
  recoveryCodes: [['accountId', 'digest']],
  passkeys: [['id'], ['credentialId']],
  signInLinks: [['id'], ['digest']],
  signInTries: [['key']],
  consoleSecrets: [['name']],
}

/** Records of one process, gone with it. Each call is one step: nothing is awaited within. */
export const createMemoryAccountRecords = (): AccountRecords => {
  const tables = new Map<RecordTable, AccountRecord[]>(RECORD_TABLES.map((name) => [name, []]))
  const rowsOf = (table: RecordTable): AccountRecord[] => tables.get(table) ?? []
  const passing = (table: RecordTable, tests: readonly RecordTest[]): AccountRecord[] =>
    rowsOf(table).filter((row) => tests.every((test) => holds(row[test.field] ?? null, test)))

  const remove = (table: RecordTable, tests: readonly RecordTest[]): AccountRecord[] => {
    const gone = passing(table, tests)
    tables.set(
      table,
      rowsOf(table).filter((row) => !gone.includes(row)),
    )
    if (table !== 'accounts' || gone.length === 0) return gone
    const ids = gone.map(({ id }) => id ?? null)
    for (const other of RECORD_TABLES) {
      if (other !== 'accounts') remove(other, [{ field: 'accountId', is: 'in', value: ids }])
    }
    return gone
  }

  const isTaken = (table: RecordTable, record: AccountRecord): boolean =>
    unique[table].some((fields) =>
      rowsOf(table).some((row) => fields.every((field) => record[field] != null && same(row[field], record[field]))),
    )

  return {
    insert: async (table, record) => {
      if (isTaken(table, record)) return false
      rowsOf(table).push(frozen(record))
      return true
    },
    find: async (table, tests, limit) =>
      passing(table, tests)
        .toSorted((a, b) => numberOf(b.createdAt ?? null) - numberOf(a.createdAt ?? null))
        .slice(0, limit),
    update: async (table, tests, set, add = {}) => {
      const changed = passing(table, tests).map((row) => {
        const added = Object.entries(add).map(([field, by]) => [field, numberOf(row[field] ?? null) + by])
        return { row, next: frozen({ ...row, ...set, ...Object.fromEntries(added) }) }
      })
      for (const { row, next } of changed) rowsOf(table).splice(rowsOf(table).indexOf(row), 1, next)
      return changed.map(({ next }) => next)
    },
    remove: async (table, tests) => remove(table, tests),
  }
}

const plain = (value: RecordValue): string | number | boolean | null =>
  value instanceof Date ? value.getTime() : value
const numberOf = (value: RecordValue): number => Number(plain(value) ?? 0)
const same = (a: RecordValue | undefined, b: RecordValue | undefined): boolean => plain(a ?? null) === plain(b ?? null)

const holds = (found: RecordValue, { is, value }: RecordTest): boolean => {
  const wanted: readonly RecordValue[] = [value].flat()
  const [one = null] = wanted
  if (is === 'in') return wanted.some((each) => same(found, each))
  if (is === '=') return same(found, one)
  const [a, b] = [plain(found), plain(one)]
  if (is === '!=') return one === null ? found !== null : found !== null && a !== b
  if (a === null || b === null) return false
  if (is === '<') return a < b
  if (is === '<=') return a <= b
  return is === '>' ? a > b : a >= b
}
