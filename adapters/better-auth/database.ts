import type { CleanedWhere } from '@better-auth/core/db/adapter'
import { createAdapterFactory } from 'better-auth/adapters'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import {
  type AccountRecord,
  type AccountRecords,
  RECORD_TABLES,
  type RecordTable,
  type RecordTest,
  type RecordValue,
} from '../../core/accounts/ports.ts'
import type { Clock } from '../../core/kernel/clock.ts'
import type { Ids } from '../../core/kernel/ids.ts'

type Loose = Record<string, unknown>

/** What is kept as a digest, so that who reads the tables cannot sign in with what is in them. */
const HASHED: Partial<Record<RecordTable, string>> = { sessions: 'digest', verifications: 'identifier' }
/** What the library has a field for and we do not keep: names are the person's, tokens of providers are of no use. */
const DROPPED = new Set([
  'name',
  'image',
  'emailVerified',
  'accessToken',
  'refreshToken',
  'idToken',
  'accessTokenExpiresAt',
  'refreshTokenExpiresAt',
  'scope',
])
const OPERATORS: Readonly<Record<string, RecordTest['is']>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  in: 'in',
}

/**
 * Whose a record of credentials is, as the library calls it. Ours is `accountId`, which to the library is another field: it
 * would mistake one for the other.
 */
export const OWNER = 'ownerId'
const ours = (field: string): string => (field === OWNER ? 'accountId' : field)

export interface LibraryDatabaseDeps {
  readonly records: AccountRecords
  readonly clock: Clock
  readonly ids: Ids
  readonly secret: string
}

const tableOf = (model: string): RecordTable => {
  const found = RECORD_TABLES.find((name) => name === model)
  if (found === undefined) throw new Error(`The library asked for ${model}, which is not kept.`)
  return found
}

/**
 * Our records as the library's database. Tokens and identifiers leave it as digests and values of ceremonies encrypted;
 * a session found by its token has the token, any other has none. Its clock is the system's, ours may be another: moments
 * are moved by the difference on their way.
 */
export const libraryDatabase = ({ records, clock, ids, secret }: LibraryDatabaseDeps) => {
  const ahead = (): number => clock.now().getTime() - Date.now()
  const moved = (value: unknown, by: number): unknown =>
    value instanceof Date ? new Date(value.getTime() + Math.round(by)) : value

  const kept = async (table: RecordTable, data: Loose): Promise<AccountRecord> => {
    const by = ahead()
    const record: Record<string, RecordValue> = {}
    for (const [field, value] of Object.entries(data)) {
      if (value === undefined || (table !== 'passkeys' && DROPPED.has(field))) continue
      record[ours(field)] = moved(value, by) as RecordValue
    }
    const hashed = HASHED[table]
    const token = hashed === undefined ? undefined : record[hashed]
    if (hashed !== undefined && token !== undefined) record[hashed] = await ids.digest(String(token))
    if (table === 'verifications' && record.value !== undefined) {
      record.value = await symmetricEncrypt({ key: secret, data: String(record.value) })
    }
    return record
  }

  const shown = async (table: RecordTable, row: AccountRecord, raw: unknown): Promise<Loose> => {
    const by = -ahead()
    const loose: Loose = Object.fromEntries(Object.entries(row).map(([field, value]) => [field, moved(value, by)]))
    if (table === 'credentials') loose[OWNER] = row.accountId
    const hashed = HASHED[table]
    if (hashed !== undefined) loose[hashed] = raw ?? ''
    if (table === 'verifications') loose.value = await symmetricDecrypt({ key: secret, data: String(row.value) })
    if (table === 'accounts') {
      loose.email = row.email ?? `${row.id}@accounts.invalid`
      loose.name = ''
      loose.emailVerified = false
    }
    return loose
  }

  const rawOf = (table: RecordTable, where: readonly CleanedWhere[]): unknown =>
    where.find(({ field, operator }) => field === HASHED[table] && operator === 'eq')?.value

  const tests = async (table: RecordTable, where: readonly CleanedWhere[] = []): Promise<readonly RecordTest[]> => {
    const by = ahead()
    return Promise.all(
      where.map(async ({ field, operator, value, connector }) => {
        const is = OPERATORS[operator ?? 'eq']
        if (is === undefined || (connector === 'OR' && where.length > 1))
          throw new Error(`No such question: ${operator}`)
        const asked = field === HASHED[table] ? await digests(value) : moved(value, by)
        return { field: ours(field), is, value: asked as RecordValue }
      }),
    )
  }
  const digests = (value: unknown): Promise<unknown> =>
    Array.isArray(value) ? Promise.all(value.map((one) => ids.digest(String(one)))) : ids.digest(String(value))

  /** As `tests`; a ceremony that is over is none, also where the library would look at its age by another clock. */
  const living = async (table: RecordTable, where?: readonly CleanedWhere[]): Promise<readonly RecordTest[]> =>
    table === 'verifications'
      ? [...(await tests(table, where)), { field: 'expiresAt', is: '>', value: clock.now() }]
      : tests(table, where)

  return createAdapterFactory({
    config: {
      adapterId: 'sparkone',
      adapterName: 'SparkOne records',
      supportsJSON: false,
      supportsDates: true,
      supportsBooleans: true,
      supportsNumericIds: false,
      disableIdGeneration: false,
      customIdGenerator: () => ids.uuid(),
      transaction: false,
    },
    adapter: () => {
      const first = async <T>(
        model: string,
        where: CleanedWhere[],
        rows: readonly AccountRecord[],
      ): Promise<T | null> =>
        rows[0] === undefined ? null : ((await shown(tableOf(model), rows[0], rawOf(tableOf(model), where))) as T)
      return {
        create: async ({ model, data }) => {
          if (!(await records.insert(tableOf(model), await kept(tableOf(model), data)))) {
            throw new Error('The record is there already.')
          }
          return data
        },
        findOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) =>
          first<T>(model, where, await records.find(tableOf(model), await living(tableOf(model), where), 1)),
        findMany: async <T>({
          model,
          where = [],
          limit,
        }: {
          model: string
          where?: CleanedWhere[] | undefined
          limit: number
        }) => {
          const rows = await records.find(tableOf(model), await living(tableOf(model), where), limit)
          const raw = rawOf(tableOf(model), where)
          return Promise.all(rows.map((row) => shown(tableOf(model), row, raw))) as Promise<T[]>
        },
        update: async <T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) => {
          const table = tableOf(model)
          const rows = await records.update(table, await tests(table, where), await kept(table, update as Loose))
          const given = (update as Loose)[HASHED[table] ?? '']
          return rows[0] === undefined ? null : ((await shown(table, rows[0], given ?? rawOf(table, where))) as T)
        },
        updateMany: async ({ model, where, update }) => {
          const table = tableOf(model)
          return (await records.update(table, await tests(table, where), await kept(table, update))).length
        },
        delete: async ({ model, where }) => {
          await records.remove(tableOf(model), await tests(tableOf(model), where))
        },
        deleteMany: async ({ model, where }) =>
          (await records.remove(tableOf(model), await tests(tableOf(model), where))).length,
        consumeOne: async <T>({ model, where }: { model: string; where: CleanedWhere[] }) =>
          first<T>(model, where, await records.remove(tableOf(model), await living(tableOf(model), where))),
        count: async ({ model, where }) =>
          (await records.find(tableOf(model), await tests(tableOf(model), where))).length,
      }
    },
  })
}
