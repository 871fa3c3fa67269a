import type { Brief } from './brief.ts'

/** What stands out, in the person's language: at most a handful of sentences, none when all is calm. */
export const insightsOf = (brief: Omit<Brief, 'insights'>): readonly string[] => {
  const en = brief.locale === 'en'
  const { overdueTasks, dueToday, openAlerts } = brief.summary
  const urgent = brief.tasks.filter(({ section, task }) => section !== 'done_yesterday' && task.priority === 'urgent')
  const oldest = brief.tasks.find(({ section }) => section === 'overdue')?.task
  const insights: string[] = []
  if (urgent.length > 0) {
    const first = urgent[0]?.task.title ?? ''
    insights.push(en ? `Start with what is urgent: ${first}.` : `Comece pelo que é urgente: ${first}.`)
  }
  if (oldest !== undefined && overdueTasks >= 3) {
    insights.push(
      en
        ? `${overdueTasks} tasks are overdue; the oldest is ${oldest.id}. Reschedule or cancel what no longer matters.`
        : `${overdueTasks} tarefas estão atrasadas; a mais antiga é a ${oldest.id}. Adie ou cancele o que não importa mais.`,
    )
  }
  if (dueToday >= 8) {
    insights.push(en ? `A full day: ${dueToday} tasks for today.` : `Dia cheio: ${dueToday} tarefas para hoje.`)
  }
  if (openAlerts > 0) {
    insights.push(
      en
        ? `${openAlerts === 1 ? 'One server alert is' : `${openAlerts} server alerts are`} firing.`
        : openAlerts === 1
          ? 'Há um alerta dos servidores em aberto.'
          : `Há ${openAlerts} alertas dos servidores em aberto.`,
    )
  }
  return insights
}
