import type { MessageStore } from '../../core/capture/ports.ts'
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
  recent: async (personId, { since, limit }) =>
    messages
      .where((message) => message.personId === personId && message.receivedAt >= since)
      .toSorted(
        byDescending(
          (message) => message.receivedAt,
          (message) => message.id,
        ),
      )
      .slice(0, limit),
  purge: async (receivedBefore) => messages.deleteWhere((message) => message.receivedAt < receivedBefore),
})
