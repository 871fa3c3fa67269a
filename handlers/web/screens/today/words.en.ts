import type { TodayWords } from './words.ts'

export const en: TodayWords = {
  greeting: (name) => `Hello, ${name}`,
  overdue: 'Overdue',
  today: 'Today',
  upcoming: 'Next 7 days',
  undated: (count) => (count === '1' ? '1 task without a date' : `${count} tasks without a date`),
  all: (count) => `Show all (${count})`,
  free: 'Nothing for today',
  freeText: 'Write above what has to be done; put the date in your own words.',
  add: 'Add',
  check: 'Check first',
  quick: 'What has to be done?',
  quickHint: 'For example: call João tomorrow at 10am',
  understood: 'I understood',
  reject: 'Untick what I got wrong: it becomes part of the title.',
  titleOf: 'Title',
  due: 'Date',
  kinds: { asking: 'request', date: 'date', time: 'time', priority: 'priority' },
  empty: 'Write what has to be done.',
  tooLong: 'That is too much text for a task.',
}
