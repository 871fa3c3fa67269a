import type { EventStore } from '../../core/capture/ports.ts'
import type { Tables } from './tables.ts'
import { asJson } from './values.ts'

const NOTE_INTERVAL_MS = 1_000

export const createEventStore = ({ events, connections }: Tables): EventStore => ({
  insert: async (event) => {
    if (events.get(event.key) !== null) return false
    events.set(event.key, { ...event, payload: asJson(event.payload) })
    return true
  },
  noteConnection: async (heard) => {
    const known = connections.get(heard.instance)
    if (known?.state !== heard.state) {
      connections.set(heard.instance, { ...heard, since: heard.seenAt })
      return
    }
    const recent = heard.seenAt.getTime() - known.seenAt.getTime() < NOTE_INTERVAL_MS
    if (!recent) connections.set(heard.instance, { ...heard, since: known.since })
  },
  connection: async (instance) => connections.get(instance),
  purge: async (receivedBefore) => events.deleteWhere((event) => event.receivedAt < receivedBefore),
})
