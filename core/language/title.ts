import { type Cut, cutOf, glued, part, singleSpaced, trimmedEnd, trimmedStart } from './cut.ts'
import type { Grammar } from './grammar.ts'
import type { Mark } from './rule.ts'
import { fold, type Text } from './text.ts'

// Regular expressions that look for the end of a run take quadratic time on long runs, hence by hand.
const OPENING = new Set([...' ,;:.!)]}>|/–—-'])
const CLOSING = new Set([...' ,;:([{<|/–—-'])
// How far asking reaches into a text, and courtesy back from its end.
const HEAD = 200
const TAIL = 60

const withoutStart = (cut: Cut): Cut => {
  let from = 0
  while (OPENING.has(cut.words[from] ?? '')) from += 1
  return part(cut, from)
}

const withoutEnd = (cut: Cut): Cut => {
  let to = cut.words.length
  while (CLOSING.has(cut.words[to - 1] ?? '')) to -= 1
  return part(cut, 0, to)
}

export interface Title {
  readonly title: string
  /** Whether any words of asking were left out. */
  readonly asked: boolean
  /** The text without what stood at the marks and hung on it, before asking was left out; and after that. */
  readonly unmarked: Cut
  readonly kept: Cut
}

/** The person's words without those at the marks and, unless told to keep them, those of asking. */
export const titleOf = (text: Text, marks: readonly Mark[], grammar: Grammar, keepsAsking = false): Title => {
  const sorted = [...marks].sort((a, b) => a.start - b.start)
  const pieces: Cut[] = []
  let from = 0
  for (const { start, end } of sorted) {
    pieces.push(cutOf(text.clean, from, start))
    from = end
  }
  pieces.push(cutOf(text.clean, from))
  const unmarked = trimmedStart(trimmedEnd(pieces.reduce((left, right) => closed(left, right, grammar))))
  const { kept, asked } = keepsAsking ? { kept: tidy(unmarked), asked: false } : withoutAsking(unmarked, grammar)
  return { title: kept.words, asked, unmarked, kept }
}

/** Closes the gap that a date left between two pieces. */
const closed = (before: Cut, after: Cut, { dangling, leftover }: Grammar): Cut => {
  const left = trimmedEnd(before)
  const following = trimmedStart(after)
  const right = trimmedStart(part(following, leftover.exec(fold(following.words.slice(0, TAIL)))?.[0].length ?? 0))
  if (/[([{]$/.test(left.words) && /^[)\]}]/.test(right.words)) {
    return joined(part(left, 0, left.words.length - 1), part(right, 1))
  }
  if (right.words === '' || /^[.!?]{1,9}$/.test(right.words)) {
    const kept = undangled(left, dangling)
    // What was stressed was the date; a question stays one.
    return /[.!?]$/.test(kept.words) || !right.words.includes('?') ? kept : glued(kept, right)
  }
  return left.words === '' ? withoutStart(right) : joined(left, right)
}

const joined = (before: Cut, after: Cut): Cut => {
  const left = trimmedEnd(before)
  const right = trimmedStart(after)
  if (left.words === '' || right.words === '') return glued(left, right)
  if (!/^[,;:.!?)]/.test(right.words)) return glued(left, right, true)
  return /[,;:]$/.test(left.words) ? glued(left, withoutStart(right), true) : glued(left, right)
}

const undangled = (cut: Cut, dangling: RegExp): Cut => {
  let left = withoutEnd(cut)
  for (let turn = 0; turn < 3; turn += 1) {
    const tail = fold(left.words.slice(-TAIL))
    const match = dangling.exec(tail)
    if (match === null || match.index === 0) break
    const from = left.words.length - (tail.length - match.index)
    // "pagar DAS" pays a tax: capitals are a name.
    if (isName(left.words.slice(from), cut.words)) break
    left = withoutEnd(part(left, 0, from))
  }
  return left
}

const isName = (word: string, words: string): boolean =>
  word.trim().length > 1 && word === word.toUpperCase() && words !== words.toUpperCase()

const withoutAsking = (cut: Cut, grammar: Grammar): { kept: Cut; asked: boolean } => {
  const inside = between(cut, grammar)
  let kept = inside ?? cut
  let asked = inside !== null
  // Asking comes in layers: "oi, por favor, me lembra que preciso …".
  for (let layer = 0; layer < 6; layer += 1) {
    const head = fold(kept.words.slice(0, HEAD))
    const length = grammar.asking.map((pattern) => pattern.exec(head)?.[0].length ?? 0).find((found) => found > 0)
    if (length === undefined) break
    asked = true
    kept = withoutJoint(withoutStart(part(kept, length)), grammar)
  }
  const bare = tidy(withoutCourtesy(kept, grammar))
  // "pode me lembrar de …?" asked us; what is to be done is no question.
  return { kept: asked ? part(bare, 0, bare.words.replace(/ ?\?$/, '').length) : bare, asked }
}

const between = (cut: Cut, { around }: Grammar): Cut | null => {
  if (cut.words.length > HEAD) return null
  const match = around.exec(fold(cut.words))
  const what = match?.groups?.what
  if (match === null || what === undefined) return null
  const start = match[0].indexOf(what)
  return part(cut, start, start + what.length)
}

const withoutJoint = (cut: Cut, { joining }: Grammar): Cut => {
  const match = joining.exec(fold(cut.words.slice(0, HEAD)))
  return match === null ? cut : trimmedStart(part(cut, match[0].length))
}

const withoutCourtesy = (cut: Cut, { closing }: Grammar): Cut => {
  const tail = fold(cut.words.slice(-TAIL))
  const match = closing.exec(tail)
  if (match === null || (match.index === 0 && tail.length === cut.words.length)) return cut
  return part(cut, 0, cut.words.length - (tail.length - match.index))
}

const tidy = (cut: Cut): Cut => {
  const bare = withoutEnd(withoutStart(singleSpaced(cut)))
  return trimmedStart(trimmedEnd(part(bare, 0, bare.words.replace(/(?<![.!])[.!]$/, '').length)))
}
