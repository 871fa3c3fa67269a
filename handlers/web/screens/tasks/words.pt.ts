/** Words of tasks, wherever they are listed. */
export const pt = {
  complete: (title: string) => `Concluir: ${title}`,
  reopen: (title: string) => `Reabrir: ${title}`,
  snooze: 'Adiar',
  snoozeOf: (title: string) => `Adiar: ${title}`,
  tomorrow: 'Amanhã',
  nextWeek: 'Em uma semana',
  when: 'Outra data',
  whenHint: 'sexta às 10h, 15/12, em 3 dias…',
  move: 'Mudar',
  noDate: 'sem data',
  overdue: 'atrasada',
  priority: { low: 'baixa', medium: 'normal', high: 'alta', urgent: 'urgente' },
  status: { pending: 'A fazer', in_progress: 'Em andamento', completed: 'Concluída', cancelled: 'Cancelada' },
  said: {
    completed: (title: string) => `Concluída: ${title}`,
    reopened: (title: string) => `De volta à lista: ${title}`,
    cancelled: (title: string) => `Cancelada: ${title}`,
    snoozed: (title: string, due: string) => `${title}: agora para ${due}`,
    undone: (title: string) => `Desfeito: ${title}`,
    notUnderstood: 'Não entendi essa data. Escreva algo como “sexta às 10h” ou “15/12”.',
  },
}
