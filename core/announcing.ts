import { ANNOUNCED, type Unit } from './announced.ts'
import { type Change, coalesced } from './kernel/changes.ts'
import type { Storage, Stores } from './ports.ts'

type Method = (...input: readonly unknown[]) => Promise<unknown>
type AnyRule = (unit: Unit, output: unknown, input: readonly unknown[]) => void
type Store = Readonly<Record<string, Method>>

const RULES = Object.entries(ANNOUNCED).map(
  ([store, methods]) =>
    [store, Object.entries(methods).filter((entry): entry is [string, AnyRule] => entry[1] !== null)] as const,
)

/** The same storage, whose units publish what their stores changed: no use case can forget to. */
export const announcing = (storage: Storage): Storage => ({
  run: (work) =>
    storage.run(async (stores) => {
      const changes: Change[] = []
      const value = await work(watched(stores, changes))
      if (changes.length > 0) stores.changes.publish(...coalesced(changes))
      return value
    }),
  read: (work) => storage.read(work),
})

const watched = (stores: Stores, changes: Change[]): Stores => {
  const unit: Unit = {
    changed: (topic, ...people) => changes.push({ topic, people: people.filter((id) => id !== null) }),
    held: { tasks: new Map(), notifications: new Map() },
  }
  const all = stores as unknown as Readonly<Record<string, Store>>
  const own = RULES.map(([name, rules]) => [name, { ...all[name], ...watchedMethods(all[name] ?? {}, rules, unit) }])
  return { ...stores, ...Object.fromEntries(own) }
}

const watchedMethods = (store: Store, rules: readonly (readonly [string, AnyRule])[], unit: Unit): Store =>
  Object.fromEntries(
    rules.map(([name, rule]) => {
      const method: Method = async (...input) => {
        const output = await store[name]?.(...input)
        rule(unit, output, input)
        return output
      }
      return [name, method]
    }),
  )
