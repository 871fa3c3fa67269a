import { z } from 'zod'
import type { Ingest } from '../../../core/capture/index.ts'
import { DomainError } from '../../../core/index.ts'

/** Vendors add fields: only those we read are described, the rest is passed over. */
const moment = z.union([z.number().positive().max(1e13), z.string().max(40)]).optional()
const Whatsapp = z.object({
  from: z.string().min(1).max(100),
  message: z.string().min(1),
  id: z.string().max(200).optional(),
  timestamp: moment,
})
const Web = z.object({ user_id: z.string().min(1).max(200), content: z.string().min(1), timestamp: moment })
const Sheets = z.object({
  row: z.array(z.string().max(5000)).min(1).max(100),
  user: z.string().min(1).max(200),
  timestamp: moment,
})

/** What each channel's payload looks like, for people. */
const SHAPES: Readonly<Record<string, string>> = {
  whatsapp: 'from, message, id?, timestamp?',
  web: 'user_id, content, timestamp?',
  sheets: 'row (an array of texts), user, timestamp?',
}

/** For the contract: the shapes of all channels. */
export const channelShapes = Object.entries(SHAPES)
  .map(([channel, shape]) => `${channel}: ${shape}`)
  .join('; ')

const READERS: Readonly<Record<string, (payload: unknown) => Ingest | null>> = {
  whatsapp: (payload) => {
    const read = Whatsapp.safeParse(payload)
    if (!read.success) return null
    const { from, message, id, timestamp } = read.data
    const externalId = id === undefined ? {} : { externalId: `channel:${id}` }
    return { channel: 'whatsapp', sender: from, content: message, ...externalId, ...at(timestamp) }
  },
  web: (payload) => {
    const read = Web.safeParse(payload)
    if (!read.success) return null
    return { channel: 'web', sender: read.data.user_id, content: read.data.content, ...at(read.data.timestamp) }
  },
  sheets: (payload) => {
    const read = Sheets.safeParse(payload)
    if (!read.success) return null
    const content = read.data.row.filter((cell) => cell.trim() !== '').join('\n')
    return { channel: 'sheets', sender: read.data.user, content, ...at(read.data.timestamp) }
  },
}

/** Seconds since the epoch, milliseconds, or a date as text; one that cannot be read is as good as none. */
const at = (value: number | string | undefined): { timestamp?: Date } => {
  if (value === undefined) return {}
  const date = new Date(typeof value === 'number' && value < 1e11 ? value * 1000 : value)
  return Number.isNaN(date.getTime()) ? {} : { timestamp: date }
}

/** A channel's raw payload, bare or in `payload`, as a message. Refuses an unknown channel or shape. */
export const readChannel = (channel: string, body: Readonly<Record<string, unknown>>): Ingest => {
  const reader = Object.hasOwn(READERS, channel) ? READERS[channel] : undefined
  if (reader === undefined) {
    throw new DomainError('invalid_input', 'There is no such channel: whatsapp, web or sheets.')
  }
  const read = reader(typeof body.payload === 'object' && body.payload !== null ? body.payload : body)
  if (read === null)
    throw new DomainError('invalid_input', `The payload is not of the shape of this channel: ${SHAPES[channel]}.`)
  return read
}
