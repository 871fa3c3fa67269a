import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeTasks } from '../tasks/index.ts'
import type { Capture } from './index.ts'
import { makePreview } from './preview.ts'
import { quickWordsIn } from './quick-words.ts'

export const makeQuickAdd =
  (deps: CoreDeps): Capture['quickAdd'] =>
  (actor, input) =>
    deps.storage.run(async (stores) => {
      const within = { ...deps, storage: joined(stores) }
      const preview = await makePreview(within)(actor, input)
      const { title, description, priority, dueDate, dueTime, timeZone, dueReading } = preview
      if (title === '') throw invalid('/text', 'Must not be empty.')
      const task = await makeTasks(within).create(actor, {
        title,
        description,
        priority,
        timeZone,
        ...(dueDate === null ? {} : { due: { date: dueDate, time: dueTime } }),
      })
      const person = await stores.people.find(actor.personId)
      const say = quickWordsIn(person?.locale ?? deps.settings.locale)
      const said = [dueReading, ...(priority === 'medium' ? [] : [say.priority[priority]])]
      return { task, preview, echo: say.added(task.id, task.title, said) }
    })
