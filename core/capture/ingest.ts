import type { CoreDeps } from '../deps.ts'
import { invalid } from '../kernel/errors.ts'
import { keyOf, personOf } from '../people/index.ts'
import type { Person, PersonStore, SenderStore } from '../people/ports.ts'
import type { Capture, Ingest } from './index.ts'
import { newMessage } from './new-message.ts'
import { storeMessage } from './store-message.ts'

/** In code points. */
export const CONTENT_MAX = 10_000
export const SENDER_MAX = 200

export const makeIngest =
  (deps: CoreDeps): Capture['ingest'] =>
  (input) =>
    deps.storage.run(async (stores) => {
      const content = checkContent(input)
      const { channel } = input
      const person = await senderOf(stores.people, input)
      const { clock, ids } = deps
      const message = newMessage(deps, {
        channel,
        externalId: input.externalId ?? `api:${ids.uuid()}`,
        personId: person?.id ?? null,
        replyTo: null,
        text: person === null ? null : content,
        sentAt: input.timestamp ?? clock.now(),
      })
      if (person === null) await noteStranger(deps, stores.senders, input)
      const fresh = await storeMessage(stores, message)
      const status = !fresh ? 'duplicate' : person === null ? 'ignored' : 'accepted'
      stores.facts.record({ type: 'ingested', channel, status })
      return fresh ? message : ((await stores.messages.findByExternalId(channel, message.externalId)) ?? message)
    })

/** null: an address that is nobody's. */
const senderOf = async (people: PersonStore, { channel, sender }: Ingest): Promise<Person | null> => {
  if (typeof sender === 'string') return people.findByAlias(channel, keyOf(channel, sender))
  return personOf(people, sender.personId)
}

const noteStranger = async (
  { ids, clock }: Pick<CoreDeps, 'ids' | 'clock'>,
  senders: SenderStore,
  { channel, sender }: Ingest,
): Promise<void> => {
  if (typeof sender !== 'string') return
  await senders.note({
    id: ids.uuid(),
    channel,
    address: sender.trim(),
    key: keyOf(channel, sender),
    otherAddress: null,
    displayName: null,
    lastSeenAt: clock.now(),
  })
}

const checkContent = ({ content, sender }: Ingest): string => {
  if (typeof sender === 'string' && (sender.trim() === '' || [...sender].length > SENDER_MAX)) {
    throw invalid('/sender', `Must have 1 to ${SENDER_MAX} characters.`)
  }
  if (content.trim() === '') throw invalid('/content', 'Must not be empty.')
  if ([...content].length > CONTENT_MAX) throw invalid('/content', `Must have at most ${CONTENT_MAX} characters.`)
  return content
}
