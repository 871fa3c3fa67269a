import type { CoreDeps } from '../deps.ts'
import type { Actor } from '../kernel/actor.ts'
import type { AliasChannel } from '../people/person.ts'
import type { Task } from '../tasks/index.ts'
import type { InboundEvent } from './inbound.ts'
import { makeIngest } from './ingest.ts'
import { makeIntake } from './intake.ts'
import { makeInterpret } from './interpret.ts'
import { type Consultation, makeConsultation } from './interpreter/consult.ts'
import { type MessageListing, makeListMessages } from './list.ts'
import type { Message } from './message.ts'
import type { MessageQuery } from './ports.ts'
import { makePreview, type Preview, type QuickAdd } from './preview.ts'
import { makeQuickAdd } from './quick-add.ts'
import { makeGetMessage } from './read.ts'
import { makeReceiveEvent } from './receive-event.ts'

export { REJECT_ALL } from '../language/index.ts'
export type { IgnoredReason, InboundEvent, InboundSender } from './inbound.ts'
export { CONTENT_MAX, SENDER_MAX } from './ingest.ts'
export type { MessageEntry, MessageListing } from './list.ts'
export type { Message, MessageStatus } from './message.ts'
export type { MessageQuery } from './ports.ts'
export type { Chip, ChipKind, Preview, QuickAdd, WarningKind } from './preview.ts'

/** One text handed over by an API client on behalf of a sender. */
export interface Ingest {
  readonly channel: Exclude<AliasChannel, 'email'>
  /** An address on the channel, or somebody known already. */
  readonly sender: string | { readonly personId: string }
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

export interface QuickAdded {
  readonly task: Task
  readonly preview: Preview
  /** One line in the person's language: "Anotei a tarefa 12: ligar pro João · qua., 25 nov. 2026, 10:00". */
  readonly echo: string
}

export interface Capture {
  /** What a text would be as a new task of the actor's, whatever it says. Writes nothing. */
  preview(actor: Actor, input: QuickAdd): Promise<Preview>
  /** Makes the task that `preview` shows of the same input at the same moment; refuses an empty text at `/text`. */
  quickAdd(actor: Actor, input: QuickAdd): Promise<QuickAdded>
  /** Stores what a gateway sent, with its raw event, and enqueues its interpretation, in one unit of work. */
  receiveEvent(event: InboundEvent, raw: unknown): Promise<'accepted' | 'duplicate' | 'ignored' | 'unknown_sender'>
  /** An unknown sender's message leaves a trace without text, with the status `ignored`; no such person refuses. */
  ingest(input: Ingest): Promise<Message>
  /**
   * The job: rows of the intake sheet become messages, each once; how many were looked at. Without a sender the first
   * operator's. 0 and a counted failure when the sheet cannot be read; the next minute's job looks again.
   */
  intake(): Promise<number>
  /** A member sees their own only; others are `message_not_found`. */
  get(actor: Actor, id: string): Promise<MessageDetail>
  /** Newest first, with what was done about each. A member sees their own; another `personId` is `forbidden`. */
  messages(actor: Actor, query: MessageQuery): Promise<MessageListing>
  /** The job: understand, asking interpreters where the grammar cannot; then act and answer in one unit. Idempotent. */
  interpret(messageId: string): Promise<void>
  /** Which interpreters are being asked, in their order: `open` ones are left alone for a while. Of this process. */
  circuits: Consultation['circuits']
}

export const makeCapture = (deps: CoreDeps): Capture => {
  const consultation = makeConsultation(deps)
  return {
    preview: makePreview(deps),
    quickAdd: makeQuickAdd(deps),
    receiveEvent: makeReceiveEvent(deps),
    ingest: makeIngest(deps),
    intake: makeIntake(deps),
    get: makeGetMessage(deps),
    messages: makeListMessages(deps),
    interpret: makeInterpret(deps, consultation),
    circuits: consultation.circuits,
  }
}
