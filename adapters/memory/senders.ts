import type { SenderStore, UnknownSender } from '../../core/people/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { byDescending } from './values.ts'

const LISTED = 100

const lastSeenFirst = byDescending<UnknownSender>(
  (sender) => sender.lastSeenAt,
  (sender) => sender.id,
)

const placeOf = ({ lastSeenAt, id }: UnknownSender): string => placeAt(lastSeenAt, id)

export const createSenderStore = ({ senders }: Tables): SenderStore => ({
  note: async (sender) => {
    const known = senders.where((row) => row.channel === sender.channel && row.key === sender.key)[0]
    if (known === undefined) {
      senders.set(sender.id, { ...sender, messages: 1, firstSeenAt: sender.lastSeenAt })
      return
    }
    senders.set(known.id, {
      ...known,
      otherAddress: sender.otherAddress ?? known.otherAddress,
      displayName: sender.displayName ?? known.displayName,
      messages: known.messages + 1,
      lastSeenAt: sender.lastSeenAt,
    })
  },
  find: async (id) => senders.get(id),
  list: async () => senders.all().toSorted(lastSeenFirst).slice(0, LISTED),
  page: async (query) => {
    const { rows, ...ends } = pageOf(senders.all().toSorted(lastSeenFirst), query, placeOf, 'descending')
    return { senders: rows, ...ends }
  },
  remove: async (id) => senders.delete(id),
  forget: async (channel, key) => {
    senders.deleteWhere((row) => row.channel === channel && row.key === key)
  },
  purge: async (lastSeenBefore) => senders.deleteWhere((sender) => sender.lastSeenAt < lastSeenBefore),
})
