import type { CopyField } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'

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
  title: ['tarefa', 'titulo', 'task', 'title', 'nome', 'name'],
  description: ['descricao', 'description', 'notas', 'notes', 'detalhes', 'details'],
  status: ['situacao', 'status', 'estado', 'state'],
  priority: ['prioridade', 'priority'],
  due: ['prazo', 'due', 'vencimento', 'due date', 'data de vencimento', 'data', 'date', 'deadline'],
  time: ['hora', 'time', 'horario', 'due time'],
  labels: ['etiquetas', 'labels', 'tags', 'etiqueta', 'tag', 'label', 'marcadores'],
  assignee: ['responsavel', 'assignee', 'responsaveis', 'assigned to', 'atribuido a', 'owner'],
  key: ['sparkone id'],
}

/** Words for a value, folded. */
export const STATUS_WORDS: Readonly<Record<TaskStatus, readonly string[]>> = {
  pending: ['a fazer', 'pendente', 'to do', 'todo', 'to-do', 'not started', 'nao iniciada', 'nao iniciado', 'pending'],
  in_progress: ['em andamento', 'em progresso', 'fazendo', 'in progress', 'in-progress', 'doing'],
  completed: ['concluida', 'concluido', 'feita', 'feito', 'done', 'completed', 'complete', 'finalizada', 'finalizado'],
  cancelled: ['cancelada', 'cancelado', 'cancelled', 'canceled'],
}

export const PRIORITY_WORDS: Readonly<Record<Priority, readonly string[]>> = {
  low: ['baixa', 'baixo', 'low'],
  medium: ['media', 'medio', 'normal', 'medium'],
  high: ['alta', 'alto', 'high'],
  urgent: ['urgente', 'urgent', 'critica', 'critical'],
}

export type Language = 'pt-BR' | 'en'

/** What we write where a sheet does not say how, and what `setup` makes. */
export const SHOWN = {
  'pt-BR': {
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
    statuses: { pending: 'A fazer', in_progress: 'Em andamento', completed: 'Concluída', cancelled: 'Cancelada' },
    priorities: { low: 'Baixa', medium: 'Média', high: 'Alta', urgent: 'Urgente' },
  },
  en: {
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
    statuses: { pending: 'To do', in_progress: 'In progress', completed: 'Done', cancelled: 'Cancelled' },
    priorities: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
  },
} as const
