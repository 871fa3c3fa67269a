import type { AccountRecord, AccountRecords, RecordTable } from '../../core/accounts/ports.ts'

/** The same records; what is found and what fails is told as well. */
export const watched = (
  records: AccountRecords,
  onFound: (table: RecordTable, rows: readonly AccountRecord[]) => void,
  onFailure: (error: unknown) => void,
): AccountRecords => {
  const watching = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      onFailure(error)
      throw error
    }
  }
  return {
    insert: (table, record) => watching(records.insert(table, record)),
    find: async (table, tests, limit) => {
      const rows = await watching(records.find(table, tests, limit))
      onFound(table, rows)
      return rows
    },
    update: (table, tests, set, add) => watching(records.update(table, tests, set, add)),
    remove: (table, tests) => watching(records.remove(table, tests)),
  }
}
