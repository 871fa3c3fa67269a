import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import { type LocalDate, type LocalTime, localDate } from '../kernel/time.ts'
import type { Stores } from '../ports.ts'
import { lockVisible } from './access.ts'
import { pastGap, resolveDue } from './due.ts'
import type { DueInput, Tasks } from './index.ts'
import { makeRecordChange } from './record.ts'
import { changed, dueIn, type Task, type TaskFields } from './task.ts'

export const makeSnooze = (deps: CoreDeps): Tasks['snooze'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, id, until, expect = {}) =>
    deps.storage.run(async (stores) => {
      const before = await lockVisible(stores.tasks, actor, id, expect.version)
      const now = deps.clock.now()
      const moved = snoozed(before, await resolveUntil(deps, stores, actor, until, now))
      return recordChange(stores, actor, { before, after: changed(before, moved, now), action: 'updated' })
    })
}

/** Where a task is moved to, by the clock of whoever moves it. */
export interface Until {
  readonly date: LocalDate
  /** null: each task's own. */
  readonly time: LocalTime | null
  readonly timeZone: string
}

/** What the actor's words or date come to. Refuses what is no date. */
export const resolveUntil = async (
  { settings }: Pick<CoreDeps, 'settings'>,
  { people }: Pick<Stores, 'people'>,
  actor: Actor,
  due: DueInput,
  now: Date,
): Promise<Until> => {
  const { timeZone, locale } = (await people.find(actor.personId)) ?? settings
  const { dueDate, dueTime } = resolveDue(due, { now, timeZone, locale })
  return { date: dueDate ?? localDate(now, timeZone), time: dueTime, timeZone }
}

export const snoozed = (task: Task, until: Until): Pick<TaskFields, 'dueDate' | 'dueTime' | 'timeZone'> => {
  const { date, timeZone } = until
  const time = until.time ?? dueIn(task, timeZone).dueTime
  return { ...pastGap(date, time, timeZone), timeZone }
}
