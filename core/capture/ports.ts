import type { PageEnds, PageQuery } from '../kernel/page.ts'
import type { ConnectionState, Message, MessageStatus, RawEvent } from './message.ts'

export type { IgnoredReason, InboundEvent, InboundSender } from './inbound.ts'
export { ACTION_SCHEMA, ACTIONS, type Action, readAction } from './interpreter/action.ts'
export type { CircuitState } from './interpreter/circuit.ts'
export { dataOf, INSTRUCTIONS, REPAIR } from './interpreter/prompt.ts'
export {
  INTERPRETER_NAMES,
  type Interpreter,
  type InterpreterName,
  type Question,
  TEXT_MAX,
} from './interpreter/question.ts'
export type { ConnectionState, Message, MessageStatus, RawEvent } from './message.ts'

export interface MessageQuery extends PageQuery {
  readonly personId?: string
  readonly channel?: Message['channel']
  readonly status?: MessageStatus
}

export interface MessagePage extends PageEnds {
  readonly messages: readonly Message[]
}

export interface MessageStore {
  /** False, and nothing stored, when (channel, externalId) is there already. */
  insert(message: Message): Promise<boolean>
  find(id: string): Promise<Message | null>
  findByExternalId(channel: Message['channel'], externalId: string): Promise<Message | null>
  /** Holds the row until the unit of work ends. */
  lock(id: string): Promise<Message | null>
  update(message: Message): Promise<void>
  /** Newest first, by (receivedAt, id). */
  page(query: MessageQuery): Promise<MessagePage>
  /** A person's newest messages, newest first. */
  recent(personId: string, query: { since: Date; limit: number }): Promise<readonly Message[]>
  purge(receivedBefore: Date): Promise<number>
}

export interface EventStore {
  /** False when an event with this key was stored before. */
  insert(event: RawEvent): Promise<boolean>
  /** Keeps `since` of the stored row while the state stays the same. Writes at most once a second for a same state. */
  noteConnection(state: Omit<ConnectionState, 'since'>): Promise<void>
  connection(instance: string): Promise<ConnectionState | null>
  purge(receivedBefore: Date): Promise<number>
}

/** One row of an intake sheet that is not a message yet. */
export interface IntakeRow {
  /** Given to the row once and for all; follows it when rows are inserted, sorted or edited. */
  readonly id: string
  /** What its sender column says; null: there is none, or it is empty. */
  readonly sender: string | null
  /** Never empty. */
  readonly content: string
}

/**
 * A sheet whose rows become messages, each once. `pending` gives a row until `done` names it, also after a crash between
 * the two. Both throw PortError, as a TaskMirror does.
 */
export interface SheetIntake {
  /** Marks new rows first, then gives all that are marked and not done. At most some hundred new ones at a time. */
  pending(): Promise<readonly IntakeRow[]>
  done(ids: readonly string[]): Promise<void>
}
