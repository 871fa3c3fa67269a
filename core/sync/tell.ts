import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Stores } from '../ports.ts'
import type { Conflict, ConflictPage } from './ports.ts'
import type { Sync } from './sync.ts'
import { type ToldConflict, wordsIn } from './words.ts'

const PAGE = 100

/** One message for all the conflicts of a run that concern a person, however often the job comes. */
export const makeTell =
  (deps: CoreDeps): Sync['tell'] =>
  ({ personId, at }) =>
    deps.storage.run(async (stores) => {
      const person = await stores.people.find(personId)
      if (person === null) return
      const told = await withTasks(stores, await ofMoment(stores, personId, new Date(at)))
      if (told.length === 0) return
      await makeNotifications({ ...deps, storage: joined(stores) }).notify({
        personId,
        kind: 'reminder',
        ...wordsIn(person.locale).conflicts(told, person.timeZone),
        dedupeKey: `sync:conflicts:${at}:${personId}`,
      })
    })

/** Newest first, so that they end where older ones begin. */
const ofMoment = async (stores: Stores, personId: string, at: Date): Promise<readonly Conflict[]> => {
  const theirs: Conflict[] = []
  for (let after: string | null = null; ; ) {
    const page: ConflictPage = await stores.conflicts.page({
      limit: PAGE,
      open: true,
      ...(after === null ? {} : { after }),
    })
    const { conflicts, next } = page
    theirs.push(...conflicts.filter((one) => one.personId === personId && one.at.getTime() === at.getTime()))
    const last = conflicts.at(-1)
    if (next === null || last === undefined || last.at < at) return theirs
    after = next
  }
}

const withTasks = async (stores: Stores, conflicts: readonly Conflict[]): Promise<readonly ToldConflict[]> => {
  const told: ToldConflict[] = []
  for (const conflict of conflicts) {
    const task = await stores.tasks.findAny(conflict.taskId)
    if (task !== null) told.push({ conflict, task })
  }
  return told.toSorted((a, b) => a.task.id - b.task.id)
}
