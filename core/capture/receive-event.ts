import type { CoreDeps } from '../deps.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import { editIdOf } from './act-edit.ts'
import type { InboundEvent } from './inbound.ts'
import type { Capture } from './index.ts'
import { newMessage } from './new-message.ts'
import { learnAddresses, noteUnknown, senderOf } from './sender.ts'
import { storeMessage } from './store-message.ts'

type Outcome = Awaited<ReturnType<Capture['receiveEvent']>>
type Text = Extract<InboundEvent, { type: 'text' }>
type Edit = Extract<InboundEvent, { type: 'edit' }>
type ReceiptEvent = Extract<InboundEvent, { type: 'receipt' }>

export const makeReceiveEvent =
  (deps: CoreDeps): Capture['receiveEvent'] =>
  (event, raw) =>
    deps.storage.run(async (stores) => {
      switch (event.type) {
        case 'text':
          return receiveText(deps, stores, event, raw)
        case 'edit':
          return receiveEdit(deps, stores, event, raw)
        case 'receipt':
          return receiveReceipt(deps, stores, event, raw)
        case 'connection': {
          const { instance, state, reason, at } = event
          await stores.events.noteConnection({ instance, state, reason, seenAt: at })
          return 'accepted'
        }
        case 'ignored':
        case 'malformed':
          return 'ignored'
      }
    })

const receiveText = async (deps: CoreDeps, stores: Stores, event: Text, raw: unknown): Promise<Outcome> => {
  const person = await senderOf(stores.people, event)
  if (person === null) {
    await noteUnknown(deps, stores.senders, event)
    stores.facts.record({ type: 'ingested', channel: 'whatsapp', status: 'ignored' })
    return 'unknown_sender'
  }
  const externalId = `${event.instance}:${event.messageId}`
  const outcome = await storeOnce(deps, stores, event, raw, { person, externalId, sentAt: event.sentAt })
  if (outcome === 'accepted') await learnAddresses(deps, stores.people, person, event)
  return outcome
}

/** An edit is stored beside the message it changes, and read after it. */
const receiveEdit = async (deps: CoreDeps, stores: Stores, event: Edit, raw: unknown): Promise<Outcome> => {
  const person = await senderOf(stores.people, event)
  if (person === null) return 'unknown_sender'
  const externalId = editIdOf(`${event.instance}:${event.messageId}`, event.at)
  return storeOnce(deps, stores, event, raw, { person, externalId, sentAt: event.at })
}

/** The event as it came and the message in it, with the job that reads it; a second time nothing. */
const storeOnce = async (
  deps: CoreDeps,
  stores: Stores,
  event: Text | Edit,
  raw: unknown,
  { person, externalId, sentAt }: { person: Person; externalId: string; sentAt: Date },
): Promise<'accepted' | 'duplicate'> => {
  const name = event.type === 'text' ? 'messages.upsert' : 'messages.edited'
  const { replyTo, text } = event
  const message = { channel: 'whatsapp' as const, externalId, personId: person.id, replyTo, text, sentAt }
  const isFresh =
    (await stores.events.insert(rawEvent(event, name, raw, deps.clock.now()))) &&
    (await storeMessage(stores, newMessage(deps, message)))
  const status = isFresh ? 'accepted' : 'duplicate'
  stores.facts.record({ type: 'ingested', channel: 'whatsapp', status })
  return status
}

const receiveReceipt = async (deps: CoreDeps, stores: Stores, event: ReceiptEvent, raw: unknown): Promise<Outcome> => {
  const stored = await stores.events.insert(rawEvent(event, 'messages.update', raw, deps.clock.now()))
  if (!stored) return 'duplicate'
  const { externalId, kind, at } = event
  await makeNotifications({ ...deps, storage: joined(stores) }).receive({ channel: 'whatsapp', externalId, kind, at })
  return 'accepted'
}

const rawEvent = (event: { readonly eventKey: string }, name: string, payload: unknown, receivedAt: Date) => ({
  key: event.eventKey,
  source: 'evolution' as const,
  event: name,
  payload,
  receivedAt,
})
