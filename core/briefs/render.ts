import { localDate, localTime } from '../kernel/time.ts'
import { sayDate } from '../language/index.ts'
import { dueIn, type Task } from '../tasks/index.ts'
import type { Brief, BriefSection } from './brief.ts'

const SHOWN = 10

const TEXTS = {
  'pt-BR': {
    greetings: { morning: 'Bom dia', afternoon: 'Boa tarde', evening: 'Boa noite', anotherDay: 'Olá' },
    heading: { overdue: 'Atrasadas', today: 'Hoje', upcoming: 'Próximos dias', done_yesterday: 'Concluídas ontem' },
    nothing: 'Nada para hoje e nada atrasado. Aproveite o dia.',
    undated: (n: number) =>
      n === 1 ? 'Mais 1 tarefa sem data ou mais adiante.' : `Mais ${n} tarefas sem data ou mais adiante.`,
    more: (n: number) => `… e mais ${n}`,
    alerts: 'Alertas em aberto',
    failed: (n: number) =>
      n === 1 ? '1 mensagem não pôde ser entregue.' : `${n} mensagens não puderam ser entregues.`,
    behind: (hours: number) =>
      hours === 1 ? 'Um espelho está 1 hora atrasado.' : `Um espelho está ${hours} horas atrasado.`,
    at: ' às ',
    allDay: 'o dia todo',
    hint: (id: number) => `Responda "concluir ${id}" ou "adiar ${id} para amanhã".`,
  },
  en: {
    greetings: { morning: 'Good morning', afternoon: 'Good afternoon', evening: 'Good evening', anotherDay: 'Hello' },
    heading: { overdue: 'Overdue', today: 'Today', upcoming: 'Next days', done_yesterday: 'Done yesterday' },
    nothing: 'Nothing for today and nothing overdue. Enjoy the day.',
    undated: (n: number) =>
      n === 1 ? '1 more task without a date or further on.' : `${n} more tasks without a date or further on.`,
    more: (n: number) => `… and ${n} more`,
    alerts: 'Open alerts',
    failed: (n: number) => (n === 1 ? '1 message could not be delivered.' : `${n} messages could not be delivered.`),
    behind: (hours: number) => (hours === 1 ? 'A mirror is 1 hour behind.' : `A mirror is ${hours} hours behind.`),
    at: ' at ',
    allDay: 'all day',
    hint: (id: number) => `Answer "done ${id}" or "move ${id} to tomorrow".`,
  },
} as const

const ICONS: Readonly<Record<BriefSection, string>> = {
  overdue: '🔴',
  today: '📌',
  upcoming: '🗓️',
  done_yesterday: '✅',
}
const SECTIONS: readonly BriefSection[] = ['overdue', 'today', 'upcoming', 'done_yesterday']
const TOTALS: Readonly<Record<BriefSection, (brief: Brief) => number>> = {
  overdue: (brief) => brief.summary.overdueTasks,
  today: (brief) => brief.summary.dueToday,
  upcoming: (brief) => brief.tasks.filter(({ section }) => section === 'upcoming').length,
  done_yesterday: (brief) => brief.summary.completedYesterday,
}

/** A brief as a person reads it on WhatsApp: plain text, absolute dates, most pressing first. */
export const renderBrief = (brief: Brief): string => {
  const text = TEXTS[brief.locale]
  const blocks = SECTIONS.flatMap((section) => sectionBlock(brief, section))
  const quiet = brief.summary.overdueTasks === 0 && brief.summary.dueToday === 0
  const later = brief.summary.pendingTasks - openShown(brief)
  const [first] = brief.tasks.filter(({ section }) => section !== 'done_yesterday')
  return [
    `${text.greetings[partOfDay(brief)]}, ${brief.personName}!\n${capital(sayDate(brief.date, brief.locale))}`,
    ...(quiet ? [text.nothing] : []),
    ...blocks,
    ...(later > 0 ? [text.undated(later)] : []),
    ...alertsBlock(brief),
    ...(brief.operations.failedDeliveries > 0 ? [`⚠️ ${text.failed(brief.operations.failedDeliveries)}`] : []),
    ...behindBlock(brief),
    ...brief.insights.map((insight) => `💡 ${insight}`),
    ...(first === undefined ? [] : [text.hint(first.task.id)]),
  ].join('\n\n')
}

const sectionBlock = (brief: Brief, section: BriefSection): readonly string[] => {
  const text = TEXTS[brief.locale]
  const tasks = brief.tasks.filter((entry) => entry.section === section).map(({ task }) => task)
  if (tasks.length === 0) return []
  const total = TOTALS[section](brief)
  const lines = tasks.slice(0, SHOWN).map((task) => {
    const when = section === 'done_yesterday' ? '' : ` · ${moment(task, brief, section === 'today')}`
    const mark = task.priority === 'urgent' ? '❗' : ''
    return `${task.id}. ${mark}${task.title}${when}`
  })
  const more = total > SHOWN ? [text.more(total - SHOWN)] : []
  return [[`${ICONS[section]} ${text.heading[section]} (${total})`, ...lines, ...more].join('\n')]
}

/** Today's tasks need only their time; the others their date. By the person's own clock, whatever zone a task is in. */
const moment = (task: Task, brief: Brief, today: boolean): string => {
  const text = TEXTS[brief.locale]
  const { dueDate, dueTime } = dueIn(task, brief.timeZone)
  if (dueDate === null) return ''
  if (today) return dueTime ?? text.allDay
  return `${sayDate(dueDate, brief.locale)}${dueTime === null ? '' : `${text.at}${dueTime}`}`
}

/** The clock of whoever reads it says nothing of a brief for another day than theirs. */
const partOfDay = ({ generatedAt, timeZone, date }: Brief): keyof (typeof TEXTS)['en']['greetings'] => {
  if (date !== localDate(generatedAt, timeZone)) return 'anotherDay'
  const time = localTime(generatedAt, timeZone)
  if (time < '05:00' || time >= '18:00') return 'evening'
  return time < '12:00' ? 'morning' : 'afternoon'
}

const openShown = (brief: Brief): number => brief.summary.overdueTasks + brief.summary.dueToday + TOTALS.upcoming(brief)

const alertsBlock = ({ alerts, locale }: Brief): readonly string[] => {
  if (alerts.length === 0) return []
  const { alerts: heading, more } = TEXTS[locale]
  const rest = alerts.length > SHOWN ? [more(alerts.length - SHOWN)] : []
  return [[`🚨 ${heading}`, ...alerts.slice(0, SHOWN).map(({ summary }) => summary), ...rest].join('\n')]
}

/** Less than an hour is no news in a brief. */
const behindBlock = ({ operations: { syncLagSeconds }, locale }: Brief): readonly string[] => {
  const hours = Math.floor((syncLagSeconds ?? 0) / 3600)
  return hours < 1 ? [] : [`⚠️ ${TEXTS[locale].behind(hours)}`]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
