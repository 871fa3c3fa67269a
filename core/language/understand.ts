import { commandIn } from './command.ts'
import { extract } from './extract.ts'
import type { Grammar } from './grammar.ts'
import { momentOf } from './moment.ts'
import type { Folded } from './normalise.ts'
import { normalise } from './normalise.ts'
import { pt } from './pt/index.ts'
import { titleOf } from './title.ts'
import type { Understand, Understanding } from './understanding.ts'

const GRAMMARS: Readonly<Record<Understanding['locale'], readonly Grammar[]>> = { 'pt-BR': [pt], en: [pt] }

export const understand: Understand = (text, reference) => {
  const moment = momentOf(reference.now, reference.timeZone)
  const all = normalise(text)
  const plain: Understanding = {
    text,
    locale: reference.locale,
    intent: 'create_task',
    title: all.shown === '' ? null : all.shown,
    dueDate: null,
    dueTime: null,
    rrule: null,
    priority: null,
    ref: null,
    filter: null,
    courtesy: null,
    certainty: 'high',
  }
  for (const grammar of GRAMMARS[reference.locale]) {
    const said = afterGreeting(all, grammar)
    const command = commandIn(all, grammar, moment) ?? commandIn(said, grammar, moment)
    if (command !== null) {
      const { isLow, ...asked } = command
      return { ...plain, ...asked, locale: grammar.locale, title: null, certainty: isLow ? 'low' : 'high' }
    }
    const task = extract(said, grammar, moment)
    const title = titleOf(task.rest, grammar)
    if (!task.isAnything && title === all.shown) continue
    return {
      ...plain,
      locale: grammar.locale,
      title: title === '' ? all.shown : title,
      dueDate: task.date,
      dueTime: task.time,
      rrule: task.rrule,
      priority: task.priority,
      certainty: task.isLow || title === '' ? 'low' : 'high',
    }
  }
  return plain
}

/** "bom dia, comprar pão" asks for what follows the courtesy. */
const afterGreeting = (text: Folded, { greeting }: Grammar): Folded => {
  const length = greeting.exec(text.folded)?.[0].length ?? 0
  return length === text.folded.length ? text : { shown: text.shown.slice(length), folded: text.folded.slice(length) }
}
