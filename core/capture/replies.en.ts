import { sayDate, sayDue } from '../language/index.ts'
import { dueIn, type Task } from '../tasks/index.ts'
import type { Replies } from './replies.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const PRIORITY = { low: 'low priority', medium: '', high: 'high priority', urgent: 'urgent' } as const
const UNDONE = {
  created: 'the creation',
  updated: 'the change',
  status_changed: 'the change of status',
  deleted: 'the deletion',
  undone: 'the undo',
} as const

const heading = (filter: Parameters<Replies['list']>[2]): string => {
  if (filter?.completed === true) return 'Done'
  switch (filter?.due ?? null) {
    case null:
      return 'Your tasks'
    case 'today':
      return 'For today'
    case 'tomorrow':
      return 'For tomorrow'
    case 'week':
      return 'Next 7 days'
    case 'overdue':
      return 'Overdue'
    default:
      return sayDate(filter?.due ?? '', 'en')
  }
}

export const repliesInEnglish = (zone: string): Replies => {
  const due = (task: Task): string => sayDue(dueIn(task, zone), 'en')
  const dueAndPriority = (task: Task): string =>
    [capital(due(task)), PRIORITY[task.priority]].filter((part) => part !== '').join(' · ')
  const unreadDate = ({ id }: Task, unread: string | null): readonly string[] =>
    unread === null ? [] : [`I could not read "${unread}" as a date. If it is another day, answer "move ${id} to …".`]
  return {
    created: (task, { guessed, recurs, unread }) => {
      return [
        `📝 Task ${task.id}: ${task.title}`,
        dueAndPriority(task),
        ...unreadDate(task, unread),
        ...(guessed && unread === null && task.dueTime !== null
          ? [`I took ${task.dueTime}. If it is another time, answer "move ${task.id} to …".`]
          : []),
        ...(recurs
          ? ['I cannot repeat tasks yet: this one is for that date only. Your words are in its description.']
          : []),
        'Not what you meant? Answer "undo".',
      ].join('\n')
    },
    completed: (task) => `✅ Task ${task.id} done: ${task.title}`,
    alreadyDone: (task) => `Task ${task.id} was done already: ${task.title}`,
    cancelled: (task) => `🚫 Task ${task.id} cancelled: ${task.title}`,
    alreadyCancelled: (task) => `Task ${task.id} was cancelled already: ${task.title}`,
    corrected: (task, { unread }) =>
      [`✏️ Corrected task ${task.id}: ${task.title}`, dueAndPriority(task), ...unreadDate(task, unread)].join('\n'),
    dropped: (task) => `🗑️ Deleted task ${task.id}: ${task.title}`,
    rescheduled: (task) => `📅 Task ${task.id}: ${task.title}\nNew date: ${due(task)}`,
    toWhen: (task) => `To when shall I move task ${task.id}, ${task.title}?`,
    sayWhen: (refs) => `Answer, for example, "move ${refs.join(' and ')} to Friday at 3pm".`,
    undone: (task, action) =>
      `↩️ Undid ${UNDONE[action]} of task ${task.id}: ${task.title}${
        task.deletedAt === null ? `\nNow: ${due(task)}` : ''
      }`,
    swapped: (task) => `🔁 Swapped in task ${task.id}: ${task.title}\n${dueAndPriority(task)}`,
    list: (tasks, total, filter) => {
      if (tasks.length === 0) return `${heading(filter)}: nothing here. 🎉`
      const lines = tasks.map((task) => `${task.id}. ${task.title} · ${due(task)}`)
      const more = total > tasks.length ? [`… and ${total - tasks.length} more`] : []
      return [`${heading(filter)} (${total})`, ...lines, ...more].join('\n')
    },
    confirm: ({ intent, dueDate, dueTime }, tasks) => {
      const numbers = tasks.map(({ id }) => id).join(' and ')
      const time = dueTime === null ? '' : ` at ${dueTime}`
      const asked = {
        complete_task: ['Complete', `done ${numbers}`],
        cancel_task: ['Cancel', `cancel ${numbers}`],
      } as Readonly<Record<string, readonly [string, string]>>
      const moved = [`Move to ${sayDue({ dueDate, dueTime }, 'en')}`, `move ${numbers} to ${dueDate}${time}`] as const
      const [what, words] = asked[intent] ?? moved
      return [`${what}?`, ...tasks.map(({ id, title }) => `• ${id}. ${title}`), `If so, answer "${words}".`].join('\n')
    },
    chat: (text) => `🤖 ${text}\nIf it was something to remember, answer "note: …".`,
    noSuchTask: (ref) =>
      ref === null ? 'I found no such task.' : `I found no task ${ref}. Answer "my tasks" to see the numbers.`,
    refused: 'I could not do that. Can you put it another way?',
    courtesy: (which, name) => {
      if (which === 'thanks') return 'You are welcome! 🙂'
      if (which === 'farewell') return 'See you! 👋'
      return `Hello, ${name}! Tell me what to remember, or answer "help".`
    },
    nothingToUndo: 'There is nothing of the last 24 hours to undo.',
    nothingToSwap: 'There is nothing to swap: no task has two values waiting.',
    whichOne: 'Which task? Say its number, for example "done 12".',
    mindChanged: 'Changed your mind? Answer "undo".',
    operatorsOnly: 'Only an operator can pause or resume sending.',
    paused: '⏸️ Sending is paused. Nothing else leaves until an operator answers "resume". All of it stays in SparkOne.',
    resumed: '▶️ Sending again.',
    help: [
      'Write as you would to a person:',
      '• "remind me to call John tomorrow at 10am"',
      '• "pay rent on the 5th"',
      '• "my tasks" or "what\'s due today?"',
      '• "done 12", "done 3 and 4", "move 12 to Friday", "cancel 12"',
      '• "undo" reverts the last change',
      '• "brief" shows your day',
    ].join('\n'),
  }
}
