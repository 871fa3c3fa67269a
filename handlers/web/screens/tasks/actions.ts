import { DomainError } from '../../../../core/index.ts'
import { isLocalDate } from '../../../../core/kernel/time.ts'
import { TASK_STATUSES, type Task, type TaskStatus } from '../../../../core/tasks/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen } from '../../screen.ts'
import { backIn } from '../../visit/back.ts'
import { say } from '../../visit/flash.ts'
import { type Typed, typed } from '../../visit/form.ts'
import { Refusal } from '../../visit/refusal.ts'
import { isNumber } from './number.ts'
import { dueText } from './row.tsx'
import { taskWords } from './words.ts'

/** What is done to a task from any list: each ends on the page it was done on, with a way to take it back. */
export const taskActions: Screen = ({ core }) =>
  routes()
    .post('/:id{[0-9]+}/status', async (context) => {
      const visit = context.get('visit')
      const form = await typed(context)
      const status = statusOf(form.one('status'))
      const task = await core.tasks.setStatus(visit.actor, idOf(context), status, expectation(form))
      const { said } = taskWords(visit.locale)
      const text = {
        completed: said.completed,
        cancelled: said.cancelled,
        pending: said.reopened,
        in_progress: said.reopened,
      }
      return done(context, form, task, text[status](task.title))
    })
    .post('/:id{[0-9]+}/snooze', async (context) => {
      const visit = context.get('visit')
      const form = await typed(context)
      const { said, noDate } = taskWords(visit.locale)
      const [date, words] = [form.one('date'), form.one('words').trim()]
      const until = words === '' && isLocalDate(date) ? { date, time: null } : { words }
      try {
        const task = await core.tasks.snooze(visit.actor, idOf(context), until, expectation(form))
        return done(context, form, task, said.snoozed(task.title, dueText(task, visit) ?? noDate))
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'invalid_input') throw error
        say(context, { tone: 'warn', text: said.notUnderstood })
        return context.redirect(backIn(form), 303)
      }
    })
    .post('/undo', async (context) => {
      const visit = context.get('visit')
      const form = await typed(context)
      const [id, version] = [Number(form.one('id')), Number(form.one('version'))]
      if (!isNumber(id) || !isNumber(version)) throw new Refusal('input')
      const task = await core.tasks.undoChange(visit.actor, id, version)
      say(context, { tone: 'good', text: taskWords(visit.locale).said.undone(task.title) })
      return context.redirect(backIn(form), 303)
    })

/** How a change is taken back: by the version that it made. */
export const undoOf = ({ id, version }: Pick<Task, 'id' | 'version'>, back = `/web/tasks/${id}`) => ({
  action: '/web/tasks/undo' as const,
  fields: { id: String(id), version: String(version), back },
})

const done = (context: WebContext, form: Typed, task: Task, text: string): Response => {
  const back = backIn(form)
  say(context, { tone: 'good', text, undo: undoOf(task, back) })
  return context.redirect(back, 303)
}

/** The task of the address; what can be none is not there. */
export const idOf = (context: WebContext): number => {
  const id = Number(context.req.param('id'))
  if (!isNumber(id)) throw new Refusal('notFound')
  return id
}

const expectation = (form: Typed): { version?: number } => {
  const version = Number(form.one('version'))
  return form.one('version') === '' || !isNumber(version) ? {} : { version }
}

const statusOf = (text: string): TaskStatus => {
  const status = TASK_STATUSES.find((name) => name === text)
  if (status === undefined) throw new Refusal('input')
  return status
}
