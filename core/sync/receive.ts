import { noteConflicts } from './conflict.ts'
import type { Errand, Run } from './context.ts'
import { same } from './copy.ts'
import { adoptErrand, welcome } from './newcomer.ts'
import { alone } from './perform.ts'
import type { Copy } from './ports.ts'
import { readable } from './readable.ts'
import type { Meeting, Sorted } from './sort.ts'

/** What is to be done about entries that are no task's own copy: new tasks made, keys given, our own twins trashed. */
export const receive = async (
  run: Run,
  { keyed, strangers, twins }: Omit<Sorted, 'own'>,
): Promise<readonly Errand[]> => {
  for (const { entry, key } of keyed) {
    await alone(run, null, () => run.deps.storage.run((stores) => welcome(run, stores, entry, key)))
  }
  const errands = strangers.map((entry) => adoptErrand(run, entry))
  for (const twin of twins) {
    const errand = await alone(run, null, () => trashTwin(run, twin))
    if (errand !== null) errands.push(errand)
  }
  return errands
}

/** A person cleared or changed the id of a copy: it gets it again. */
export const rekeyErrand = ({ link, entry }: Meeting): Errand => ({
  taskId: link.taskId,
  write: { type: 'adopt', externalId: entry.externalId, key: link.key },
  settle: async () => undefined,
})

/** Of two that we made for one task one goes; what someone wrote into it meanwhile is kept as a conflict. */
const trashTwin = (run: Run, { link, entry }: Meeting): Promise<Errand> =>
  run.deps.storage.run(async (stores) => {
    const task = await stores.tasks.lock(link.taskId)
    const { fields } = readable(entry, link.base, await stores.people.all())
    const lost = Object.entries(fields).filter(([field, value]) => !same(value, link.base[field as keyof Copy]))
    if (task !== null && lost.length > 0) {
      const theirs = Object.fromEntries(lost)
      await noteConflicts(run, stores, task, [{ field: 'deleted', ours: null, theirs, winner: 'ours' }])
    }
    return {
      taskId: null,
      write: { type: 'trash', externalId: entry.externalId },
      settle: async () => undefined,
    }
  })
