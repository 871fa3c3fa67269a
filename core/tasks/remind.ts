import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { expiryOf, makeNotifications } from '../notify/index.ts'
import type { Tasks } from './index.ts'
import { reminderText } from './reminder-text.ts'
import { isOpen } from './task.ts'

export const makeRemind =
  (deps: CoreDeps): Tasks['remind'] =>
  (reminderId) =>
    deps.storage.run(async (stores) => {
      const reminder = await stores.reminders.find(reminderId)
      if (reminder === null || reminder.state !== 'planned') return
      const now = deps.clock.now()
      if (reminder.at > now) {
        await stores.jobs.enqueue({ name: 'tasks.remind', data: { reminderId }, runAt: reminder.at })
        return
      }
      const task = await stores.tasks.lock(reminder.taskId)
      const person = await stores.people.find(reminder.personId)
      if (task === null || task.deletedAt !== null || !isOpen(task) || person === null) return
      if (!(await stores.reminders.claim(reminderId))) return
      // Held up until the moment itself: that one has a reminder of its own.
      if (reminder.kind === 'lead' && task.dueAt !== null && task.dueAt <= now) return
      await makeNotifications({ ...deps, storage: joined(stores) }).notify({
        personId: person.id,
        kind: 'reminder',
        ...reminderText(task, reminder.kind, person),
        dedupeKey: `reminder:${reminder.id}`,
        // Counted from its moment: one that is far too late stays in the inbox.
        expiresAt: expiryOf('reminder', person, reminder.at, deps.settings),
      })
    })
