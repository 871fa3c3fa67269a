import type { CoreDeps } from '../deps.ts'
import { addDays, localDate, startOfDay } from '../kernel/time.ts'
import type { ListFilter } from '../language/index.ts'
import { makeTasks } from '../tasks/index.ts'
import type { TaskQuery } from '../tasks/ports.ts'
import type { Request } from './act.ts'
import { repliesTo } from './replies.ts'

const SHOWN = 15
const OPEN = ['pending', 'in_progress'] as const

/** Lists in chat are of what the person has to do themselves, operators too. */
export const makeListFor = (deps: CoreDeps) => {
  const tasks = makeTasks(deps)

  const show = async ({ actor, person, now }: Request, filter: ListFilter | null): Promise<string> => {
    const query = queryOf(filter, person.timeZone, now)
    const page = await tasks.list(actor, { ownedBy: person.id, sort: 'due', limit: SHOWN, offset: 0, ...query })
    return repliesTo(person).list(page.tasks, page.total ?? page.tasks.length, filter)
  }

  return {
    asked: (request: Request): Promise<string> => show(request, request.understood.filter),
    whichOne: async (request: Request): Promise<string> =>
      `${repliesTo(request.person).whichOne}\n\n${await show(request, null)}`,
  }
}

const queryOf = (filter: ListFilter | null, zone: string, now: Date): Partial<TaskQuery> => {
  if (filter?.completed === true) return { statuses: ['completed'] }
  const open = { statuses: OPEN }
  const due = filter?.due ?? null
  if (due === null) return open
  if (due === 'overdue') return { ...open, overdueAt: now }
  const today = localDate(now, zone)
  if (due === 'today') return { ...open, dueBefore: endOf(today, zone) }
  if (due === 'week') return { ...open, dueBefore: endOf(addDays(today, 7), zone) }
  const date = due === 'tomorrow' ? addDays(today, 1) : due
  return { ...open, dueAfter: new Date(startOfDay(date, zone).getTime() + 1), dueBefore: endOf(date, zone) }
}

/** Just after the local day: an all-day task is due the moment the next one starts. */
const endOf = (date: string, zone: string): Date => new Date(startOfDay(addDays(date, 1), zone).getTime() + 1)
