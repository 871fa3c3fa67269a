import { ANNOUNCED, type Unit } from './announced.ts'
import type { Storage, Stores } from './ports.ts'

type Method = (...input: readonly unknown[]) => Promise<unknown>
type AnyRule = (unit: Unit, output: unknown, input: readonly unknown[]) => void
type Rules = readonly (readonly [string, AnyRule])[]

const RULES: ReadonlyMap<string, Rules> = new Map(
  Object.entries(ANNOUNCED).map(([store, methods]) => [
    store,
    Object.entries<unknown>(methods).filter((entry): entry is [string, AnyRule] => entry[1] !== null),
  ]),
)

/** The same storage, whose units publish what their stores changed: no use case can forget to. */
export const announcing = (storage: Storage): Storage => ({
  run: (work) => storage.run((stores) => work(watched(stores))),
  read: (work) => storage.read(work),
})

/** Each store is dressed when it is first asked for: a unit needs few of them. */
const watched = (stores: Stores): Stores => {
  const unit: Unit = {
    changed: (topic, ...people) => stores.changes.publish({ topic, people: people.filter((id) => id !== null) }),
    held: { tasks: new Map(), notifications: new Map() },
  }
  const dressed = new Map<string | symbol, object>()
  return new Proxy(stores, {
    get: (all, name) => {
      const rules = typeof name === 'string' ? RULES.get(name) : undefined
      if (rules === undefined) return Reflect.get(all, name)
      const known = dressed.get(name) ?? watchedStore(Reflect.get(all, name), rules, unit)
      dressed.set(name, known)
      return known
    },
  })
}

const watchedStore = (store: Readonly<Record<string, Method>>, rules: Rules, unit: Unit): object => {
  const methods = rules.map(([name, rule]) => {
    const method: Method = async (...input) => {
      const output = await store[name]?.(...input)
      rule(unit, output, input)
      return output
    }
    return [name, method]
  })
  return { ...store, ...Object.fromEntries(methods) }
}
