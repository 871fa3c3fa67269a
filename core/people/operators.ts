import type { CoreDeps } from '../deps.ts'
import type { Stores } from '../ports.ts'
import { forgetSenders, newPerson } from './add.ts'
import type { AliasInput, People } from './index.ts'
import type { Person } from './person.ts'
import { addressKey } from './phone.ts'

/** The web user by which the operator of an installation without numbers is known. */
const OPERATOR = 'operator'

export const makeEnsureOperators =
  (deps: CoreDeps): People['ensureOperators'] =>
  (numbers) =>
    deps.storage.run(async (stores) => {
      // Several processes may start at once: the second finds what the first has made.
      await stores.people.lockOperators()
      for (const number of numbers) await ensureOperator(deps, stores, number)
      await demoteTheOthers(deps, stores, numbers)
      if ((await stores.people.operators()).length > 0) return
      const name = deps.settings.locale === 'en' ? 'Operator' : 'Operador'
      await stores.people.insert(
        newPerson(deps, { name, role: 'operator', aliases: [{ channel: 'web', address: OPERATOR }] }),
      )
    })

/** The configuration's digits are complete: with their country code, whatever country that is. */
const phoneOf = (number: string): AliasInput => ({ channel: 'whatsapp', address: `+${number}` })

type PeopleStores = Pick<Stores, 'people' | 'senders'>

const ensureOperator = async (deps: CoreDeps, stores: PeopleStores, number: string): Promise<void> => {
  const known = await stores.people.findByAlias('whatsapp', addressKey(number))
  if (known !== null) return setRole(deps, stores, known, 'operator')
  // The operator made before any number was configured becomes the first number's: their tasks and keys stay theirs.
  const waiting = await stores.people.findByAlias('web', OPERATOR)
  if (waiting?.aliases.every(({ channel }) => channel !== 'whatsapp')) {
    const [alias] = newPerson(deps, { name: waiting.name, aliases: [phoneOf(number)] }).aliases
    if (alias !== undefined) await stores.people.addAlias({ ...alias, personId: waiting.id })
    return setRole(deps, stores, waiting, 'operator')
  }
  const name = `${deps.settings.locale === 'en' ? 'Operator' : 'Operador'} ${number.slice(-4)}`
  const operator = newPerson(deps, { name, role: 'operator', aliases: [phoneOf(number)] })
  await stores.people.insert(operator)
  await forgetSenders(stores, operator)
}

/** A number taken out of the list makes its operator a member; operators made by hand have none in the list's past. */
const demoteTheOthers = async (deps: CoreDeps, stores: PeopleStores, numbers: readonly string[]): Promise<void> => {
  const listed = new Set(numbers.map(addressKey))
  if (listed.size === 0) return
  for (const person of await stores.people.operators()) {
    const phones = person.aliases.filter(({ channel, key }) => channel === 'whatsapp' && !key.endsWith('@lid'))
    if (phones.length > 0 && phones.every(({ key }) => !listed.has(key))) {
      await setRole(deps, stores, person, 'member')
    }
  }
}

const setRole = async (deps: CoreDeps, stores: PeopleStores, found: Person, role: Person['role']): Promise<void> => {
  const person = await stores.people.lock(found.id)
  if (person === null || person.role === role) return
  await stores.people.update(
    { ...person, role, updatedAt: deps.clock.now(), version: person.version + 1 },
    person.version,
  )
}
