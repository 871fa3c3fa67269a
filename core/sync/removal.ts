import type { Task } from '../tasks/task.ts'
import { chunks } from './chunks.ts'
import type { Run } from './context.ts'
import { clean } from './link.ts'
import { tellOfRemoval } from './tell-removal.ts'

/** As many as one unit of work marks, and one message tells of. */
const PAGE = 500

/** These tasks' copies are not there any more: marked, the tasks left alone, and the people told. */
export const markRemoved = async (run: Run, taskIds: readonly number[]): Promise<void> => {
  const { deps, mirror } = run
  for (const part of chunks(
    taskIds.toSorted((a, b) => a - b),
    PAGE,
  )) {
    await deps.storage.run(async (stores) => {
      const removed: Task[] = []
      for (const taskId of part) {
        const task = await stores.tasks.lock(taskId)
        const link = await stores.links.lock(mirror.name, taskId)
        if (task === null || link?.state !== 'linked') continue
        const state = task.deletedAt === null ? 'removed' : 'trashed'
        await stores.links.save({ ...clean(link, task.version, deps.clock.now()), state, problems: [] })
        if (state === 'removed') removed.push(task)
      }
      await tellOfRemoval(run, stores, removed)
    })
  }
}
