import type { Priority, TaskStatus } from '../tasks/task.ts'
import type { CopyField } from './mirror.ts'

/** What people call the fields, on whatever mirror, folded; those that each mirror has names of its own for are left out. */
export const FIELD_NAMES = {
  description: ['descricao', 'description', 'notas', 'notes', 'detalhes', 'details'],
  priority: ['prioridade', 'priority'],
  due: ['prazo', 'due', 'vencimento', 'due date', 'data de vencimento', 'data', 'date', 'deadline'],
  labels: ['etiquetas', 'tags', 'labels', 'etiqueta', 'tag', 'label', 'marcadores'],
  assignee: ['responsavel', 'assignee', 'responsaveis', 'assigned to', 'atribuido a', 'owner'],
} as const satisfies Partial<Record<CopyField, readonly string[]>>

/** And their values, folded. */
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

/** What we write for a value where the outside leaves it to us. */
export const VALUES_SHOWN = {
  'pt-BR': {
    statuses: { pending: 'A fazer', in_progress: 'Em andamento', completed: 'Concluída', cancelled: 'Cancelada' },
    priorities: { low: 'Baixa', medium: 'Média', high: 'Alta', urgent: 'Urgente' },
  },
  en: {
    statuses: { pending: 'To do', in_progress: 'In progress', completed: 'Done', cancelled: 'Cancelled' },
    priorities: { low: 'Low', medium: 'Medium', high: 'High', urgent: 'Urgent' },
  },
} as const
