import { and, desc, eq, gt, gte, inArray, isNotNull, isNull, lt, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { AccountRecord, AccountRecords, RecordTable, RecordTest } from '../../core/accounts/ports.ts'
import type { Connection } from './connection.ts'
import { guarded } from './errors.ts'
import {
  accounts,
  consoleSecrets,
  credentials,
  passkeys,
  recoveryCodes,
  sessions,
  signInLinks,
  signInTries,
  totps,
  verifications,
} from './schema.ts'

const tables: Readonly<Record<RecordTable, PgTable>> = {
  accounts,
  credentials,
  sessions,
  verifications,
  totps,
  recoveryCodes,
  passkeys,
  signInLinks,
  signInTries,
  consoleSecrets,
}

export const createAccountRecords = ({ db }: Pick<Connection, 'db'>): AccountRecords => {
  const all = (rows: unknown): readonly AccountRecord[] => rows as readonly AccountRecord[]
  return {
    insert: (table, record) =>
      guarded(async () => {
        const rows = await db.insert(tables[table]).values(record).onConflictDoNothing().returning({ one: sql`1` })
        return rows.length > 0
      }),
    find: (table, tests, limit) =>
      guarded(async () => {
        const created = columnIn(table, 'createdAt')
        const query = db.select().from(tables[table]).where(where(table, tests)).$dynamic()
        if (created !== null) query.orderBy(desc(created))
        if (limit !== undefined) query.limit(limit)
        return all(await query)
      }),
    update: (table, tests, set, add = {}) =>
      guarded(async () => {
        const added = Object.entries(add).map(([field, by]) => [field, sql`${column(table, field)} + ${by}`] as const)
        const changes = { ...set, ...Object.fromEntries(added) }
        return all(await db.update(tables[table]).set(changes).where(where(table, tests)).returning())
      }),
    remove: (table, tests) =>
      guarded(async () => all(await db.delete(tables[table]).where(where(table, tests)).returning())),
  }
}

const columnIn = (table: RecordTable, field: string): PgColumn | null => {
  const found: unknown = Object.hasOwn(tables[table], field) ? Reflect.get(tables[table], field) : undefined
  return (found as PgColumn | undefined) ?? null
}

const column = (table: RecordTable, field: string): PgColumn => {
  const found = columnIn(table, field)
  if (found === null) throw new Error(`Records of ${table} have no field ${field}.`)
  return found
}

const where = (table: RecordTable, tests: readonly RecordTest[]): SQL | undefined =>
  and(...tests.map((test) => holds(column(table, test.field), test)))

const COMPARISONS = { '=': eq, '!=': ne, '<': lt, '<=': lte, '>': gt, '>=': gte } as const

const holds = (field: PgColumn, { is, value }: RecordTest): SQL => {
  if (is === 'in') return inArray(field, [value].flat())
  if (value === null && is === '=') return isNull(field)
  if (value === null && is === '!=') return isNotNull(field)
  return COMPARISONS[is](field, value)
}
