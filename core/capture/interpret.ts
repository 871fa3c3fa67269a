import type { CoreDeps } from '../deps.ts'
import type { ChannelSource } from '../kernel/actor.ts'
import { PortError } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Person } from '../people/person.ts'
import type { Stores } from '../ports.ts'
import { type Answer, makeAct, type Request, unlessRefused } from './act.ts'
import { makeCorrect, writtenAt } from './act-edit.ts'
import { makeActOnProposal } from './act-proposal.ts'
import type { Capture } from './index.ts'
import type { Consultation, Heard } from './interpreter/consult.ts'
import type { Message } from './message.ts'
import { readWords } from './read-words.ts'

export const makeInterpret =
  (deps: CoreDeps, consultation: Consultation): Capture['interpret'] =>
  async (messageId) => {
    try {
      await consultation.about(messageId, (heard) =>
        deps.storage.run((stores) => interpret(deps, stores, messageId, heard)),
      )
    } catch (error) {
      const mayPass = error instanceof PortError && (error.kind === 'unavailable' || error.kind === 'throttled')
      // The first error says more than one of noting it.
      if (!mayPass) await noteFailure(deps, messageId).catch(() => undefined)
      throw error
    }
  }

const interpret = async (deps: CoreDeps, stores: Stores, messageId: string, heard: Heard | null): Promise<void> => {
  const message = await stores.messages.lock(messageId)
  if (message === null || message.text === null) return
  if (message.status !== 'received' && message.status !== 'failed') return
  const person = message.personId === null ? null : await stores.people.find(message.personId)
  const now = deps.clock.now()
  const ignored = { ...message, status: 'ignored' as const, processedAt: now }
  if (person === null) return stores.messages.update(ignored)

  // One message happens at one moment, to however many tasks.
  const within = { ...deps, storage: joined(stores), clock: { now: () => now } }
  const request = await requestOf(stores, message, message.text, person)
  const proposed = heard !== null && heard.text === message.text ? heard : null
  const answer =
    proposed === null
      ? await answerTo(within, stores, message, request)
      : await makeActOnProposal(within)(request, proposed.proposal)
  if (answer === null) return stores.messages.update(ignored)
  const { notification } = await makeNotifications(within).notify({
    personId: person.id,
    kind: 'reply',
    body: answer.reply,
    messageId: message.id,
    dedupeKey: `reply:${message.id}`,
  })
  const { intent } = (proposed?.proposal ?? request).understood
  await stores.messages.update({
    ...message,
    status: 'processed',
    intent,
    taskId: answer.taskId,
    notificationId: notification.id,
    processedAt: now,
  })
  const { channel, receivedAt } = message
  stores.facts.record({ type: 'classified', result: intent, provider: proposed?.by ?? 'rules' })
  stores.facts.record({ type: 'ingested', channel, status: 'processed' })
  stores.facts.record({ type: 'message_processed', channel, seconds: (now.getTime() - receivedAt.getTime()) / 1000 })
}

const requestOf = async (stores: Stores, message: Message, text: string, person: Person): Promise<Request> => {
  const now = await writtenAt(stores, message)
  return {
    actor: { personId: person.id, role: person.role, channel: sourceOf(message) },
    person,
    understood: readWords(text, { now, timeZone: person.timeZone, locale: person.locale }),
    now,
  }
}

/** Null: there is nothing to say. */
const answerTo = async (deps: CoreDeps, stores: Stores, message: Message, request: Request): Promise<Answer | null> => {
  const correction = await unlessRefused(request, () => makeCorrect(deps)(stores, message, request))
  if ('reply' in correction) return correction
  if (correction.done) return correction.answer
  const answer = await makeAct(deps)(request)
  return correction.note === null ? answer : { ...answer, reply: `${answer.reply}\n${correction.note}` }
}

/** Whoever asks what became of the message is told; the job tries it again, and then leaves a dead letter. */
const noteFailure = ({ storage, clock }: CoreDeps, messageId: string): Promise<void> =>
  storage.run(async (stores) => {
    const message = await stores.messages.lock(messageId)
    if (message?.status !== 'received') return
    await stores.messages.update({ ...message, status: 'failed', processedAt: clock.now() })
    stores.facts.record({ type: 'ingested', channel: message.channel, status: 'failed' })
  })

const sourceOf = ({ channel }: Message): ChannelSource => (channel === 'email' ? 'api' : channel)
