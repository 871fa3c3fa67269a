import type { Grammar } from './grammar.ts'
import type { Mark } from './rule.ts'
import { fold, type Text } from './text.ts'

// Regular expressions that look for the end of a run take quadratic time on long runs, hence by hand.
const OPENING = new Set([...' ,;:.!)]}>|/–—-'])
const CLOSING = new Set([...' ,;:([{<|/–—-'])
// How far asking reaches into a text, and courtesy back from its end.
const HEAD = 200
const TAIL = 60

const withoutStart = (words: string): string => {
  let from = 0
  while (OPENING.has(words[from] ?? '')) from += 1
  return words.slice(from)
}

const withoutEnd = (words: string): string => {
  let to = words.length
  while (CLOSING.has(words[to - 1] ?? '')) to -= 1
  return words.slice(0, to)
}

/** The person's words without those at the marks, and whether any of asking were among them. */
export const titleOf = (text: Text, marks: readonly Mark[], grammar: Grammar): { title: string; asked: boolean } => {
  const sorted = [...marks].sort((a, b) => a.start - b.start)
  const pieces: string[] = []
  let from = 0
  for (const { start, end } of sorted) {
    pieces.push(text.clean.slice(from, start))
    from = end
  }
  pieces.push(text.clean.slice(from))
  const words = pieces.reduce((left, right) => closed(left, right, grammar))
  return withoutAsking(words.trim(), grammar)
}

/** Closes the gap that a date left between two pieces. */
const closed = (before: string, after: string, { dangling, leftover }: Grammar): string => {
  const left = before.trimEnd()
  const following = after.trimStart()
  const right = following.slice(leftover.exec(fold(following.slice(0, TAIL)))?.[0].length ?? 0).trimStart()
  if (/[([{]$/.test(left) && /^[)\]}]/.test(right)) return joined(left.slice(0, -1), right.slice(1))
  if (right === '' || /^[.!?]{1,9}$/.test(right)) {
    const kept = undangled(left, dangling)
    // What was stressed was the date; a question stays one.
    return /[.!?]$/.test(kept) || !right.includes('?') ? kept : kept + right
  }
  return left === '' ? withoutStart(right) : joined(left, right)
}

const joined = (before: string, after: string): string => {
  const left = before.trimEnd()
  const right = after.trimStart()
  if (left === '' || right === '') return left + right
  if (!/^[,;:.!?)]/.test(right)) return `${left} ${right}`
  return /[,;:]$/.test(left) ? `${left} ${withoutStart(right)}` : left + right
}

const undangled = (words: string, dangling: RegExp): string => {
  let left = withoutEnd(words)
  for (let turn = 0; turn < 3; turn += 1) {
    const tail = fold(left.slice(-TAIL))
    const match = dangling.exec(tail)
    // "pagar DAS" pays a tax: capitals are a name.
    if (match === null || match.index === 0 || isName(left.slice(match.index - tail.length), words)) break
    left = withoutEnd(left.slice(0, left.length - (tail.length - match.index)))
  }
  return left
}

const isName = (word: string, words: string): boolean =>
  word.trim().length > 1 && word === word.toUpperCase() && words !== words.toUpperCase()

const withoutAsking = (words: string, grammar: Grammar): { title: string; asked: boolean } => {
  const inside = between(words, grammar)
  let title = inside ?? words
  let asked = inside !== null
  // Asking comes in layers: "oi, por favor, me lembra que preciso …".
  for (let layer = 0; layer < 6; layer += 1) {
    const head = fold(title.slice(0, HEAD))
    const length = grammar.asking.map((pattern) => pattern.exec(head)?.[0].length ?? 0).find((found) => found > 0)
    if (length === undefined) break
    asked = true
    title = withoutJoint(withoutStart(title.slice(length)), grammar)
  }
  const bare = tidy(withoutCourtesy(title, grammar))
  // "pode me lembrar de …?" asked us; what is to be done is no question.
  return { title: asked ? bare.replace(/ ?\?$/, '') : bare, asked }
}

const between = (words: string, { around }: Grammar): string | null => {
  if (words.length > HEAD) return null
  const match = around.exec(fold(words))
  const what = match?.groups?.what
  if (match === null || what === undefined) return null
  const start = match[0].indexOf(what)
  return words.slice(start, start + what.length)
}

const withoutJoint = (words: string, { joining }: Grammar): string => {
  const match = joining.exec(fold(words.slice(0, HEAD)))
  return match === null ? words : words.slice(match[0].length).trimStart()
}

const withoutCourtesy = (words: string, { closing }: Grammar): string => {
  const tail = fold(words.slice(-TAIL))
  const match = closing.exec(tail)
  if (match === null || (match.index === 0 && tail.length === words.length)) return words
  return words.slice(0, words.length - (tail.length - match.index))
}

const tidy = (words: string): string => {
  const bare = withoutEnd(withoutStart(words.replace(/ {2,}/g, ' ')))
  return bare.replace(/(?<![.!])[.!]$/, '').trim()
}
