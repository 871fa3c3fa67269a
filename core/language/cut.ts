/** A piece of a text that knows of each of its characters where in the text it stood. */
export interface Cut {
  readonly words: string
  /** Index by index of `words`; -1 for a space put between two pieces. */
  readonly at: readonly number[]
}

/** A text from `start` to before `end`. */
export const cutOf = (text: string, start: number, end = text.length): Cut => {
  const words = text.slice(start, end)
  return { words, at: Array.from({ length: words.length }, (_, index) => start + index) }
}

export const part = ({ words, at }: Cut, from: number, to = words.length): Cut =>
  from === 0 && to === words.length ? { words, at } : { words: words.slice(from, to), at: at.slice(from, to) }

export const trimmedStart = (cut: Cut): Cut => part(cut, cut.words.length - cut.words.trimStart().length)
export const trimmedEnd = (cut: Cut): Cut => part(cut, 0, cut.words.trimEnd().length)

/** One after the other, with a space between them where `spaced`. */
export const glued = (left: Cut, right: Cut, spaced = false): Cut => ({
  words: left.words + (spaced ? ' ' : '') + right.words,
  at: [...left.at, ...(spaced ? [-1] : []), ...right.at],
})

/** Without the second of two spaces in a row. */
export const singleSpaced = ({ words, at }: Cut): Cut => {
  if (!words.includes('  ')) return { words, at }
  const isKept = (index: number): boolean => words[index] !== ' ' || words[index - 1] !== ' '
  return {
    words: words.replace(/ {2,}/g, ' '),
    at: at.filter((_, index) => isKept(index)),
  }
}
