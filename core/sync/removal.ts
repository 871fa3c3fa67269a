import type { Stores } from '../ports.ts'
import type { Task } from '../tasks/task.ts'
import { chunks } from './chunks.ts'
import type { Run } from './context.ts'
import { clean } from './link.ts'
import { tellOfRemoval } from './tell-removal.ts'

/** As many as one unit of work marks. */
const PAGE = 500

/** These tasks' copies are not there any more: marked, the tasks left alone, and the people told, all at once. */
export const markRemoved = async (run: Run, taskIds: readonly number[]): Promise<void> => {
  const inOrder = taskIds.toSorted((a, b) => a - b)
  const parts = chunks(inOrder, PAGE)
  const removed: Task[] = []
  for (const [index, part] of parts.entries()) {
    await run.deps.storage.run(async (stores) => {
      removed.push(...(await mark(run, stores, part)))
      // With the last, so that a sheet which somebody emptied is one message and not one a page.
      if (index === parts.length - 1) await tellOfRemoval(run, stores, removed)
    })
  }
}

/** Gives the tasks that are still there. */
const mark = async ({ deps, mirror }: Run, stores: Stores, taskIds: readonly number[]): Promise<readonly Task[]> => {
  const removed: Task[] = []
  for (const taskId of taskIds) {
    const task = await stores.tasks.lock(taskId)
    const link = await stores.links.lock(mirror.name, taskId)
    if (task === null || link?.state !== 'linked') continue
    const state = task.deletedAt === null ? 'removed' : 'trashed'
    await stores.links.save({ ...clean(link, task.version, deps.clock.now()), state, problems: [] })
    if (state === 'removed') removed.push(task)
  }
  return removed
}
