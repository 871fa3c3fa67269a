import { DomainError } from '../../../../core/index.ts'
import type { InputProblem } from '../../../../core/kernel/errors.ts'
import { isLocalDate, LOCAL_TIME } from '../../../../core/kernel/time.ts'
import { dueIn, type PatchTask, PRIORITIES, type Task, type Tasks } from '../../../../core/tasks/index.ts'
import type { Problems, Typed } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'
import { type TaskWords, taskWords } from './words.ts'

/** A task as its form holds it: all text, as it was typed. */
export interface TaskForm {
  readonly version: string
  readonly title: string
  readonly description: string
  readonly date: string
  readonly time: string
  readonly words: string
  readonly priority: string
  readonly labels: string
  readonly assignee: string
}

export const formOf = (task: Task, { zone }: Visit): TaskForm => {
  const { dueDate, dueTime } = dueIn(task, zone)
  return {
    version: String(task.version),
    title: task.title,
    description: task.description ?? '',
    date: dueDate ?? '',
    time: dueTime ?? '',
    words: '',
    priority: task.priority,
    labels: task.labels.join(', '),
    assignee: task.assigneeId ?? '',
  }
}

export const typedForm = (form: Typed): TaskForm => ({
  version: form.one('version'),
  title: form.one('title'),
  // Browsers end the lines of a text area with two characters.
  description: form.one('description').replaceAll('\r\n', '\n'),
  date: form.one('date'),
  time: form.one('time'),
  words: form.one('words'),
  priority: form.one('priority'),
  labels: form.one('labels'),
  assignee: form.one('assignee'),
})

export type Saved =
  | { readonly ok: true; readonly task: Task }
  | { readonly ok: false; readonly problems: Problems; readonly isStale: boolean }

/** Saves what differs from `before`, by the clock of whoever edits; the version it was edited from decides. */
export const save = async (tasks: Tasks, visit: Visit, before: Task, form: TaskForm): Promise<Saved> => {
  const words = taskWords(visit.locale)
  const refused = (problems: Problems, isStale = false): Saved => ({ ok: false, problems, isStale })
  const due = await dueOf(tasks, visit, before, form)
  if (typeof due === 'string') return refused({ [form.words.trim() === '' ? 'date' : 'words']: due })
  try {
    const task = await tasks.patch(visit.actor, before.id, { ...fieldsOf(before, form), ...due }, versionOf(form))
    return { ok: true, task }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    if (error.code === 'stale_version') return refused({}, true)
    if (error.code !== 'invalid_input') throw error
    return refused(problemsIn(error.problems, words.problem))
  }
}

/** `/labels/3` is about the labels. */
const nameIn = (pointer: string): string => pointer.split('/')[1] ?? ''

const FIELD_OF: Readonly<Record<string, string>> = {
  assignee_id: 'assignee',
  due_date: 'date',
  due_time: 'date',
  due: 'words',
}

const problemsIn = (problems: readonly InputProblem[], words: TaskWords['problem']): Problems => {
  const known: Readonly<Record<string, string>> = words
  const names = problems.map(({ pointer }) => nameIn(pointer))
  return Object.fromEntries(names.map((name) => [FIELD_OF[name] ?? name, known[name] ?? words.other]))
}

const fieldsOf = (before: Task, form: TaskForm): PatchTask => {
  const labels = form.labels
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '')
  const priority = PRIORITIES.find((name) => name === form.priority)
  return {
    ...(form.title === before.title ? {} : { title: form.title }),
    ...(form.description === (before.description ?? '')
      ? {}
      : { description: form.description === '' ? null : form.description }),
    ...(priority === undefined ? {} : { priority }),
    ...(labels.join('\n') === before.labels.join('\n') ? {} : { labels }),
    ...(form.assignee === (before.assigneeId ?? '') ? {} : { assigneeId: form.assignee === '' ? null : form.assignee }),
  }
}

/** What of the due date changes; a text says what is wrong with it. Words come before the date and time beside them. */
const dueOf = async (tasks: Tasks, visit: Visit, before: Task, form: TaskForm): Promise<PatchTask | string> => {
  const words = form.words.trim()
  if (words !== '') {
    const read = await tasks.readDue(visit.actor, words, { now: visit.now })
    return read.ok ? { dueDate: read.dueDate, dueTime: read.dueTime, timeZone: read.timeZone } : read.problem
  }
  const shown = formOf(before, visit)
  if (form.date === shown.date && form.time === shown.time) return {}
  const isRight = (form.date === '' || isLocalDate(form.date)) && (form.time === '' || LOCAL_TIME.test(form.time))
  if (!isRight || (form.date === '' && form.time !== '')) return taskWords(visit.locale).problem.due
  return { dueDate: form.date || null, dueTime: form.time || null, timeZone: visit.zone }
}

const versionOf = ({ version }: TaskForm): { version?: number } =>
  /^\d{1,9}$/.test(version) ? { version: Number(version) } : {}
