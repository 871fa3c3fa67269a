import type { Reminder, ReminderStore } from '../../core/tasks/ports.ts'
import type { Tables } from './tables.ts'
import { keyOf } from './values.ts'

export const createReminderStore = ({ reminders }: Tables): ReminderStore => ({
  plan: async (taskId, wanted) => {
    const moments = new Set(wanted.map(momentOf))
    const known = new Map(reminders.where((row) => row.taskId === taskId).map((row) => [momentOf(row), row]))
    for (const row of known.values()) {
      if (row.state === 'planned' && !moments.has(momentOf(row))) reminders.set(row.id, { ...row, state: 'dropped' })
    }
    const planned = new Map<string, Reminder>()
    for (const wish of wanted) {
      const row = known.get(momentOf(wish))
      if (row === undefined) planned.set(momentOf(wish), { ...wish, taskId, state: 'planned' })
      else if (row.state === 'dropped') planned.set(momentOf(wish), { ...row, state: 'planned' })
    }
    for (const reminder of planned.values()) reminders.set(reminder.id, reminder)
    return [...planned.values()]
  },
  find: async (id) => reminders.get(id),
  claim: async (id) => {
    const reminder = reminders.lock(id)
    if (reminder?.state !== 'planned') return false
    reminders.set(id, { ...reminder, state: 'sent' })
    return true
  },
})

const momentOf = ({ personId, kind, at }: Omit<Reminder, 'state'>): string => keyOf(personId, kind, at.toISOString())
