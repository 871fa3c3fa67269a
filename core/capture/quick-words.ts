import type { Locale } from '../people/person.ts'
import type { Priority } from '../tasks/task.ts'
import type { WarningKind } from './preview.ts'

/** What is said of a text while it is typed, and of the task it became. */
interface QuickWords {
  readonly asking: string
  readonly priority: Readonly<Record<Priority, string>>
  /** `unread`: the words of an unread date. */
  readonly warnings: Readonly<Record<WarningKind, (due: string, unread: string) => string>>
  /** `said`: when it is due, its priority; whatever was understood. */
  added(id: number, title: string, said: readonly string[]): string
}

const WORDS: Readonly<Record<Locale, QuickWords>> = {
  'pt-BR': {
    asking: 'fora do título',
    priority: {
      low: 'prioridade baixa',
      medium: 'prioridade média',
      high: 'prioridade alta',
      urgent: 'urgente',
    },
    warnings: {
      guessed: (due) => `Entendi ${due}. É isso?`,
      unread_date: (due, unread) => `Não entendi "${unread}" como data: fica para ${due}.`,
      past: (due) => `${due} já passou.`,
      not_repeated: (due) => `Ainda não repito tarefas: esta vale só para ${due}. Guardo suas palavras na descrição.`,
      clock_moved: (due) => `Os relógios pulam esse horário nesse dia: fica para ${due}.`,
      long: () => 'O título é longo: guardo o texto inteiro na descrição.',
    },
    added: (id, title, said) => [`Anotei a tarefa ${id}: ${title}`, ...said].join(' · '),
  },
  en: {
    asking: 'left out of the title',
    priority: { low: 'low priority', medium: 'medium priority', high: 'high priority', urgent: 'urgent' },
    warnings: {
      guessed: (due) => `Understood as ${due}. Is that right?`,
      unread_date: (due, unread) => `I could not read "${unread}" as a date: it is for ${due}.`,
      past: (due) => `${due} is over.`,
      not_repeated: (due) =>
        `Tasks do not repeat yet: this one is for ${due} alone. Your words are kept in the description.`,
      clock_moved: (due) => `The clocks skip that time on that day: it moves to ${due}.`,
      long: () => 'The title is long: the whole text is kept in the description.',
    },
    added: (id, title, said) => [`Added task ${id}: ${title}`, ...said].join(' · '),
  },
}

export const quickWordsIn = (locale: Locale): QuickWords => WORDS[locale]
