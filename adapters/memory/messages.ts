import type { Message, MessageStore } from '../../core/capture/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { byDescending } from './values.ts'

export const createMessageStore = ({ messages }: Tables): MessageStore => ({
  insert: async (message) => {
    const twins = messages.where((row) => row.channel === message.channel && row.externalId === message.externalId)
    if (twins.length > 0) return false
    messages.set(message.id, message)
    return true
  },
  find: async (id) => messages.get(id),
  findByExternalId: async (channel, externalId) =>
    messages.where((row) => row.channel === channel && row.externalId === externalId)[0] ?? null,
  lock: async (id) => messages.lock(id),
  update: async (message) => {
    if (messages.lock(message.id) !== null) messages.set(message.id, message)
  },
  page: async ({ personId, channel, status, ...query }) => {
    const matching = messages
      .where(
        (row) =>
          (personId === undefined || row.personId === personId) &&
          (channel === undefined || row.channel === channel) &&
          (status === undefined || row.status === status),
      )
      .toSorted(newestFirst)
    const { rows, ...ends } = pageOf(matching, query, ({ receivedAt, id }) => placeAt(receivedAt, id), 'descending')
    return { messages: rows, ...ends }
  },
  recent: async (personId, { since, limit }) =>
    messages
      .where((message) => message.personId === personId && message.receivedAt >= since)
      .toSorted(newestFirst)
      .slice(0, limit),
  purge: async (receivedBefore) => messages.deleteWhere((message) => message.receivedAt < receivedBefore),
})

const newestFirst = byDescending<Message>(
  (message) => message.receivedAt,
  (message) => message.id,
)
