/** What sign-in keeps, by table. Fields are those of `adapters/postgres/schema/accounts.ts`. */
export const RECORD_TABLES = [
  'accounts',
  'credentials',
  'sessions',
  'verifications',
  'totps',
  'recoveryCodes',
  'passkeys',
  'signInLinks',
  'signInTries',
  'consoleSecrets',
] as const
export type RecordTable = (typeof RECORD_TABLES)[number]

export type RecordValue = string | number | boolean | Date | null
export type AccountRecord = Readonly<Record<string, RecordValue>>

/** All tests of a question must hold. `null` is equal to `null`, and is neither below nor above anything. */
export interface RecordTest {
  readonly field: string
  readonly is: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in'
  readonly value: RecordValue | readonly RecordValue[]
}

/**
 * Records of sign-in, outside any unit of work: each call is one atomic step, seen by all processes when it returns. Where
 * several callers race to change or remove a record, exactly one of them is given it. Removing an account removes what is
 * its own. Throws PortError when the store is down.
 */
export interface AccountRecords {
  /** False, and nothing written, where a value that must be the only one of its kind is taken. */
  insert(table: RecordTable, record: AccountRecord): Promise<boolean>
  /** Newest first where the table has `createdAt`. */
  find(table: RecordTable, tests: readonly RecordTest[], limit?: number): Promise<readonly AccountRecord[]>
  /** Sets `set` and adds `add` to what passes all tests; gives it back as it is then. */
  update(
    table: RecordTable,
    tests: readonly RecordTest[],
    set: AccountRecord,
    add?: Readonly<Record<string, number>>,
  ): Promise<readonly AccountRecord[]>
  /** Gives back what was removed. */
  remove(table: RecordTable, tests: readonly RecordTest[]): Promise<readonly AccountRecord[]>
}

/** Shorthand for the commonest question: each of these fields has this value. */
export const equal = (fields: AccountRecord): readonly RecordTest[] =>
  Object.entries(fields).map(([field, value]) => ({ field, is: '=', value }))
