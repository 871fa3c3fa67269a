import type { Copy } from '../../../core/sync/ports.ts'
import { describeTaskMirror } from '../../contracts/task-mirror.ts'
import type { Typed } from '../../support/sheets-server.ts'
import { openSheet } from './open-sheet.ts'

/** As a person types it: dates become numbers, as the sheet makes them of what it understands. */
const typed = (fields: Partial<Copy>, { headers, words }: House): Typed => {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569
  const { title, description, status, priority, due, labels, assignee } = fields
  const [t = '', d = '', s = '', p = '', b = '', l = '', a = '', time] = headers
  return {
    ...(title === undefined ? {} : { [t]: title }),
    ...(description === undefined ? {} : { [d]: description ?? '' }),
    ...(status === undefined ? {} : { [s]: words[status] }),
    ...(priority === undefined ? {} : { [p]: words[priority] }),
    ...(due === undefined ? {} : { [b]: due === null || !('date' in due) ? '' : day(due.date) }),
    // A date typed over a moment: the time in a column of its own goes by another keystroke.
    ...(due === undefined || time === undefined ? {} : { [time]: '' }),
    ...(labels === undefined ? {} : { [l]: labels.join(', ') }),
    ...(assignee === undefined ? {} : { [a]: assignee ?? '' }),
  }
}

interface House {
  readonly headers: readonly string[]
  readonly words: Readonly<Record<Copy['status'] | Copy['priority'], string>>
  readonly locale: string
  readonly timeZone: string
}

const PORTUGUESE: House = {
  headers: ['Tarefa', 'Descrição', 'Situação', 'Prioridade', 'Prazo', 'Etiquetas', 'Responsável'],
  words: {
    pending: 'A fazer',
    in_progress: 'Em andamento',
    completed: 'Concluída',
    cancelled: 'Cancelada',
    low: 'Baixa',
    medium: 'Média',
    high: 'Alta',
    urgent: 'Urgente',
  },
  locale: 'pt_BR',
  timeZone: 'America/Sao_Paulo',
}

const ENGLISH: House = {
  headers: ['Task', 'Notes', 'Status', 'Priority', 'Due date', 'Tags', 'Owner', 'Time'],
  words: {
    pending: 'To do',
    in_progress: 'In progress',
    completed: 'Done',
    cancelled: 'Cancelled',
    low: 'Low',
    medium: 'Medium',
    high: 'High',
    urgent: 'Urgent',
  },
  locale: 'en_US',
  timeZone: 'Asia/Kathmandu',
}

const QUOTA = { error: { code: 429, message: 'Quota exceeded', status: 'RESOURCE_EXHAUSTED' } }
const REFUSED = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }

const open = (house: House) => async () => {
  const { locale, timeZone, headers } = house
  const { server, mirror, received, close } = await openSheet({
    headers: [...headers, 'SparkOne ID'],
    locale,
    timeZone,
  })
  const hand = server.hand()
  const rowOf = (key: string): number => hand.rowWhere('SparkOne ID', key)
  return {
    mirror,
    hand: {
      add: async (fields: Partial<Copy>) => hand.add(typed(fields, house)),
      edit: async (key: string, fields: Partial<Copy>) => hand.edit(rowOf(key), typed(fields, house)),
      copy: async (key: string) => hand.copy(rowOf(key)),
      trash: async (key: string) => hand.remove(rowOf(key)),
    },
    faults: {
      throttled: async () => server.always({ kind: 'answer', status: 429, body: QUOTA }),
      unavailable: async () => server.always({ kind: 'reset-before' }),
      mute: async () => server.always({ kind: 'reset-after' }, 'writes'),
      signed_out: async () => {
        server.revoke()
        server.always({ kind: 'answer', status: 400, body: REFUSED }, 'token')
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
}

describeTaskMirror('google sheets in Portuguese', open(PORTUGUESE))
describeTaskMirror('google sheets in English, with a column for the time', open(ENGLISH))
