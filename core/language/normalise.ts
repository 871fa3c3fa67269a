/** A text as the grammars see it: `folded` has the length of `shown`, so that positions in one hold in the other. */
export interface Folded {
  /** Composed, on one line, single spaces: what titles are cut from. */
  readonly shown: string
  /** Lower case, without accents. */
  readonly folded: string
}

// U+E000 marks what a rule has taken. The zero-width joiner stays: it holds emoji together.
const INVISIBLE = /\u200b|\u200c|\u200e|\u200f|\u2060|\ufeff|\u00ad|\ue000/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: people's keyboards and gateways do send them.
const BLANK = /[\s\u0000-\u001f\u007f-\u009f]+/g

const SAME: Readonly<Record<string, string>> = {
  '’': "'",
  '‘': "'",
  '“': '"',
  '”': '"',
  '–': '-',
  '—': '-',
  '\u2011': '-',
}

const foldChar = (char: string): string => {
  const same = SAME[char]
  if (same !== undefined) return same
  const base = char.normalize('NFD').charAt(0).toLowerCase()
  return base.length === 1 ? base : char
}

export const fold = (text: string): string => {
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    folded += char < '\u0080' ? char.toLowerCase() : foldChar(char)
  }
  return folded
}

export const normalise = (text: string): Folded => {
  const shown = text.normalize('NFC').replace(INVISIBLE, '').replace(BLANK, ' ').trim()
  return { shown, folded: fold(shown) }
}
