import { addDays } from '../kernel/time.ts'
import type { Extract } from './extract.ts'
import { extract } from './extract.ts'
import type { Grammar, Whole } from './grammar.ts'
import type { Moment } from './moment.ts'
import type { Folded } from './normalise.ts'
import { find, without } from './rules.ts'
import type { ListFilter, Understanding } from './understanding.ts'

export type Command = Whole &
  Pick<Understanding, 'ref' | 'filter' | 'dueDate' | 'dueTime'> & { readonly isLow: boolean }

const NONE = { courtesy: null, ref: null, filter: null, dueDate: null, dueTime: null, isLow: false } as const
// No command is longer: beyond it everything is a task.
const LONGEST = 160

export const commandIn = (text: Folded, grammar: Grammar, moment: Moment): Command | null => {
  if (text.folded.length > LONGEST) return null
  const end = text.folded.search(/[\s.!;,:]*$/)
  const cut = { shown: text.shown.slice(0, end), folded: text.folded.slice(0, end) }
  for (const [pattern, intent, courtesy] of grammar.commands.whole)
    if (pattern.test(cut.folded) || pattern.test(text.folded)) return { ...NONE, intent, courtesy: courtesy ?? null }
  return numbered(cut.folded, grammar) ?? reschedule(cut, grammar, moment) ?? list(cut, grammar, moment)
}

/** Several numbers at once: none is chosen, the answer asks which. */
const refIn = (match: RegExpExecArray): number | null =>
  match.groups?.ref === undefined || match.groups.more !== undefined ? null : Number(match.groups.ref)

const numbered = (folded: string, { commands }: Grammar): Command | null => {
  for (const [pattern, intent] of commands.numbered) {
    const match = pattern.exec(folded)
    if (match !== null) return { ...NONE, intent, ref: refIn(match) }
  }
  return null
}

const reschedule = (text: Folded, grammar: Grammar, moment: Moment): Command | null => {
  const { commands } = grammar
  for (const { pattern, isSure } of commands.reschedule) {
    const match = pattern.exec(text.folded)
    if (match === null) continue
    const rest = { shown: text.shown.slice(match[0].length), folded: text.folded.slice(match[0].length) }
    const when = whenIn(rest, grammar, moment)
    const isWhole = when.rest.folded.replace(commands.rescheduleFiller, '') === '' && when.rrule === null
    if (!isWhole || (when.date === null && !isSure)) continue
    return {
      ...NONE,
      intent: 'reschedule_task',
      ref: refIn(match),
      dueDate: when.date,
      dueTime: when.time,
      isLow: when.isLow,
    }
  }
  return null
}

const whenIn = (text: Folded, grammar: Grammar, moment: Moment): Extract => {
  const plain = extract(text, grammar, moment)
  if (plain.date !== null) return plain
  return extract(text, { ...grammar, dates: [...grammar.dates, ...grammar.commands.shifts] }, moment)
}

const list = (text: Folded, grammar: Grammar, moment: Moment): Command | null => {
  const { lists, listWords, listFiller } = grammar.commands
  const head = lists.map((pattern) => pattern.exec(text.folded)).find((match) => match !== null)
  if (head === undefined || head === null) return null
  let filter: ListFilter = { due: null, completed: false }
  let rest = without(text, { start: 0, end: head[0].length })
  const date = find(grammar.dates, rest, moment)
  for (const [pattern, part] of date === null ? listWords : listWords.filter(([, part]) => part.due === undefined)) {
    if (!pattern.test(text.folded)) continue
    filter = { ...filter, ...part }
    rest = { ...rest, folded: rest.folded.replace(pattern, '') }
  }
  if (date !== null) {
    rest = { ...rest, folded: without(text, date).folded.slice(head[0].length) }
    for (const [pattern] of listWords) rest = { ...rest, folded: rest.folded.replace(pattern, '') }
    filter = { ...filter, due: dueOf(date.value.ifAhead?.toString() ?? date.value.date.toString(), moment) }
  }
  const period = find(grammar.periods, rest, moment)
  if (period !== null) rest = without(rest, period)
  if (rest.folded.replace(listFiller, '') !== '') return null
  return { ...NONE, intent: 'list_tasks', filter }
}

const dueOf = (date: string, { today }: Moment): ListFilter['due'] => {
  if (date === today.toString()) return 'today'
  return date === addDays(today.toString(), 1) ? 'tomorrow' : date
}
