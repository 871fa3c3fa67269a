import { sayDate, sayDue } from '../language/index.ts'
import { dueIn, type Task } from '../tasks/index.ts'
import type { Replies } from './replies.ts'

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const PRIORITY = { low: 'prioridade baixa', medium: '', high: 'prioridade alta', urgent: 'urgente' } as const
const UNDONE = {
  created: 'a criação',
  updated: 'a alteração',
  status_changed: 'a mudança de situação',
  deleted: 'a exclusão',
  undone: 'o desfazer',
} as const

const heading = (filter: Parameters<Replies['list']>[2]): string => {
  if (filter?.completed === true) return 'Concluídas'
  switch (filter?.due ?? null) {
    case null:
      return 'Suas tarefas'
    case 'today':
      return 'Para hoje'
    case 'tomorrow':
      return 'Para amanhã'
    case 'week':
      return 'Próximos 7 dias'
    case 'overdue':
      return 'Atrasadas'
    default:
      return capital(sayDate(filter?.due ?? '', 'pt-BR'))
  }
}

export const repliesInPortuguese = (zone: string): Replies => {
  const due = (task: Task): string => sayDue(dueIn(task, zone), 'pt-BR')
  const dueAndPriority = (task: Task): string =>
    [capital(due(task)), PRIORITY[task.priority]].filter((part) => part !== '').join(' · ')
  const unreadDate = ({ id }: Task, unread: string | null): readonly string[] =>
    unread === null ? [] : [`Não entendi "${unread}" como data. Se for outro dia, responda "adiar ${id} para …".`]
  return {
    created: (task, { guessed, recurs, unread }) => {
      return [
        `📝 Anotei a tarefa ${task.id}: ${task.title}`,
        dueAndPriority(task),
        ...unreadDate(task, unread),
        ...(guessed && unread === null && task.dueTime !== null
          ? [`Entendi ${task.dueTime}. Se for outro horário, responda "adiar ${task.id} para …".`]
          : []),
        ...(recurs
          ? ['Ainda não repito tarefas: esta vale só para essa data. Guardei suas palavras na descrição.']
          : []),
        'Não era isso? Responda "desfazer".',
      ].join('\n')
    },
    completed: (task) => `✅ Tarefa ${task.id} concluída: ${task.title}`,
    alreadyDone: (task) => `A tarefa ${task.id} já estava concluída: ${task.title}`,
    cancelled: (task) => `🚫 Tarefa ${task.id} cancelada: ${task.title}`,
    alreadyCancelled: (task) => `A tarefa ${task.id} já estava cancelada: ${task.title}`,
    corrected: (task, { unread }) =>
      [`✏️ Corrigi a tarefa ${task.id}: ${task.title}`, dueAndPriority(task), ...unreadDate(task, unread)].join('\n'),
    dropped: (task) => `🗑️ Apaguei a tarefa ${task.id}: ${task.title}`,
    rescheduled: (task) => `📅 Tarefa ${task.id}: ${task.title}\nNova data: ${due(task)}`,
    toWhen: (task) => `Para quando passo a tarefa ${task.id}, ${task.title}?`,
    sayWhen: (refs) => `Responda, por exemplo, "adiar ${refs.join(' e ')} para sexta às 15h".`,
    undone: (task, action) =>
      `↩️ Desfiz ${UNDONE[action]} da tarefa ${task.id}: ${task.title}${
        task.deletedAt === null ? `\nAgora: ${due(task)}` : ''
      }`,
    swapped: (task) => `🔁 Troquei na tarefa ${task.id}: ${task.title}\n${dueAndPriority(task)}`,
    list: (tasks, total, filter) => {
      if (tasks.length === 0) return `${heading(filter)}: nada por aqui. 🎉`
      const lines = tasks.map((task) => `${task.id}. ${task.title} · ${due(task)}`)
      const more = total > tasks.length ? [`… e mais ${total - tasks.length}`] : []
      return [`${heading(filter)} (${total})`, ...lines, ...more].join('\n')
    },
    confirm: ({ intent, dueDate, dueTime }, tasks) => {
      const numbers = tasks.map(({ id }) => id).join(' e ')
      const time = dueTime === null ? '' : ` às ${dueTime}`
      const asked = {
        complete_task: ['Concluir', `concluir ${numbers}`],
        cancel_task: ['Cancelar', `cancelar ${numbers}`],
      } as Readonly<Record<string, readonly [string, string]>>
      const moved = [
        `Passar para ${sayDue({ dueDate, dueTime }, 'pt-BR')}`,
        `adiar ${numbers} para ${dueDate}${time}`,
      ] as const
      const [what, words] = asked[intent] ?? moved
      return [
        `${what}?`,
        ...tasks.map(({ id, title }) => `• ${id}. ${title}`),
        `Se for isso, responda "${words}".`,
      ].join('\n')
    },
    chat: (text) => `🤖 ${text}\nSe era algo para lembrar, responda "anota: …".`,
    noSuchTask: (ref) =>
      ref === null
        ? 'Não achei essa tarefa.'
        : `Não achei a tarefa ${ref}. Responda "minhas tarefas" para ver os números.`,
    refused: 'Não consegui fazer isso. Pode escrever de outro jeito?',
    courtesy: (which, name) => {
      if (which === 'thanks') return 'Por nada! 🙂'
      if (which === 'farewell') return 'Até mais! 👋'
      return `Olá, ${name}! Me conte o que precisa lembrar, ou responda "ajuda".`
    },
    nothingToUndo: 'Não há nada das últimas 24 horas para desfazer.',
    nothingToSwap: 'Não há nada a trocar: nenhuma tarefa com dois valores à espera.',
    whichOne: 'Qual tarefa? Diga o número, por exemplo "concluir 12".',
    mindChanged: 'Mudou de ideia? Responda "desfazer".',
    operatorsOnly: 'Só um operador pode pausar ou retomar os envios.',
    paused: '⏸️ Envios pausados. Nada mais sai até um operador responder "retomar". Tudo continua guardado no SparkOne.',
    resumed: '▶️ Envios retomados.',
    help: [
      'Escreva como falaria com uma pessoa:',
      '• "me lembra de ligar pro João amanhã às 10h"',
      '• "pagar boleto dia 30"',
      '• "minhas tarefas" ou "o que tenho pra hoje?"',
      '• "concluir 12", "concluir 3 e 4", "adiar 12 para sexta", "cancelar 12"',
      '• "desfazer" desfaz a última mudança',
      '• "resumo" mostra o seu dia',
    ].join('\n'),
  }
}
