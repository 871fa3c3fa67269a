import type { Core } from '../../../core/index.ts'
import type { Person } from '../../../core/people/index.ts'
import type { Visit } from './visit.ts'

/** More than any installation has; whoever comes behind is shown without a name. */
const PEOPLE_MAX = 500

export const everybody = async (core: Core): Promise<readonly Person[]> =>
  (await core.people.list({ limit: PEOPLE_MAX })).people

/** Whom the visitor may see: everybody for an operator, themselves for a member. */
export const peopleSeen = async (core: Core, visit: Visit): Promise<readonly Person[]> =>
  visit.isOperator ? everybody(core) : [visit.person]

export const personOf = (people: readonly Person[], id: string | null): Person | null =>
  people.find((person) => person.id === id) ?? null

/** Each as something to be chosen. */
export const optionsOf = (people: readonly Person[]): readonly { readonly value: string; readonly label: string }[] =>
  people.map(({ id, name }) => ({ value: id, label: name }))
