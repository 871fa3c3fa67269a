import { folded } from '../kernel/text.ts'
import type { Person } from '../people/person.ts'
import type { FieldProblem } from './mirror.ts'

const keyOf = (text: string): string => folded(text).trim().replaceAll(/\s+/g, ' ')

/** What the outside may call a person, best first: by a name that is theirs alone, by their e-mail addresses. */
const namesOf = (person: Person, people: readonly Person[]): readonly string[] => {
  const key = keyOf(person.name)
  const isTheirs = key !== '' && people.every(({ id, name }) => id === person.id || keyOf(name) !== key)
  const emails = person.aliases.filter(({ channel }) => channel === 'email').map(({ address }) => address)
  return [...(isTheirs ? [person.name] : []), ...emails]
}

/** null: nobody, or nobody whom a name would find again. */
export const nameOf = (personId: string | null, people: readonly Person[]): string | null => {
  const person = people.find(({ id }) => id === personId)
  return person === undefined ? null : (namesOf(person, people)[0] ?? null)
}

/** The only person who goes by that name or e-mail, whatever the case and the accents. */
export const personNamed = (name: string, people: readonly Person[]): Person | null => {
  const found = people.filter((person) => namesOf(person, people).some((one) => keyOf(one) === keyOf(name)))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** One of ours without an e-mail whom the outside does not know: nobody there could be meant, so nothing is amiss. */
export const isNobodyThere = ({ code, value }: FieldProblem, people: readonly Person[]): boolean => {
  if (code !== 'unknown_person' || value === null) return false
  return personNamed(value, people)?.aliases.every(({ channel }) => channel !== 'email') ?? false
}
