import type { CoreDeps } from '../deps.ts'
import type { Role } from '../kernel/actor.ts'
import type { PageQuery } from '../kernel/page.ts'
import type { LocalTime } from '../kernel/time.ts'
import { makeAddPerson } from './add.ts'
import { makeAdmit } from './admit.ts'
import { makeDismiss } from './dismiss.ts'
import { makeAddAlias, makeRemoveAlias } from './one-alias.ts'
import { makeEnsureOperators } from './operators.ts'
import { makePatchPerson } from './patch.ts'
import type { AliasChannel, ChannelName, Locale, Person, QuietHours, UnknownSender } from './person.ts'
import type { PersonPage, SenderPage } from './ports.ts'
import {
  makeFirstOperator,
  makeGetPerson,
  makeListPeople,
  makeListSenders,
  makePageSenders,
  makeResolve,
} from './read.ts'
import { makeRemovePerson } from './remove.ts'

export { aliasOn } from './address.ts'
export { ALIASES_MAX, checkAlias, keyOf } from './aliases.ts'
export { emailKey, parseEmail } from './email.ts'
export { checkChain, checkPersonName, checkQuietHours, PERSON_NAME_MAX } from './fields.ts'
export { isUnnamed } from './operators.ts'
export {
  ALIAS_CHANNELS,
  type Alias,
  type AliasChannel,
  CHANNEL_NAMES,
  type ChannelName,
  type Locale,
  type Person,
  type QuietHours,
  type UnknownSender,
} from './person.ts'
export { addressKey, parseWhatsAppAddress, phoneKey } from './phone.ts'
export type { PersonPage, SenderPage } from './ports.ts'
export { quietUntil } from './quiet-hours.ts'
export { firstOperatorOf, personOf, visiblePerson } from './read.ts'

export interface AliasInput {
  readonly channel: AliasChannel
  readonly address: string
}

export interface AddPerson {
  /** The id they have elsewhere; of one who is nobody here yet. Absent: a new one. */
  readonly id?: string
  readonly name: string
  readonly role?: Role
  readonly locale?: Locale
  readonly timeZone?: string
  readonly quietHours?: QuietHours | null
  readonly briefTime?: LocalTime | null
  readonly chain?: readonly ChannelName[] | null
  readonly aliases?: readonly AliasInput[]
}

/** Absent means untouched; `aliases` replaces them all. */
export type PatchPerson = Partial<Omit<AddPerson, 'id'>>

/** The last operator can be neither removed nor made a member: `last_operator`. */
export interface People {
  add(input: AddPerson): Promise<Person>
  get(id: string): Promise<Person>
  list(query: PageQuery): Promise<PersonPage>
  patch(id: string, patch: PatchPerson, expect?: { version?: number }): Promise<Person>
  /** One more address, unless they have it; an address of somebody else is `alias_taken`. */
  addAlias(personId: string, alias: AliasInput): Promise<Person>
  /** One address less; no-op when it is gone. */
  removeAlias(personId: string, aliasId: string): Promise<Person>
  remove(id: string, expect?: { version?: number }): Promise<void>
  /** Who an absent `person_id` means. */
  firstOperator(): Promise<Person>
  /** By an address as people write it; null for nobody. */
  resolve(channel: AliasChannel, address: string): Promise<Person | null>
  /** Senders that wrote and are nobody yet, last seen first, at most 100. */
  senders(): Promise<readonly UnknownSender[]>
  /** All of them in parts. */
  senderPage(query: PageQuery): Promise<SenderPage>
  /** Makes a sender a new person (`name`), or another address of one (`personId`), and takes it off the list. */
  admit(senderId: string, as: { name: string; role?: Role } | { personId: string }): Promise<Person>
  /** Takes a sender off the list, as nobody; they are back on it when they write again. */
  dismiss(senderId: string): Promise<void>
  /** At start-up: a person with the role operator for each number, members of those taken out, never nobody. */
  ensureOperators(numbers: readonly string[]): Promise<void>
}

export const makePeople = (deps: CoreDeps): People => ({
  add: makeAddPerson(deps),
  get: makeGetPerson(deps),
  list: makeListPeople(deps),
  patch: makePatchPerson(deps),
  addAlias: makeAddAlias(deps),
  removeAlias: makeRemoveAlias(deps),
  remove: makeRemovePerson(deps),
  firstOperator: makeFirstOperator(deps),
  resolve: makeResolve(deps),
  senders: makeListSenders(deps),
  senderPage: makePageSenders(deps),
  admit: makeAdmit(deps),
  dismiss: makeDismiss(deps),
  ensureOperators: makeEnsureOperators(deps),
})
