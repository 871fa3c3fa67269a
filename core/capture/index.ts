import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { AliasChannel } from '../people/person.ts'
import type { InboundEvent } from './inbound.ts'
import { makeIngest } from './ingest.ts'
import { makeIntake } from './intake.ts'
import { makeInterpret } from './interpret.ts'
import { type Consultation, makeConsultation } from './interpreter/consult.ts'
import type { Message } from './message.ts'
import { makeGetMessage } from './read.ts'
import { makeReceiveEvent } from './receive-event.ts'

export type { IgnoredReason, InboundEvent, InboundSender } from './inbound.ts'
export { CONTENT_MAX, SENDER_MAX } from './ingest.ts'
export type { Message, MessageStatus } from './message.ts'

/** One text handed over by an API client on behalf of a sender. */
export interface Ingest {
  readonly channel: Exclude<AliasChannel, 'email'>
  readonly sender: string
  readonly content: string
  /** When it was written; absent or in the future: now. */
  readonly timestamp?: Date
  /** The client's own id of it: the same one is the same message. */
  readonly externalId?: string
}

/** What became of a message. */
export interface MessageDetail extends Message {
  /** The text of the answer; null while there is none. */
  readonly reply: string | null
}

export interface Capture {
  /** Stores what a gateway sent, with its raw event, and enqueues its interpretation, in one unit of work. */
  receiveEvent(event: InboundEvent, raw: unknown): Promise<'accepted' | 'duplicate' | 'ignored' | 'unknown_sender'>
  /** An unknown sender's message leaves a trace without text, with the status `ignored`. */
  ingest(input: Ingest): Promise<Message>
  /**
   * The job: rows of the intake sheet become messages, each once; how many were looked at. Without a sender the first
   * operator's. 0 and a counted failure when the sheet cannot be read; the next minute's job looks again.
   */
  intake(): Promise<number>
  /** A member sees their own only; others are `message_not_found`. */
  get(actor: Actor, id: string): Promise<MessageDetail>
  /** The job: understand, asking interpreters where the grammar cannot; then act and answer in one unit. Idempotent. */
  interpret(messageId: string): Promise<void>
  /** Which interpreters are being asked, in their order: `open` ones are left alone for a while. Of this process. */
  circuits: Consultation['circuits']
}

export const makeCapture = (deps: CoreDeps): Capture => {
  const consultation = makeConsultation(deps)
  return {
    receiveEvent: makeReceiveEvent(deps),
    ingest: makeIngest(deps),
    intake: makeIntake(deps),
    get: makeGetMessage(deps),
    interpret: makeInterpret(deps, consultation),
    circuits: consultation.circuits,
  }
}
