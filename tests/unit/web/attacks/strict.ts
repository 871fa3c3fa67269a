import type { AccountRecords } from '../../../../core/accounts/ports.ts'
import type { Storage, Stores } from '../../../../core/ports.ts'

const INTEGER_MAX = 2_147_483_647

/** Throws for what PostgreSQL has no room for and memory has: it would be a fault of the console to ask. */
const check = (value: unknown): void => {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) throw new Error('No such text.')
  if (typeof value === 'number' && value > INTEGER_MAX) throw new Error('No such integer.')
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new Error('No such time.')
    return
  }
  for (const [name, one] of Object.entries(value)) {
    check(name)
    check(one)
  }
}

/** The same object, whose methods are given nothing that PostgreSQL would not take. */
const checked = <T extends object>(store: T): T =>
  new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...input: readonly unknown[]) => {
        for (const one of input) check(one)
        return Reflect.apply(member, target, input)
      }
    },
  })

export const strictRecords = (records: AccountRecords): AccountRecords => checked(records)

/** Makes a storage in memory as particular as PostgreSQL about what it is asked. */
export const makeStrict = (storage: Storage): void => {
  const { run, read } = storage
  const strict = (stores: Stores): Stores =>
    new Proxy(stores, { get: (target, name) => checked(Reflect.get(target, name) as object) })
  Object.assign(storage, {
    run: ((work) => run((stores) => work(strict(stores)))) satisfies Storage['run'],
    read: ((work) => read((stores) => work(strict(stores)))) satisfies Storage['read'],
  })
}
