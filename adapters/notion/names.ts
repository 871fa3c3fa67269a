import { type CopyField, FIELD_NAMES, VALUES_SHOWN } from '../../core/sync/ports.ts'
import type { TaskStatus } from '../../core/tasks/ports.ts'

/** Property types that can hold a field. */
export const TYPES: Readonly<Record<CopyField, readonly string[]>> = {
  title: ['title'],
  description: ['rich_text'],
  status: ['status', 'select'],
  priority: ['select', 'status'],
  due: ['date'],
  labels: ['multi_select'],
  assignee: ['people', 'rich_text'],
}

/** How people call them, folded; the first is what a person is told to add. */
export const PROPERTY_NAMES: Readonly<Record<CopyField, readonly string[]>> = {
  ...FIELD_NAMES,
  // Every data source has one title, whatever its name.
  title: ['nome', 'name', 'titulo', 'title', 'tarefa', 'task'],
  status: ['status', 'situacao', 'estado', 'state'],
}

export const ENGLISH = /^(to[ -]?do|not started|in[ -]progress|doing|done|completed?|cancell?ed|low|medium|high)$/

/** What we say when one is missing, and what `setup` makes. */
export const SHOWN = {
  'pt-BR': {
    ...VALUES_SHOWN['pt-BR'],
    title: 'Nome',
    description: 'Descrição',
    status: 'Status',
    priority: 'Prioridade',
    due: 'Prazo',
    labels: 'Etiquetas',
    assignee: 'Responsável',
  },
  en: {
    ...VALUES_SHOWN.en,
    title: 'Name',
    description: 'Description',
    status: 'Status',
    priority: 'Priority',
    due: 'Due',
    labels: 'Labels',
    assignee: 'Assignee',
  },
} as const

/** Status properties of Notion sort their options into three groups of fixed meaning. */
export const GROUPS: Readonly<Record<string, TaskStatus>> = {
  'to-do': 'pending',
  'to do': 'pending',
  'in progress': 'in_progress',
  complete: 'completed',
}
