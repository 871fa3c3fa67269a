import type { CoreDeps } from '../deps.ts'
import { lockVisible } from './access.ts'
import type { Tasks } from './index.ts'
import { makeRecordChange } from './record.ts'
import { changed } from './task.ts'

/** Gone for everyone but undo, until the purge. */
export const makeRemoveTask = (deps: CoreDeps): Tasks['remove'] => {
  const recordChange = makeRecordChange(deps)
  return (actor, id, expect = {}) =>
    deps.storage.run(async (stores) => {
      const before = await lockVisible(stores.tasks, actor, id, expect.version)
      const now = deps.clock.now()
      await recordChange(stores, actor, { before, after: changed(before, { deletedAt: now }, now), action: 'deleted' })
    })
}
