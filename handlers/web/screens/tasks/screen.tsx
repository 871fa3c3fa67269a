import { DomainError } from '../../../../core/index.ts'
import type { Task } from '../../../../core/tasks/index.ts'
import type { WebContext } from '../../env.ts'
import { Head } from '../../parts/index.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { type Problems, statusOf, typed } from '../../visit/form.ts'
import { everybody } from '../../visit/people-seen.ts'
import { wordsIn } from '../../words/index.ts'
import { idOf, taskActions, undoOf } from './actions.ts'
import { bulkRoutes } from './bulk.ts'
import { Detail } from './detail.tsx'
import { formOf, save, type TaskForm, typedForm } from './edit.ts'
import { filterOf, queryOf } from './filter.ts'
import { showGone } from './gone.tsx'
import { TaskList } from './list.tsx'
import { taskWords } from './words.ts'

/** All tasks: found, worked on in bulk, and each with its fields and its history. */
export const tasksScreen: Screen = (deps) =>
  routes()
    .get('/', async (context) => {
      const visit = context.get('visit')
      const filter = filterOf(new URL(context.req.url).searchParams)
      const [page, people] = await Promise.all([
        deps.core.tasks.list(visit.actor, queryOf(filter, visit)),
        visit.isOperator ? everybody(deps.core) : [],
      ])
      const title = wordsIn(visit.locale).places.tasks
      // People, because an operator's list names them.
      return deps.pages.show(context, { title, place: 'tasks', topics: ['tasks', 'people'] }, (csrf) => (
        <>
          <Head title={title} />
          <TaskList {...{ page, filter, people, visit, csrf }} />
        </>
      ))
    })
    .get('/:id{[0-9]+}', async (context) => {
      const task = await taskIn(deps, context).catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'task_not_found') return null
        throw error
      })
      if (task === null) return showGone(deps, context, idOf(context))
      return showTask(deps, context, task, { form: formOf(task, context.get('visit')), problems: {}, isStale: false })
    })
    .post('/:id{[0-9]+}', async (context) => {
      const visit = context.get('visit')
      const before = await taskIn(deps, context)
      const form = typedForm(await typed(context))
      const saved = await save(deps.core.tasks, visit, before, form)
      if (!saved.ok) {
        // Saving again overrules what came between.
        const again = saved.isStale ? { ...form, version: String(before.version) } : form
        return showTask(deps, context, before, { ...saved, form: again })
      }
      const { edit } = taskWords(visit.locale)
      const isChanged = saved.task.version !== before.version
      const back = `/web/tasks/${before.id}`
      say(context, {
        tone: 'good',
        text: isChanged ? edit.saved : edit.unchanged,
        ...(isChanged ? { undo: undoOf(saved.task) } : {}),
      })
      return context.redirect(back, 303)
    })
    .post('/:id{[0-9]+}/remove', async (context) => {
      const visit = context.get('visit')
      const { id, title, version } = await taskIn(deps, context)
      await deps.core.tasks.remove(visit.actor, id)
      say(context, {
        tone: 'good',
        text: taskWords(visit.locale).edit.removed(title),
        undo: undoOf({ id, version: version + 1 }),
      })
      return context.redirect('/web/tasks', 303)
    })
    .route('/', bulkRoutes(deps))
    .route('/', taskActions(deps))

const taskIn = ({ core }: ScreenDeps, context: WebContext): Promise<Task> => {
  const { actor } = context.get('visit')
  return core.tasks.get(actor, idOf(context))
}

const showTask = async (
  deps: ScreenDeps,
  context: WebContext,
  task: Task,
  edited: { readonly form: TaskForm; readonly problems: Problems; readonly isStale: boolean },
): Promise<Response> => {
  const visit = context.get('visit')
  const [history, people, copies] = await Promise.all([
    deps.core.tasks.history(visit.actor, task.id),
    everybody(deps.core),
    deps.core.sync.copiesOf([task.id], visit.locale),
  ])
  const status = statusOf(edited.problems, edited.isStale)
  return deps.pages.show(context, { title: task.title, place: 'tasks', status }, (csrf) => (
    <Detail {...{ task, ...edited, history, people, visit, csrf }} copies={copies.get(task.id) ?? []} />
  ))
}
