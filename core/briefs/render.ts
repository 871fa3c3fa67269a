import { localTime } from '../kernel/time.ts'
import { sayDate } from '../language/index.ts'
import type { Brief, BriefSection } from './brief.ts'

const SHOWN = 10

const TEXTS = {
  'pt-BR': {
    greeting: (name: string) => `Bom dia, ${name}!`,
    heading: { overdue: 'Atrasadas', today: 'Hoje', upcoming: 'Próximos dias', done_yesterday: 'Concluídas ontem' },
    nothing: 'Nada para hoje e nada atrasado. Aproveite o dia.',
    undated: (n: number) => (n === 1 ? 'Mais 1 tarefa sem data.' : `Mais ${n} tarefas sem data ou mais adiante.`),
    more: (n: number) => `… e mais ${n}`,
    alerts: 'Alertas em aberto',
    failed: (n: number) =>
      n === 1 ? '1 mensagem não pôde ser entregue.' : `${n} mensagens não puderam ser entregues.`,
    at: ' às ',
    hint: 'Responda "concluir 12" ou "adiar 12 para amanhã".',
  },
  en: {
    greeting: (name: string) => `Good morning, ${name}!`,
    heading: { overdue: 'Overdue', today: 'Today', upcoming: 'Next days', done_yesterday: 'Done yesterday' },
    nothing: 'Nothing for today and nothing overdue. Enjoy the day.',
    undated: (n: number) => (n === 1 ? '1 more task without a date.' : `${n} more tasks without a date or further on.`),
    more: (n: number) => `… and ${n} more`,
    alerts: 'Open alerts',
    failed: (n: number) => (n === 1 ? '1 message could not be delivered.' : `${n} messages could not be delivered.`),
    at: ' at ',
    hint: 'Answer "done 12" or "move 12 to tomorrow".',
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
  return [
    `${text.greeting(brief.personName)}\n${capital(sayDate(brief.date, brief.locale))}`,
    ...(quiet ? [text.nothing] : []),
    ...blocks,
    ...(later > 0 ? [text.undated(later)] : []),
    ...alertsBlock(brief),
    ...(brief.operations.failedDeliveries > 0 ? [`⚠️ ${text.failed(brief.operations.failedDeliveries)}`] : []),
    ...brief.insights.map((insight) => `💡 ${insight}`),
    ...(blocks.length > 0 ? [text.hint] : []),
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

/** Today's tasks need only their time; the others their date. */
const moment = (
  task: { dueDate: string | null; dueTime: string | null; dueAt: Date | null; timeZone: string },
  brief: Brief,
  today: boolean,
): string => {
  const { locale } = brief
  if (task.dueDate === null) return ''
  // Shown by the person's own clock, whatever zone the task was written in.
  const time =
    task.dueTime === null || task.dueAt === null
      ? null
      : task.timeZone === brief.timeZone
        ? task.dueTime
        : localTime(task.dueAt, brief.timeZone)
  if (today) return time ?? (locale === 'en' ? 'all day' : 'o dia todo')
  return `${sayDate(task.dueDate, locale)}${time === null ? '' : `${TEXTS[locale].at}${time}`}`
}

const openShown = (brief: Brief): number => brief.summary.overdueTasks + brief.summary.dueToday + TOTALS.upcoming(brief)

const alertsBlock = (brief: Brief): readonly string[] =>
  brief.alerts.length === 0
    ? []
    : [[`🚨 ${TEXTS[brief.locale].alerts}`, ...brief.alerts.slice(0, SHOWN).map(({ summary }) => summary)].join('\n')]

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
