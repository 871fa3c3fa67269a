import type { CoreDeps } from '../deps.ts'
import type { Stores } from '../ports.ts'
import { forgetSenders, newPerson } from './add.ts'
import type { AliasInput, People } from './index.ts'
import type { Person } from './person.ts'
import { addressKey } from './phone.ts'

/** The web user by which the operator of an installation without numbers is known. */
const OPERATOR = 'operator'

const MADE_NAME: Readonly<Record<Person['locale'], string>> = { 'pt-BR': 'Operador', en: 'Operator' }

/** Nobody has said yet what this person is called. */
export const isUnnamed = ({ name }: Pick<Person, 'name'>): boolean =>
  Object.values(MADE_NAME).includes(name.replace(/ \d+$/, ''))

export const makeEnsureOperators =
  (deps: CoreDeps): People['ensureOperators'] =>
  (numbers) =>
    deps.storage.run(async (stores) => {
      // Several processes may start at once: the second finds what the first has made.
      await stores.people.lockOperators()
      for (const number of numbers) await ensureOperator(deps, stores, number)
      await demoteTheOthers(deps, stores, numbers)
      if ((await stores.people.operators()).length > 0) return
      const name = MADE_NAME[deps.settings.locale]
      await stores.people.insert(
        newPerson(deps, { name, role: 'operator', aliases: [{ channel: 'web', address: OPERATOR }] }),
      )
    })

/** The configuration's digits are complete: with their country code, whatever country that is. */
const phoneOf = (number: string): AliasInput => ({ channel: 'whatsapp', address: `+${number}` })

type PeopleStores = Pick<Stores, 'people' | 'senders'>

const ensureOperator = async (deps: CoreDeps, stores: PeopleStores, number: string): Promise<void> => {
  const known = await stores.people.findByAlias('whatsapp', addressKey(number))
  if (known !== null) return setConfigured(deps, stores, known, true)
  // The operator made before any number was configured becomes the first number's: their tasks and keys stay theirs.
  const waiting = await stores.people.findByAlias('web', OPERATOR)
  if (waiting?.aliases.every(({ channel }) => channel !== 'whatsapp')) {
    const [alias] = newPerson(deps, { name: waiting.name, aliases: [phoneOf(number)] }).aliases
    if (alias !== undefined) await stores.people.addAlias({ ...alias, personId: waiting.id })
    return setConfigured(deps, stores, waiting, true)
  }
  const name = `${MADE_NAME[deps.settings.locale]} ${number.slice(-4)}`
  const operator = {
    ...newPerson(deps, { name, role: 'operator', aliases: [phoneOf(number)] }),
    isConfigured: true,
  }
  await stores.people.insert(operator)
  await forgetSenders(stores, operator)
}

/**
 * A number taken out of the list makes its operator a member; those made operators by hand stay what they are. When
 * that would leave nobody, as when the list is emptied, the first of them stays.
 */
const demoteTheOthers = async (deps: CoreDeps, stores: PeopleStores, numbers: readonly string[]): Promise<void> => {
  const listed = new Set(numbers.map(addressKey))
  const operators = await stores.people.operators()
  const takenOut = operators.filter(
    ({ isConfigured, aliases }) =>
      isConfigured && !aliases.some(({ channel, key }) => channel === 'whatsapp' && listed.has(key)),
  )
  const leaving = takenOut.length < operators.length ? takenOut : takenOut.slice(1)
  for (const person of leaving) await setConfigured(deps, stores, person, false)
}

const setConfigured = async (
  deps: CoreDeps,
  stores: PeopleStores,
  found: Person,
  isConfigured: boolean,
): Promise<void> => {
  const person = await stores.people.lock(found.id)
  const role = isConfigured ? 'operator' : 'member'
  if (person === null || (person.role === role && person.isConfigured === isConfigured)) return
  await stores.people.update(
    { ...person, role, isConfigured, updatedAt: deps.clock.now(), version: person.version + 1 },
    person.version,
  )
}
