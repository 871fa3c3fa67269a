import { createNotionMirror } from '../../../adapters/notion/index.ts'
import type { Copy } from '../../../core/sync/ports.ts'
import { describeTaskMirror } from '../../contracts/index.ts'
import { startNotionServer, type Typed, taskSchema } from '../../support/notion-server.ts'

const WRITES = ['POST /pages', 'PATCH /pages']
const STATUS = { pending: 'A fazer', in_progress: 'Em andamento', completed: 'Concluída', cancelled: 'Cancelada' }
const PRIORITY = { low: 'Baixa', medium: 'Média', high: 'Alta', urgent: 'Urgente' }

/** A copy as a person types it. */
const typed = (fields: Partial<Copy>): Typed => {
  const { title, description, status, priority, due, labels, assignee } = fields
  return {
    ...(title === undefined ? {} : { Nome: title }),
    ...(description === undefined ? {} : { Descrição: description }),
    ...(status === undefined ? {} : { Situação: STATUS[status] }),
    ...(priority === undefined ? {} : { Prioridade: PRIORITY[priority] }),
    ...(due === undefined ? {} : { Prazo: due === null ? null : 'date' in due ? due.date : due.at }),
    ...(labels === undefined ? {} : { Etiquetas: labels }),
    ...(assignee === undefined ? {} : { Responsável: assignee === null ? [] : [assignee] }),
  }
}

const open = (status: 'status' | 'select', timeZone: string) => async () => {
  const server = await startNotionServer({ schemas: [taskSchema({ status })] })
  const { hand } = server
  const mirror = createNotionMirror({
    apiKey: server.apiKey,
    database: server.database.id,
    baseUrl: server.url,
    timeoutMs: 20_000,
    timeZone,
  })
  return {
    mirror,
    hand: {
      add: async (fields: Partial<Copy>) => void hand.add(typed(fields)),
      edit: async (key: string, fields: Partial<Copy>) => hand.edit(hand.find(key), typed(fields)),
      copy: async (key: string) => void hand.copy(hand.find(key)),
      trash: async (key: string) => hand.trash(hand.find(key)),
    },
    faults: {
      throttled: async () => server.always('*', server.throttle(30)),
      unavailable: async () => server.always('*', { kind: 'reset_before' }),
      mute: async () => {
        for (const route of WRITES) server.always(route, { kind: 'reset_after' })
      },
      signed_out: async () => server.revoke(true),
    },
    recover: async () => {
      for (const route of ['*', ...WRITES]) server.always(route, null)
      server.revoke(false)
    },
    received: async () => {
      const isWrite = ({ method, path }: { method: string; path: string }) =>
        method === 'PATCH' || (method === 'POST' && !path.endsWith('/query'))
      const writes = server.requests.filter(isWrite).length
      return { reads: server.requests.length - writes, writes }
    },
    close: () => server.stop(),
  }
}

describeTaskMirror('notion, a select', open('select', 'America/Sao_Paulo'))
describeTaskMirror('notion, a status', open('status', 'Asia/Kathmandu'))
