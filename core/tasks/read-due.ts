import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { checkTimeZone } from '../kernel/time.ts'
import { fold, readText, sayDueShort, understand } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import { type DueContext, NO_DUE, resolveDue } from './due.ts'
import type { DueRead, Tasks } from './index.ts'
import type { TaskFields } from './task.ts'

export const makeReadDue =
  ({ storage, clock, settings }: CoreDeps): Tasks['readDue'] =>
  (actor, words, options = {}) =>
    storage.read(async ({ people }) => {
      const person = (await people.find(actor.personId)) ?? settings
      const [now, { locale }] = [clock.now(), person]
      const timeZone = checkTimeZone(options.timeZone ?? person.timeZone)
      const at = options.now === undefined || options.now > now ? now : options.now
      return read(words, { now: at, timeZone, locale })
    })

const NONE =
  /^(?:(?:sem|nenhuma|tirar (?:a )?|limpar (?:a )?) ?(?:data|prazo)?|(?:no|without(?: a)?|clear(?: the)?) (?:due )?date|none)?$/

const read = (words: string, context: DueContext): DueRead => {
  const found = NONE.test(fold(readText(words).clean)) ? NO_DUE : resolved(words, context)
  if (typeof found === 'string') return { ok: false, problem: found }
  const { locale, timeZone } = context
  return { ok: true, ...found, timeZone, reading: sayDueShort(found, locale) }
}

/** What is wrong with the words, where no date can be made of them. */
const resolved = (words: string, context: DueContext): Pick<TaskFields, 'dueDate' | 'dueTime'> | string => {
  try {
    return resolveDue({ words }, context)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const { dueDate, rrule } = understand(words, context)
    return PROBLEMS[context.locale][rrule !== null ? 'repeats' : dueDate === null ? 'unknown' : 'beyond']
  }
}

const PROBLEMS: Readonly<Record<Locale, Readonly<Record<'unknown' | 'repeats' | 'beyond', string>>>> = {
  'pt-BR': {
    unknown: 'Não entendi a data. Tente "amanhã às 14h", "sexta" ou "15/12".',
    repeats: 'Ainda não repito tarefas. Diga uma data só, como "segunda às 9h".',
    beyond: 'Essa data fica longe demais.',
  },
  en: {
    unknown: 'That date was not understood. Try "tomorrow at 2pm", "Friday" or "12/15".',
    repeats: 'Tasks do not repeat yet. Name a single date, such as "Monday at 9".',
    beyond: 'That date is too far away.',
  },
}
