import { folded } from '../../core/kernel/text.ts'

/** What the cells of one column say for each value. */
export interface Words<V extends string> {
  readonly read: ReadonlyMap<string, V>
  readonly write: ReadonlyMap<V, string>
  /** Values for which the column's own list of choices has no word, in order. */
  readonly missing: readonly V[]
}

interface Wanted<V extends string> {
  readonly usual: Readonly<Record<V, readonly string[]>>
  readonly configured: Partial<Record<V, string>>
  /** What we write where the sheet leaves it to us. */
  readonly shown: Readonly<Record<V, string>>
  /** The choices of the column's data validation; null: any text may stand there. */
  readonly choices: readonly string[] | null
}

export const wordKey = (text: string): string => folded(text.trim())

/**
 * Configured words first, then usual ones. All usual words are understood; what is written is the first of the column's
 * choices that means the value, so that no cell of theirs turns red.
 */
export const wordsOf = <V extends string>({ usual, configured, shown, choices }: Wanted<V>): Words<V> => {
  const read = new Map<string, V>()
  const write = new Map<V, string>()
  const values = Object.keys(usual) as V[]
  for (const value of values) for (const word of usual[value]) read.set(word, value)
  for (const value of values) {
    const own = configured[value]
    if (own !== undefined) read.set(wordKey(own), value)
  }
  for (const value of values) {
    const own = configured[value]
    const word = choices === null ? (own ?? shown[value]) : choiceOf(value, own, choices, read)
    if (word !== undefined) write.set(value, word)
  }
  return { read, write, missing: values.filter((value) => !write.has(value)) }
}

const choiceOf = <V extends string>(
  value: V,
  own: string | undefined,
  choices: readonly string[],
  read: ReadonlyMap<string, V>,
): string | undefined =>
  choices.find((choice) => (own === undefined ? read.get(wordKey(choice)) === value : wordKey(choice) === wordKey(own)))
