import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { personOf } from '../people/index.ts'
import { makeTasks } from '../tasks/index.ts'
import type { Capture } from './index.ts'
import { previewOf } from './preview-of.ts'
import { quickWordsIn } from './quick-words.ts'

export const makeQuickAdd =
  (deps: CoreDeps): Capture['quickAdd'] =>
  (actor, input) =>
    deps.storage.run(async (stores) => {
      const person = await personOf(stores.people, actor.personId)
      const preview = previewOf(person, input, deps.clock.now())
      const { title, description, priority, dueDate, dueTime, timeZone, dueReading } = preview
      if (title === '') throw invalid('/text', 'Must not be empty.')
      const task = await makeTasks({ ...deps, storage: joined(stores) }).create(actor, {
        title,
        description,
        priority,
        timeZone,
        ...(dueDate === null ? {} : { due: { date: dueDate, time: dueTime } }),
      })
      const say = quickWordsIn(person.locale)
      const said = [dueReading, ...(priority === 'medium' ? [] : [say.priority[priority]])]
      return { task, preview, echo: say.added(task.id, task.title, said) }
    })
