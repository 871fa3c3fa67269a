import { type BulkChange, type BulkResult, dueIn, type Task } from '../../../../core/tasks/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { formatsOf } from '../../words/format.ts'
import { dueText } from './row.tsx'
import { type TaskWords, taskWords } from './words.ts'

/** What the form of ticked tasks can ask for. */
export type TickedChange =
  | Extract<BulkChange, { do: 'snooze' | 'priority' | 'remove' }>
  | { readonly do: 'status'; readonly status: 'completed' }
  | { readonly do: 'label'; readonly add: readonly [string] }

/** What was done and to how many, and what became of the others. */
export const sayBulk = (
  change: TickedChange,
  results: readonly BulkResult[],
  visit: Visit,
): { readonly tone: 'good' | 'warn'; readonly text: string } => {
  const words = taskWords(visit.locale)
  const { rest } = words.bulk
  const count = (...of: readonly BulkResult['outcome'][]): number =>
    results.filter(({ outcome }) => of.includes(outcome)).length
  const changed = results.flatMap(({ outcome, task }) => (outcome === 'changed' ? [task] : []))
  const [same, gone, refused] = [count('unchanged'), count('not_found'), count('refused', 'stale', 'nothing_to_undo')]
  const notes = [rest.same(same), rest.gone(gone), rest.refused(refused)].filter((_, at) => [same, gone, refused][at])
  const done = changed.length === 0 ? words.bulk.nothing : acted(change, changed, visit, words)
  return { tone: gone + refused === 0 ? 'good' : 'warn', text: `${[done, ...notes].join('; ')}.` }
}

const acted = (change: TickedChange, tasks: readonly Task[], visit: Visit, words: TaskWords): string => {
  const { done } = words.bulk
  switch (change.do) {
    case 'status':
      return done.complete(tasks.length)
    case 'remove':
      return done.remove(tasks.length)
    case 'label':
      return done.label(tasks.length, change.add[0])
    case 'priority':
      return done.priority(tasks.length, words.priority[change.priority])
    case 'snooze':
      return done.snooze(tasks.length, dueOf(tasks, visit))
  }
}

/** Each keeps a time of its own where none was said: then only the day is the same. */
const dueOf = (tasks: readonly Task[], visit: Visit): string => {
  const [due = '', ...others] = new Set(tasks.map((task) => dueText(task, visit) ?? ''))
  const [day] = tasks.flatMap((task) => dueIn(task, visit.zone).dueDate ?? [])
  return others.length === 0 || day === undefined ? due : formatsOf(visit.locale, visit.zone).day(day)
}
