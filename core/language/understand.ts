import { addDays, localDate } from '../kernel/time.ts'
import { english } from './en/index.ts'
import type { Command, Grammar } from './grammar.ts'
import { portuguese } from './pt/index.ts'
import { blank, readTask } from './read-task.ts'
import { scan } from './rule.ts'
import { readText, type Text } from './text.ts'
import type { ListFilter, Reference, Understand, Understanding } from './understanding.ts'
import { readWhen, type When } from './when.ts'

// A command is short: what is longer is something to do, whatever it begins with.
const COMMAND_AT_MOST = 160

/** Deterministic. The person's own language first; the other only for what says nothing in their own. */
export const understand: Understand = (raw, reference) => {
  const text = readText(raw)
  const [own, other] = reference.locale === 'en' ? [english, portuguese] : [portuguese, english]
  const command = readCommand(text, own, reference)
  if (command !== null) return { ...command, text: raw }
  const task = readTask(text, own, reference)
  if (task.found === 'words') return { ...task.understanding, text: raw }

  const foreign = readCommand(text, other, reference) ?? readForeignTask(text, other, reference)
  return { ...(foreign ?? task.understanding), text: raw }
}

const readForeignTask = (text: Text, grammar: Grammar, reference: Reference): Understanding | null => {
  const { found, understanding } = readTask(text, grammar, reference)
  return found === 'words' ? understanding : null
}

const readCommand = (text: Text, grammar: Grammar, reference: Reference): Understanding | null => {
  if (text.folded.length > COMMAND_AT_MOST) return null
  let message = text.folded
  // "bom dia, resumo" and "por favor, concluir 12" are commands with manners.
  for (let turn = 0; turn < 4; turn += 1) {
    for (const command of grammar.commands(message)) {
      const done = carriedOut(command, text, grammar, reference)
      if (done !== null) return done
    }
    const polite = message.replace(grammar.opening, '')
    const shorter = polite === message ? message.replace(grammar.closing, '') : polite
    if (shorter === message || shorter === '') return null
    message = shorter
  }
  return null
}

/** null: after all the text has not the shape of that command. */
const carriedOut = (command: Command, text: Text, grammar: Grammar, reference: Reference): Understanding | null => {
  const { intent } = command
  const understanding = { ...blank(text.clean, grammar.locale), intent }
  switch (intent) {
    case 'complete_task':
    case 'cancel_task':
    case 'resolve_conflict':
      return { ...understanding, refs: command.refs }
    case 'reschedule_task': {
      const when = command.rest.trim() === '' ? null : wholly(grammar.shift(command.rest), grammar, reference)
      if (when === null && !command.sure) return null
      if (when === null && !/^[ .!]*$|^ ?(?:para|pra|pro|p\/|to|until|till|by|for)(?: |$)/.test(command.rest))
        return null
      return {
        ...understanding,
        refs: command.refs,
        dueDate: when?.dueDate ?? null,
        dueTime: when?.dueTime ?? null,
        rrule: when?.rrule ?? null,
        certainty: when?.guess === true ? 'low' : 'high',
      }
    }
    case 'list_tasks': {
      const filter = filterOf(command, grammar, reference)
      return filter === null ? null : { ...understanding, filter }
    }
    case 'smalltalk':
      return { ...understanding, courtesy: command.courtesy }
    default:
      return understanding
  }
}

const filterOf = (
  { rest, due, completed }: Extract<Command, { intent: 'list_tasks' }>,
  grammar: Grammar,
  reference: Reference,
): ListFilter | null => {
  if (due !== null && rest.trim() === '') return { due, completed }
  if (rest.trim() === '') return { due: null, completed }
  const date = wholly(rest, grammar, reference)?.dueDate ?? null
  if (date === null) return null
  const today = localDate(reference.now, reference.timeZone)
  return { due: date === today ? 'today' : date === addDays(today, 1) ? 'tomorrow' : date, completed }
}

/** When the words say when and nothing else. */
const wholly = (words: string, grammar: Grammar, reference: Reference): When | null => {
  const folded = words.trim()
  const when = readWhen(folded, scan(folded, grammar.rules), reference)
  if (when.dueDate === null) return null
  let rest = folded
  for (const { start, end } of [...when.marks].sort((a, b) => b.start - a.start)) {
    rest = rest.slice(0, start) + rest.slice(end)
  }
  return /^[ ,.;!?()-]*$/.test(rest) ? when : null
}
