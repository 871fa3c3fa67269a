import type { CoreDeps } from '../deps.ts'
import { PortError } from '../kernel/errors.ts'
import { firstOperatorOf, keyOf } from '../people/index.ts'
import type { Person, PersonStore } from '../people/ports.ts'
import type { Capture } from './index.ts'
import { CONTENT_MAX, SENDER_MAX } from './ingest.ts'
import { newMessage } from './new-message.ts'
import type { IntakeRow } from './ports.ts'
import { storeMessage } from './store-message.ts'

export const makeIntake =
  (deps: CoreDeps): Capture['intake'] =>
  async () => {
    const { intake } = deps
    if (intake === undefined) return 0
    try {
      const rows = await intake.pending()
      // Each in its own unit: one that is there already must not undo the others.
      for (const row of rows) await take(deps, row)
      await intake.done(rows.map(({ id }) => id))
      return rows.length
    } catch (error) {
      if (!(error instanceof PortError) || error.kind === 'rejected') throw error
      // The next minute's job is the next try: one that outlives Google's bad hour would only be a dead letter.
      await deps.storage.run(async ({ facts }) => {
        facts.record({ type: 'ingested', channel: 'sheets', status: 'failed' })
      })
      return 0
    }
  }

const take = ({ storage, clock, ids }: CoreDeps, { id, sender, content }: IntakeRow): Promise<void> =>
  storage.run(async (stores) => {
    const address = sender === null ? null : [...sender].slice(0, SENDER_MAX).join('')
    const person = await personOf(stores.people, address)
    const message = newMessage(
      { clock, ids },
      {
        channel: 'sheets',
        externalId: `row:${id}`,
        personId: person?.id ?? null,
        replyTo: null,
        text: person === null ? null : [...content].slice(0, CONTENT_MAX).join(''),
        sentAt: clock.now(),
      },
    )
    if (person === null && address !== null) {
      await stores.senders.note({
        id: ids.uuid(),
        channel: 'sheets',
        address,
        key: keyOf('sheets', address),
        otherAddress: null,
        displayName: null,
        lastSeenAt: clock.now(),
      })
    }
    const isFresh = await storeMessage(stores, message)
    const status = !isFresh ? 'duplicate' : person === null ? 'ignored' : 'accepted'
    stores.facts.record({ type: 'ingested', channel: 'sheets', status })
  })

/** Without a sender, whoever may write into the sheet writes for the first operator, who shared it. */
const personOf = async (people: PersonStore, sender: string | null): Promise<Person | null> => {
  if (sender === null) return firstOperatorOf(people)
  for (const channel of ['sheets', 'email'] as const) {
    const person = await people.findByAlias(channel, keyOf(channel, sender))
    if (person !== null) return person
  }
  return null
}
