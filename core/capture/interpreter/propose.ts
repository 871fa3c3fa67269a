import { shortened } from '../../kernel/text.ts'
import { fold, type Reference, readText, type Understanding } from '../../language/index.ts'
import { readWords } from '../read-words.ts'
import type { Action } from './action.ts'

/** What a model made of a message, as far as it may count. */
export type Proposal =
  /** Done like what the grammar understood; `keepsText`: the title is not in the person's words. */
  | { readonly kind: 'act'; readonly understood: Understanding; readonly keepsText: boolean }
  /** Done when the person says so in words of their own. */
  | { readonly kind: 'confirm'; readonly understood: Understanding }
  | { readonly kind: 'say'; readonly understood: Understanding; readonly reply: string }

const TITLE_MAX = 200
const REPLY_MAX = 600
// Messengers make a link of any of these; nothing a model says may lead a person anywhere.
const LINK = /\b(?:https?|ftp|mailto|tel|javascript|wa|intent):|\bwww\.|[\p{L}\d-]\.[\p{L}]{2,}|@|\d{5,}/iu
/** Long enough for a phone, however it is grouped. */
const NUMBER = /\d(?:[ ()-]{0,3}\d){7,}/gu

/**
 * Turns a model's action into what the core knows how to do. Numbers of its own list become tasks of the sender's own;
 * words for a date count only when the person wrote them, and only as the grammar reads them. `guess` is what the
 * grammar made of the same text.
 */
export const propose = (
  action: Action,
  guess: Understanding,
  known: { readonly reference: Reference; readonly taskIds: readonly number[] },
): Proposal => {
  const nothing = { title: null, dueDate: null, dueTime: null, rrule: null, priority: null, filter: null }
  const blank: Understanding = { ...guess, ...nothing, refs: [], courtesy: null, certainty: 'high', unread: null }
  const refs = action.tasks.flatMap((n) => known.taskIds[n - 1] ?? [])
  const when = whenOf(action, guess, known.reference)

  switch (action.action) {
    case 'create_task': {
      const title = wordsWithin(lineOf(action.title, TITLE_MAX), guess.text)
      const { dueDate, dueTime, rrule } = guess.dueDate === null && when !== null ? when : guess
      const priority = guess.priority ?? action.priority
      const understood = { ...guess, dueDate, dueTime, rrule, priority, title: title ?? guess.title }
      return { kind: 'act', understood, keepsText: title !== null && title !== guess.title }
    }
    case 'list_tasks':
      return act({ ...blank, intent: 'list_tasks', filter: filterOf(action, guess, known.reference) })
    case 'complete_task': {
      const understood: Understanding = { ...blank, intent: 'complete_task', refs }
      return refs.length > 1 ? { kind: 'confirm', understood } : act(understood)
    }
    case 'reschedule_task': {
      const due = { dueDate: when?.dueDate ?? null, dueTime: when?.dueTime ?? null }
      const understood: Understanding = { ...blank, intent: 'reschedule_task', refs, ...due }
      return refs.length > 1 && due.dueDate !== null ? { kind: 'confirm', understood } : act(understood)
    }
    case 'cancel_task': {
      const understood: Understanding = { ...blank, intent: 'cancel_task', refs }
      return refs.length > 0 ? { kind: 'confirm', understood } : act(understood)
    }
    case 'brief':
    case 'help':
      return act({ ...blank, intent: action.action })
    case 'chat': {
      const reply = lineOf(action.reply, REPLY_MAX)
      if (reply === null || LINK.test(reply) || reply.match(NUMBER) !== null) return act({ ...blank, intent: 'help' })
      return { kind: 'say', understood: { ...blank, intent: 'smalltalk' }, reply }
    }
    default:
      return action.action satisfies never
  }
}

const act = (understood: Understanding): Proposal => ({ kind: 'act', understood, keepsText: false })

/** One line without anything unseen; null when nothing is left of it. */
const lineOf = (text: string | null, most: number): string | null => {
  const { clean } = readText((text ?? '').toWellFormed())
  return clean === '' ? null : shortened(clean, most)
}

/** null for words with a link or a number that the person did not write: a title goes further than their chat. */
const wordsWithin = (words: string | null, text: string): string | null => {
  const written = readText(text).folded
  const isTheirs = (words: string): boolean => written.includes(fold(words))
  const ways =
    words === null ? [] : [...words.split(' ').filter((word) => LINK.test(word)), ...(words.match(NUMBER) ?? [])]
  return ways.every(isTheirs) ? words : null
}

/** The model's words for when, if they stand in the text; null otherwise. */
const wordsOf = (action: Action, { text }: Understanding): string | null => {
  const words = readText(action.when ?? '')
  return words.clean !== '' && readText(text).folded.includes(fold(words.clean)) ? words.folded : null
}

const LEADING = /^(?:para|pra|pro|p\/|ate|to|until|till|by|for|on)\b */

/** As the grammar reads them where a task is put off, else as it reads them anywhere. */
const whenOf = (action: Action, guess: Understanding, reference: Reference): Understanding | null => {
  const words = wordsOf(action, guess)?.replace(LEADING, '') ?? null
  if (words === null) return null
  const moved = readWords(reference.locale === 'en' ? `move 1 to ${words}` : `adiar 1 para ${words}`, reference)
  if (moved.intent === 'reschedule_task' && moved.dueDate !== null) return moved
  const read = readWords(words, reference)
  return read.dueDate === null ? null : read
}

const filterOf = (action: Action, guess: Understanding, reference: Reference): Understanding['filter'] => {
  const words = wordsOf(action, guess)
  if (words === null) return { due: null, completed: false }
  const asked = readWords(reference.locale === 'en' ? `tasks ${words}` : `tarefas ${words}`, reference)
  return asked.filter ?? { due: null, completed: false }
}
