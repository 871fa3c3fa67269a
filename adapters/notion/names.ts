import type { CopyField } from '../../core/sync/ports.ts'
import type { Priority, TaskStatus } from '../../core/tasks/ports.ts'

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
export const FIELD_NAMES: Readonly<Record<CopyField, readonly string[]>> = {
  // Every data source has one title, whatever its name.
  title: ['nome', 'name', 'titulo', 'title', 'tarefa', 'task'],
  description: ['descricao', 'description', 'notas', 'notes', 'detalhes', 'details'],
  status: ['status', 'situacao', 'estado', 'state'],
  priority: ['prioridade', 'priority'],
  due: ['prazo', 'due', 'vencimento', 'due date', 'data de vencimento', 'data', 'date', 'deadline'],
  labels: ['etiquetas', 'tags', 'labels', 'etiqueta', 'tag', 'label', 'marcadores'],
  assignee: ['responsavel', 'assignee', 'responsaveis', 'assigned to', 'atribuido a', 'owner'],
}

export const STATUS_NAMES: Readonly<Record<TaskStatus, readonly string[]>> = {
  pending: ['a fazer', 'pendente', 'to do', 'todo', 'to-do', 'not started', 'nao iniciada', 'nao iniciado', 'pending'],
  in_progress: ['em andamento', 'em progresso', 'fazendo', 'in progress', 'in-progress', 'doing'],
  completed: ['concluida', 'concluido', 'feita', 'feito', 'done', 'completed', 'complete', 'finalizada', 'finalizado'],
  cancelled: ['cancelada', 'cancelado', 'cancelled', 'canceled'],
}

export const PRIORITY_NAMES: Readonly<Record<Priority, readonly string[]>> = {
  low: ['baixa', 'baixo', 'low'],
  medium: ['media', 'medio', 'normal', 'medium'],
  high: ['alta', 'alto', 'high'],
  urgent: ['urgente', 'urgent', 'critica', 'critical'],
}

export const ENGLISH = /^(to[ -]?do|not started|in[ -]progress|doing|done|completed?|cancell?ed|low|medium|high)$/

/** What we say when one is missing, and what `setup` makes. */
export const SHOWN = {
  'pt-BR': {
    title: 'Nome',
    description: 'Descrição',
    status: 'Status',
    priority: 'Prioridade',
    due: 'Prazo',
    labels: 'Etiquetas',
    assignee: 'Responsável',
    statuses: { pending: 'A fazer', in_progress: 'Em andamento', completed: 'Concluída', cancelled: 'Cancelada' },
    priorities: { low: 'Baixa', medium: 'Média', high: 'Alta', urgent: 'Urgente' },
  },
  en: {
    title: 'Name',
    description: 'Description',
    status: 'Status',
    priority: 'Priority',
    due: 'Due',
    labels: 'Labels',
    assignee: 'Assignee',
    statuses: { pending: 'To do', in_progress: 'In progress', completed: 'Done', cancelled: 'Cancelled' },
    priorities: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
  },
} as const

/** Status properties of Notion sort their options into three groups of fixed meaning. */
export const GROUPS: Readonly<Record<string, TaskStatus>> = {
  'to-do': 'pending',
  'to do': 'pending',
  'in progress': 'in_progress',
  complete: 'completed',
}
