import type { CoreDeps } from '../deps.ts'
import { isVisible, visible, visibleOrDeleted } from './access.ts'
import type { Tasks } from './index.ts'

export const makeGetTask =
  (deps: CoreDeps): Tasks['get'] =>
  (actor, id) =>
    deps.storage.read(async (stores) => visible(actor, await stores.tasks.find(id)))

export const makeListTasks =
  (deps: CoreDeps): Tasks['list'] =>
  (actor, query) =>
    deps.storage.read((stores) =>
      stores.tasks.page({ ...query, visibleTo: actor.role === 'operator' ? null : actor.personId }),
    )

export const makeTasksOfIds =
  (deps: CoreDeps): Tasks['ofIds'] =>
  (actor, ids) =>
    deps.storage.read(async (stores) => {
      const found = await stores.tasks.ofIds(ids)
      return new Map(found.filter((task) => isVisible(actor, task)).map((task) => [task.id, task]))
    })

export const makeTaskHistory =
  (deps: CoreDeps): Tasks['history'] =>
  (actor, id) =>
    deps.storage.read(async (stores) => {
      visibleOrDeleted(actor, await stores.tasks.findAny(id))
      return stores.tasks.history(id)
    })
