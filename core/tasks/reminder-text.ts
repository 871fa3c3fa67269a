import { sayDue } from '../language/index.ts'
import type { Locale } from '../people/person.ts'
import type { ReminderKind } from './ports.ts'
import type { Task } from './task.ts'

/** What a person reads when a task's moment comes, or comes near. */
export const reminderText = (task: Task, kind: ReminderKind, locale: Locale): { subject: string; body: string } => {
  const due = sayDue(task, locale)
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
