import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Stores } from '../ports.ts'
import type { Task } from '../tasks/task.ts'
import { concernedBy } from './conflict.ts'
import type { Run } from './context.ts'
import { wordsIn } from './words.ts'

/** Someone deleted copies outside: the people of those tasks are told, each once, and what they can do. */
export const tellOfRemoval = async (
  { deps, mirror }: Pick<Run, 'deps' | 'mirror'>,
  stores: Stores,
  tasks: readonly Task[],
): Promise<void> => {
  const notify = makeNotifications({ ...deps, storage: joined(stores) })
  for (const [personId, theirs] of Map.groupBy(tasks, concernedBy)) {
    const person = await stores.people.find(personId)
    if (person === null) continue
    await notify.notify({ personId, kind: 'reminder', ...wordsIn(person.locale).removed(mirror.name, theirs) })
  }
}
