import type { Copy } from '../../../core/sync/ports.ts'
import { describeTaskMirror } from '../../contracts/task-mirror.ts'
import type { Typed } from '../../support/sheets-server.ts'
import { openSheet } from './open-sheet.ts'

const WORDS: Readonly<Record<string, string>> = {
  pending: 'A fazer',
  in_progress: 'Em andamento',
  completed: 'Concluída',
  cancelled: 'Cancelada',
  low: 'Baixa',
  medium: 'Média',
  high: 'Alta',
  urgent: 'Urgente',
}

/** As a person types it: dates become numbers, as the sheet makes them of what it understands. */
const typed = (fields: Partial<Copy>): Typed => {
  const { title, description, status, priority, due, labels, assignee } = fields
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569
  return {
    ...(title === undefined ? {} : { Tarefa: title }),
    ...(description === undefined ? {} : { Descrição: description ?? '' }),
    ...(status === undefined ? {} : { Situação: WORDS[status] ?? '' }),
    ...(priority === undefined ? {} : { Prioridade: WORDS[priority] ?? '' }),
    ...(due === undefined ? {} : { Prazo: due === null || !('date' in due) ? '' : day(due.date) }),
    ...(labels === undefined ? {} : { Etiquetas: labels.join(', ') }),
    ...(assignee === undefined ? {} : { Responsável: assignee ?? '' }),
  }
}

describeTaskMirror('google sheets', async () => {
  const { server, mirror, received, close } = await openSheet()
  const hand = server.hand()
  const rowOf = (key: string): number => hand.rowWhere('SparkOne ID', key)
  return {
    mirror,
    hand: {
      add: async (fields) => hand.add(typed(fields)),
      // The format of a cell with a moment stays when a date is typed over it.
      edit: async (key, fields) => {
        if (fields.due !== undefined) hand.edit(rowOf(key), { Prazo: '24/12/2026' })
        const { due: _due, ...others } = fields
        hand.edit(rowOf(key), typed(others))
      },
      copy: async (key) => hand.copy(rowOf(key)),
      trash: async (key) => hand.remove(rowOf(key)),
    },
    faults: {
      throttled: async () =>
        server.always({
          kind: 'answer',
          status: 429,
          body: { error: { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED' } },
        }),
      unavailable: async () => server.always({ kind: 'reset-before' }),
      mute: async () => server.always({ kind: 'reset-after' }, 'writes'),
      signed_out: async () => {
        server.revoke()
        server.always(
          {
            kind: 'answer',
            status: 400,
            body: { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' },
          },
          'token',
        )
      },
    },
    recover: async () => {
      server.always(null)
      server.always(null, 'writes')
      server.always(null, 'token')
    },
    received: async () => received(),
    close,
  }
})
