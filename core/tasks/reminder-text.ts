import { sayDue } from '../language/index.ts'
import type { Person } from '../people/person.ts'
import type { ReminderKind } from './ports.ts'
import { dueIn, type Task } from './task.ts'

/** What a person reads when a task's moment comes, or comes near: by their own clock. */
export const reminderText = (
  task: Task,
  kind: ReminderKind,
  { locale, timeZone }: Pick<Person, 'locale' | 'timeZone'>,
): { subject: string; body: string } => {
  const due = sayDue(dueIn(task, timeZone), locale)
  if (locale === 'en') {
    const lead = kind === 'due' ? 'It is time' : 'Coming up'
    return {
      subject: `${lead}: ${task.title}`,
      body: `⏰ ${lead}: ${task.title}\nTask ${task.id} · ${due}\n\nAnswer "done ${task.id}" when it is done.`,
    }
  }
  const lead = kind === 'due' ? 'Chegou a hora' : 'Vem aí'
  return {
    subject: `${lead}: ${task.title}`,
    body: `⏰ ${lead}: ${task.title}\nTarefa ${task.id} · ${due}\n\nResponda "concluir ${task.id}" quando terminar.`,
  }
}
