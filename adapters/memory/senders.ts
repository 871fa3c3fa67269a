import type { SenderStore } from '../../core/people/ports.ts'
import type { Tables } from './tables.ts'
import { byDescending } from './values.ts'

const LISTED = 100

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
  list: async () =>
    senders
      .all()
      .toSorted(
        byDescending(
          (sender) => sender.lastSeenAt,
          (sender) => sender.id,
        ),
      )
      .slice(0, LISTED),
  remove: async (id) => senders.delete(id),
  purge: async (lastSeenBefore) => senders.deleteWhere((sender) => sender.lastSeenAt < lastSeenBefore),
})
