import type { PageEnds, PageQuery } from '../kernel/page.ts'
import type { Alias, AliasChannel, Person, UnknownSender } from './person.ts'

export { parseEmail } from './email.ts'
export { type Alias, type AliasChannel, CHANNEL_NAMES, type Person, type UnknownSender } from './person.ts'
export { addressKey } from './phone.ts'

export interface PersonPage extends PageEnds {
  readonly people: readonly Person[]
}

export interface SenderPage extends PageEnds {
  readonly senders: readonly UnknownSender[]
}

/** People and their aliases. A deleted person is gone for every method; their aliases are free again. */
export interface PersonStore {
  /** Inserts person and aliases. Throws DomainError `alias_taken` when a (channel, key) belongs to someone. */
  insert(person: Person): Promise<void>
  find(id: string): Promise<Person | null>
  /** As `find`, and no other unit of work changes the person until this one ends. */
  lock(id: string): Promise<Person | null>
  findByAlias(channel: AliasChannel, key: string): Promise<Person | null>
  /** Operators, oldest first. The first of them is who an absent `person_id` means. */
  operators(): Promise<readonly Person[]>
  /** As `operators`, and units of work that ask for them this way run one after the other from here to their end. */
  lockOperators(): Promise<readonly Person[]>
  /** All people, oldest first. Personal data of an installation: tens, not thousands. */
  all(): Promise<readonly Person[]>
  /** By (createdAt, id). */
  page(query: PageQuery): Promise<PersonPage>
  /** Writes all fields and replaces the aliases. False when `expectedVersion` is no longer the stored one. */
  update(person: Person, expectedVersion: number): Promise<boolean>
  /** Adds one alias; no-op when the same person already has (channel, key). Throws `alias_taken` otherwise. */
  addAlias(alias: Alias): Promise<void>
  /** True when there was one. */
  remove(id: string, at: Date): Promise<boolean>
}

export interface SenderStore {
  /** Counts one more message of (channel, key). Creates the row when there is none. */
  note(sender: Omit<UnknownSender, 'messages' | 'firstSeenAt'>): Promise<void>
  find(id: string): Promise<UnknownSender | null>
  /** Last seen first, at most 100. */
  list(): Promise<readonly UnknownSender[]>
  /** All of them in parts, last seen first. */
  page(query: PageQuery): Promise<SenderPage>
  remove(id: string): Promise<boolean>
  /** Removes whoever has that address, if anybody. */
  forget(channel: AliasChannel, key: string): Promise<void>
  /** Deletes who was not heard of since then; returns how many. */
  purge(lastSeenBefore: Date): Promise<number>
}
