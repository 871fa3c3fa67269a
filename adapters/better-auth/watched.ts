import type { AccountRecords } from '../../core/accounts/ports.ts'

/** The same records; what fails is told as well. */
export const watched = (records: AccountRecords, onFailure: (error: unknown) => void): AccountRecords => {
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
    find: (table, tests, limit) => watching(records.find(table, tests, limit)),
    update: (table, tests, set, add) => watching(records.update(table, tests, set, add)),
    remove: (table, tests) => watching(records.remove(table, tests)),
  }
}
