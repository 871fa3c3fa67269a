import type { CoreDeps } from '../deps.ts'
import { DomainError } from '../kernel/errors.ts'
import { addressKey } from '../people/index.ts'
import type { Person, PersonStore, SenderStore } from '../people/ports.ts'
import type { InboundSender } from './inbound.ts'

/** Both addresses, the phone first: it is the one a person is registered by. */
const addressesOf = ({ phone, lid }: InboundSender): readonly string[] =>
  [phone, lid].filter((address): address is string => address !== null)

export const senderOf = async (people: PersonStore, sender: InboundSender): Promise<Person | null> => {
  for (const address of addressesOf(sender)) {
    const person = await people.findByAlias('whatsapp', addressKey(address))
    if (person !== null) return person
  }
  return null
}

/** A known person seen under a second address is recognised by it from now on, unless it is somebody else's. */
export const learnAddresses = async (
  deps: Pick<CoreDeps, 'clock' | 'ids'>,
  people: PersonStore,
  person: Person,
  sender: InboundSender,
): Promise<void> => {
  const known = new Set(person.aliases.filter(({ channel }) => channel === 'whatsapp').map(({ key }) => key))
  for (const address of addressesOf(sender)) {
    const key = addressKey(address)
    if (known.has(key) || (await people.findByAlias('whatsapp', key)) !== null) continue
    const { ids, clock } = deps
    const alias = { id: ids.uuid(), personId: person.id, channel: 'whatsapp' as const, address, key }
    await unlessTaken(() => people.addAlias({ ...alias, createdAt: clock.now() }))
  }
}

/** Somebody else's at the same moment: theirs, then. The refusal wrote nothing, and the message must not be lost. */
const unlessTaken = async (add: () => Promise<void>): Promise<void> => {
  try {
    await add()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'alias_taken') throw error
  }
}

/** Leaves a trace of somebody unknown for an operator to admit: who, when, how often; never what. */
export const noteUnknown = async (
  deps: Pick<CoreDeps, 'clock' | 'ids'>,
  senders: SenderStore,
  sender: InboundSender,
): Promise<void> => {
  const [address, otherAddress] = addressesOf(sender)
  if (address === undefined) return
  await senders.note({
    id: deps.ids.uuid(),
    channel: 'whatsapp',
    address,
    key: addressKey(address),
    otherAddress: otherAddress ?? null,
    displayName: sender.displayName,
    lastSeenAt: deps.clock.now(),
  })
}
