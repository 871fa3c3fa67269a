import type { CoreDeps } from '../deps.ts'
import { addDays, type LocalDate, localDate, startOfDay } from '../kernel/time.ts'
import { visiblePerson } from '../people/index.ts'
import type { Tasks } from './index.ts'
import type { TaskQuery } from './ports.ts'
import type { Task } from './task.ts'

const SECTION_MAX = 50
const UPCOMING_DAYS = 7
/** No stretch of a day is counted any further: who has more than that wants to hear that it is a lot. */
export const TODAY_COUNTED_MAX = 1000

export interface TodaySection {
  /** By due date, as many as were asked for. */
  readonly tasks: readonly Task[]
  /** Exact up to TODAY_COUNTED_MAX, which means that many or more. */
  readonly total: number
}

/** What a person has to do, divided by their own clock as their brief divides it. */
export interface Today {
  readonly personId: string
  readonly timeZone: string
  readonly date: LocalDate
  readonly now: Date
  readonly overdue: TodaySection
  readonly today: TodaySection
  /** The seven days after today. */
  readonly upcoming: TodaySection
  /** How many have no date; as `total`. */
  readonly undated: number
}

export const makeToday =
  (deps: CoreDeps): Tasks['today'] =>
  (actor, { personId = actor.personId, limit = SECTION_MAX, now = deps.clock.now() } = {}) =>
    deps.storage.read(async ({ people, tasks }) => {
      const { timeZone } = await visiblePerson(people, actor, personId)
      const date = localDate(now, timeZone)
      // An all-day task is due at the start of the next day, so that each stretch ends just after it.
      const ends = [now, startOfDay(addDays(date, 1), timeZone), startOfDay(addDays(date, 1 + UPCOMING_DAYS), timeZone)]
      const [overdueEnd, todayEnd, upcomingEnd] = ends.map((end) => new Date(end.getTime() + 1)) as [Date, Date, Date]
      const open = { visibleTo: null, ownedBy: personId, statuses: ['pending', 'in_progress'], sort: 'due' } as const
      const page = async (due: Pick<TaskQuery, 'dueAfter' | 'dueBefore'>): Promise<readonly Task[]> =>
        (await tasks.page({ ...open, ...due, limit })).tasks

      const [counts, overdue, today, upcoming] = await Promise.all([
        tasks.openCounts(personId, [overdueEnd, todayEnd, upcomingEnd], TODAY_COUNTED_MAX),
        page({ dueBefore: overdueEnd }),
        page({ dueAfter: overdueEnd, dueBefore: todayEnd }),
        page({ dueAfter: todayEnd, dueBefore: upcomingEnd }),
      ])
      const section = (index: number, found: readonly Task[]): TodaySection => ({
        tasks: found,
        total: counts.dueBefore[index] ?? 0,
      })
      return {
        personId,
        timeZone,
        date,
        now,
        overdue: section(0, overdue),
        today: section(1, today),
        upcoming: section(2, upcoming),
        undated: counts.undated,
      }
    })
