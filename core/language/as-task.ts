import { english } from './en/index.ts'
import { type Part, sameId } from './parts.ts'
import { portuguese } from './pt/index.ts'
import { readTask } from './read-task.ts'
import { readText } from './text.ts'
import type { Reference, Understanding } from './understanding.ts'

/** Rejects everything: the whole text is the title. */
export const REJECT_ALL = '*'

export interface AsTask {
  /** The text on one line, single spaced, composed: what the parts' ranges count in. */
  readonly text: string
  readonly understood: Understanding
  /** What was understood instead of staying in the title, in the order of the text. */
  readonly parts: readonly Part[]
  /** Those of the rejected ids whose words are in the text. */
  readonly rejected: readonly string[]
}

/**
 * Any text as something to do, also one that `understand` takes for a command. The words of rejected parts stay in the
 * title; once nothing is left to reject, the title is the whole text as it was typed.
 */
export const readAsTask = (raw: string, reference: Reference, rejected: readonly string[] = []): AsTask => {
  const text = readText(raw)
  const [own, other] = reference.locale === 'en' ? [english, portuguese] : [portuguese, english]
  const wanted = new Map(rejected.map((id) => [sameId(id), id]))
  const met = new Set<string>()
  const rejects = (id: string): boolean => {
    const found = wanted.get(sameId(id)) ?? wanted.get(REJECT_ALL)
    if (found !== undefined) met.add(found)
    return found !== undefined
  }
  // Which language it is in is a matter of the whole text, whatever of it is rejected.
  const inOwn = readTask(text, own, reference)
  const inOther = inOwn.found === 'words' ? null : readTask(text, other, reference)
  const isForeign = inOther?.found === 'words'
  const whole = isForeign ? inOther : inOwn
  const read = wanted.size === 0 ? whole : readTask(text, isForeign ? other : own, reference, rejects)
  const parts = read.parts()
  if (wanted.has(REJECT_ALL)) met.add(REJECT_ALL)
  const isBare = met.size > 0 && parts.length === 0
  const understood = isBare ? { ...read.understanding, title: text.clean } : read.understanding
  return { text: text.clean, understood: { ...understood, text: raw }, parts, rejected: [...met] }
}
