import { type CopyField, FIELD_NAMES, VALUES_SHOWN } from '../../core/sync/ports.ts'

export type ColumnName = CopyField | 'key' | 'time'
export const COLUMN_NAMES: readonly ColumnName[] = [
  'title',
  'description',
  'status',
  'priority',
  'due',
  'time',
  'labels',
  'assignee',
  'key',
]

/** Headers as people write them, folded; the first one is what a person is told to add. */
export const HEADERS: Readonly<Record<ColumnName, readonly string[]>> = {
  ...FIELD_NAMES,
  title: ['tarefa', 'titulo', 'task', 'title', 'nome', 'name'],
  status: ['situacao', 'status', 'estado', 'state'],
  time: ['hora', 'time', 'horario', 'due time'],
  key: ['sparkone id'],
}

export type Language = 'pt-BR' | 'en'

/** What we write where a sheet does not say how, and what `setup` makes. */
export const SHOWN = {
  'pt-BR': {
    ...VALUES_SHOWN['pt-BR'],
    tab: 'Tarefas',
    title: 'Tarefa',
    description: 'Descrição',
    status: 'Situação',
    priority: 'Prioridade',
    due: 'Prazo',
    time: 'Hora',
    labels: 'Etiquetas',
    assignee: 'Responsável',
    key: 'SparkOne ID',
  },
  en: {
    ...VALUES_SHOWN.en,
    tab: 'Tasks',
    title: 'Task',
    description: 'Description',
    status: 'Status',
    priority: 'Priority',
    due: 'Due',
    time: 'Time',
    labels: 'Labels',
    assignee: 'Assignee',
    key: 'SparkOne ID',
  },
} as const
