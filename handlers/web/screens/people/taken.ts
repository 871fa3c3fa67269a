import type { AliasInput, People } from '../../../../core/people/index.ts'
import type { PeopleWords } from './words.ts'

/** Whose an address is, for operators, who may know; null: nobody's, or that person's own. */
export const takenProblem = async (
  people: Pick<People, 'resolve'>,
  { channel, address }: AliasInput,
  words: PeopleWords,
  personId?: string,
): Promise<string | null> => {
  const owner = await people.resolve(channel, address)
  return owner === null || owner.id === personId ? null : words.takenBy(owner.name)
}
