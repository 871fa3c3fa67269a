import type { TaskWords } from './words.ts'

export const en: TaskWords = {
  complete: (title) => `Complete: ${title}`,
  reopen: (title) => `Reopen: ${title}`,
  snooze: 'Snooze',
  snoozeOf: (title) => `Snooze: ${title}`,
  tomorrow: 'Tomorrow',
  nextWeek: 'In a week',
  when: 'Another date',
  whenHint: 'friday at 10am, 15 Dec, in 3 days…',
  move: 'Move',
  noDate: 'no date',
  overdue: 'overdue',
  priority: { low: 'low', medium: 'normal', high: 'high', urgent: 'urgent' },
  status: { pending: 'To do', in_progress: 'In progress', completed: 'Completed', cancelled: 'Cancelled' },
  said: {
    completed: (title) => `Completed: ${title}`,
    reopened: (title) => `Back on the list: ${title}`,
    cancelled: (title) => `Cancelled: ${title}`,
    snoozed: (title, due) => `${title}: now ${due}`,
    undone: (title) => `Undone: ${title}`,
    notUnderstood: 'I did not understand that date. Write something like “friday at 10am” or “15 Dec”.',
  },
}
