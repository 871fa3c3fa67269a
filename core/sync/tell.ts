import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Stores } from '../ports.ts'
import type { Conflict } from './ports.ts'
import type { Sync } from './sync.ts'
import { type ToldConflict, wordsIn } from './words.ts'

/** Conflicts are told soon after they are found: of the newest, as many as one page. */
const PAGE = 100

/** One message for all the conflicts of a run that concern a person, however often the job comes. */
export const makeTell =
  (deps: CoreDeps): Sync['tell'] =>
  ({ personId, at }) =>
    deps.storage.run(async (stores) => {
      const person = await stores.people.find(personId)
      if (person === null) return
      const { conflicts } = await stores.conflicts.page({ limit: PAGE, open: true })
      const theirs = conflicts.filter((one) => one.personId === personId && one.at.getTime() === Date.parse(at))
      const told = await withTasks(stores, theirs)
      if (told.length === 0) return
      await makeNotifications({ ...deps, storage: joined(stores) }).notify({
        personId,
        kind: 'reminder',
        ...wordsIn(person.locale).conflicts(told, person.timeZone),
        dedupeKey: `sync:conflicts:${at}:${personId}`,
      })
    })

const withTasks = async (stores: Stores, conflicts: readonly Conflict[]): Promise<readonly ToldConflict[]> => {
  const told: ToldConflict[] = []
  for (const conflict of conflicts) {
    const task = await stores.tasks.findAny(conflict.taskId)
    if (task !== null) told.push({ conflict, task })
  }
  return told.toSorted((a, b) => a.task.id - b.task.id)
}
