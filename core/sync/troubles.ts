import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import type { PageEnds } from '../kernel/page.ts'
import type { Task } from '../tasks/index.ts'
import { mirrorNamed } from './named.ts'
import { copyShown } from './status.ts'
import type { Sync, TaskCopy } from './sync.ts'

/** One task's copy that is not as it should be. */
export interface CopyTrouble {
  readonly taskId: number
  /** null: it is deleted. */
  readonly task: Task | null
  readonly copy: TaskCopy
}

export interface CopyTroublePage extends PageEnds {
  readonly troubles: readonly CopyTrouble[]
}

export const makeTroubles =
  (deps: CoreDeps): Sync['troubles'] =>
  (actor, query, locale) =>
    deps.storage.read(async ({ links: store, tasks }) => {
      if (actor.role !== 'operator') throw new DomainError('forbidden', 'Only operators see the mirrors of all tasks.')
      mirrorNamed(deps, query.mirror)
      const { links, ...ends } = await store.troubles(query)
      const found = new Map((await tasks.ofIds(links.map(({ taskId }) => taskId))).map((task) => [task.id, task]))
      const troubles = links.map(
        (link): CopyTrouble => ({
          taskId: link.taskId,
          task: found.get(link.taskId) ?? null,
          copy: copyShown(link, locale),
        }),
      )
      return { troubles, ...ends }
    })
