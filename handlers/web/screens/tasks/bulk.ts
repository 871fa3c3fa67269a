import { DomainError } from '../../../../core/index.ts'
import { addDays, localDate } from '../../../../core/kernel/time.ts'
import { BULK_MAX, type BulkResult, PRIORITIES } from '../../../../core/tasks/index.ts'
import { routes, type Screen } from '../../screen.ts'
import { backIn } from '../../visit/back.ts'
import { say } from '../../visit/flash.ts'
import { type Typed, typed } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { sayBulk, type TickedChange } from './bulk-said.ts'
import { isNumber } from './number.ts'
import { taskWords } from './words.ts'

/** The same to all tasks that were ticked, in one unit of work, and taking it back. */
export const bulkRoutes: Screen = ({ core }) =>
  routes()
    .post('/bulk', async (context) => {
      const visit = context.get('visit')
      const form = await typed(context)
      const { bulk, said } = taskWords(visit.locale)
      const back = backIn(form)
      const ids = form.all('task').map(Number).filter(isNumber).slice(0, BULK_MAX)
      const change = changeOf(form, visit)
      if (ids.length === 0 || change === null) {
        say(context, { tone: 'warn', text: ids.length === 0 ? bulk.none : bulk.incomplete })
        return context.redirect(back, 303)
      }
      try {
        const results = await core.tasks.bulk(
          visit.actor,
          ids.map((id) => ({ id })),
          change,
        )
        const refs = refsOf(results)
        say(context, {
          ...sayBulk(change, results, visit),
          ...(refs === '' ? {} : { undo: { action: '/web/tasks/undo-bulk', fields: { refs, back } } }),
        })
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'invalid_input') throw error
        say(context, { tone: 'warn', text: change.do === 'snooze' ? said.notUnderstood : bulk.incomplete })
      }
      return context.redirect(back, 303)
    })
    .post('/undo-bulk', async (context) => {
      const visit = context.get('visit')
      const form = await typed(context)
      const { bulk } = taskWords(visit.locale)
      const results = await core.tasks.undoChanges(visit.actor, changesIn(form.one('refs')))
      const undone = results.filter(({ outcome }) => outcome === 'changed').length
      const left = results.length - undone
      say(context, { tone: left === 0 ? 'good' : 'warn', text: bulk.undone(undone, left) })
      return context.redirect(backIn(form), 303)
    })

/** null: what is to be done is not said whole. */
const changeOf = (form: Typed, visit: Visit): TickedChange | null => {
  switch (form.one('do')) {
    case 'complete':
      return { do: 'status', status: 'completed' }
    case 'tomorrow':
      return { do: 'snooze', until: { date: addDays(localDate(visit.now, visit.zone), 1), time: null } }
    case 'snooze': {
      const words = form.one('words').trim()
      return words === '' ? null : { do: 'snooze', until: { words } }
    }
    case 'label': {
      const label = form.one('label').trim()
      return label === '' ? null : { do: 'label', add: [label] }
    }
    case 'priority': {
      const priority = PRIORITIES.find((name) => name === form.one('priority'))
      return priority === undefined ? null : { do: 'priority', priority }
    }
    case 'remove':
      return { do: 'remove' }
    default:
      return null
  }
}

/** What changed, as an undo names it: task and version, `12.3`, separated by commas. */
const refsOf = (results: readonly BulkResult[]): string =>
  results.flatMap(({ outcome, task }) => (outcome === 'changed' ? [`${task.id}.${task.version}`] : [])).join(',')

const changesIn = (refs: string): readonly { readonly id: number; readonly version: number }[] =>
  refs
    .split(',')
    .slice(0, BULK_MAX)
    .flatMap((ref) => {
      const [id, version] = ref.split('.').map(Number)
      return isNumber(Number(id)) && isNumber(Number(version)) ? [{ id: Number(id), version: Number(version) }] : []
    })
