import { z } from 'zod'
import { addDays, localDate, startOfDay } from '../../../../core/kernel/time.ts'
import { type ListTasks, PRIORITIES, type TaskCursor, type TaskSort } from '../../../../core/tasks/index.ts'
import type { Visit } from '../../visit/visit.ts'
import { isNumber } from './number.ts'

/** Which tasks a list shows, as its address says. */
export const VIEWS = ['open', 'overdue', 'today', 'week', 'none', 'done', 'all'] as const
export type View = (typeof VIEWS)[number]

export interface Filter {
  readonly view: View
  readonly text: string
  readonly label: string
  readonly priority: string
  readonly assignee: string
  readonly after: TaskCursor | null
}

const PAGE = 50
const WEEK_DAYS = 7
const Cursor = z.tuple([z.int().refine(isNumber), z.iso.datetime().nullable()])

/** Whatever an address says: what is no filter is none. */
export const filterOf = (query: URLSearchParams): Filter => ({
  view: VIEWS.find((name) => name === query.get('due')) ?? 'open',
  text: (query.get('q') ?? '').trim().slice(0, 200),
  label: (query.get('label') ?? '').trim().slice(0, 50),
  priority: PRIORITIES.find((name) => name === query.get('priority')) ?? '',
  assignee: query.get('assignee') ?? '',
  after: cursorOf(query.get('after')),
})

const cursorOf = (text: string | null): TaskCursor | null => {
  const parsed = Cursor.safeParse(
    text?.split('_').map((part, at) => (at === 0 ? Number(part) : part === '' ? null : part)),
  )
  if (!parsed.success) return null
  const [id, dueAt] = parsed.data
  return { id, dueAt: dueAt === null ? null : new Date(dueAt) }
}

/** The address of a list: the filter with some of it changed, from its beginning unless a place in it is given. */
export const addressOf = (filter: Filter, change: Partial<Filter> = {}): string => {
  const { view, text, label, priority, assignee, after } = { ...filter, after: null, ...change }
  const query = new URLSearchParams(
    Object.entries({
      due: view === 'open' ? '' : view,
      q: text,
      label,
      priority,
      assignee,
      after: after === null ? '' : `${after.id}_${after.dueAt?.toISOString() ?? ''}`,
    }).filter(([, value]) => value !== ''),
  )
  return query.size === 0 ? '/web/tasks' : `/web/tasks?${query}`
}

export const isNarrowed = ({ text, label, priority, assignee }: Filter): boolean =>
  [text, label, priority, assignee].some((value) => value !== '')

export const queryOf = (filter: Filter, visit: Visit): ListTasks => ({
  ...viewed(filter.view, visit),
  ...(filter.text === '' ? {} : { text: filter.text }),
  ...(filter.label === '' ? {} : { label: filter.label }),
  ...(filter.assignee === '' ? {} : { assigneeId: filter.assignee }),
  ...(PRIORITIES.filter((name) => name === filter.priority).map((priority) => ({ priority }))[0] ?? {}),
  ...(filter.after === null ? {} : { after: filter.after }),
  limit: PAGE,
})

const OPEN = { statuses: ['pending', 'in_progress'] } as const

/** A day ends just after the start of the next, which is when an all-day task of it is due. */
const viewed = (view: View, { now, zone }: Visit): Omit<ListTasks, 'limit'> & { readonly sort: TaskSort } => {
  const endOf = (days: number): Date =>
    new Date(startOfDay(addDays(localDate(now, zone), days + 1), zone).getTime() + 1)
  const justAfter = new Date(now.getTime() + 1)
  switch (view) {
    case 'open':
      return { ...OPEN, sort: 'due' }
    case 'overdue':
      return { ...OPEN, dueBefore: justAfter, sort: 'due' }
    case 'today':
      return { ...OPEN, dueAfter: justAfter, dueBefore: endOf(0), sort: 'due' }
    case 'week':
      return { ...OPEN, dueAfter: endOf(0), dueBefore: endOf(WEEK_DAYS), sort: 'due' }
    case 'none':
      return { ...OPEN, isUndated: true, sort: '-created' }
    case 'done':
      return { statuses: ['completed', 'cancelled'], sort: '-created' }
    case 'all':
      return { sort: '-created' }
  }
}
