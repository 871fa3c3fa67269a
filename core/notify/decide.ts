import type { Person } from '../people/person.ts'
import { attemptsOn, channelOf, currentAttempt, isLastChannel, verdict } from './attempts.ts'
import type { Route } from './chain.ts'
import { heldUntil } from './expiry.ts'
import type { Delivery, Notification, Receipt } from './notification.ts'
import { earliest } from './stores.ts'

/** All that the next step depends on, read in one unit of work that holds the notification. */
export interface Situation {
  readonly now: Date
  readonly notification: Notification
  /** All of the notification's, of every round. */
  readonly deliveries: readonly Delivery[]
  /** By delivery id: what came for the attempts of this round on the channel whose turn it is. */
  readonly receipts: ReadonlyMap<string, readonly Receipt[]>
  /** null: removed since. */
  readonly person: Person | null
  /** null: the channel no longer leads to the person. */
  readonly route: Route | null
  readonly isConfigured: boolean
  readonly isPaused: boolean
}

export type Step =
  | { do: 'nothing' }
  /** Nothing is due before then, and nothing will be sent. */
  | { do: 'wait'; until: Date }
  /** An attempt may be due then. */
  | { do: 'hold'; until: Date }
  /** The channel said that the message arrived. */
  | { do: 'confirm'; delivery: Delivery }
  /** Whoever was sending died: it may or may not have left. */
  | { do: 'conclude'; delivery: Delivery }
  /** Ask the gateway whether it has the message. */
  | { do: 'lookUp'; delivery: Delivery }
  /** This channel is done, without success: the next one's turn. */
  | { do: 'giveUp'; reason: string }
  | { do: 'expire' }
  | { do: 'cancel'; reason: string }
  /** Send, if the lane, the hourly cap and the group allow it. */
  | { do: 'attempt' }

/** The next step of a chain. Pure: the same situation, the same step, however often and by whomever it is asked. */
export const decide = (situation: Situation): Step => {
  const { now, notification, deliveries, person } = situation
  if (notification.status !== 'pending') return leftovers(situation)
  const confirmed = confirmedAttempt(situation)
  if (confirmed !== null) return { do: 'confirm', delivery: confirmed }
  const current = currentAttempt(notification, deliveries)
  if (current?.state === 'sending') return whileSending(situation, current)
  if (now >= notification.expiresAt) return { do: 'expire' }
  if (person === null) return { do: 'cancel', reason: 'person_removed' }
  if (current?.state === 'accepted') return whileAccepted(situation, current)
  if (current?.state === 'ambiguous') return whileAmbiguous(situation, current)
  return beforeAttempt(situation, person, current)
}

/** A send under way when its notification was settled still deserves an end. */
const leftovers = ({ now, deliveries }: Situation): Step => {
  const sending = deliveries.find(({ state }) => state === 'sending')
  if (sending === undefined) return { do: 'nothing' }
  return now >= sending.leaseUntil ? { do: 'conclude', delivery: sending } : { do: 'wait', until: sending.leaseUntil }
}

const confirmedAttempt = ({ notification, deliveries, receipts }: Situation): Delivery | null =>
  attemptsOn(notification, channelOf(notification), deliveries).find(
    ({ id, channel }) => verdict(notification.kind, channel, receipts.get(id) ?? []) === 'confirmed',
  ) ?? null

const whileSending = ({ now, notification }: Situation, current: Delivery): Step => {
  const isOverdue = !isLastChannel(notification) && now >= current.deadlineAt
  if (isOverdue) return { do: 'giveUp', reason: 'no_receipt' }
  if (now >= current.leaseUntil) return { do: 'conclude', delivery: current }
  const until = isLastChannel(notification) ? current.leaseUntil : earliest(current.leaseUntil, current.deadlineAt)
  return { do: 'wait', until }
}

const whileAccepted = ({ now, notification, receipts }: Situation, current: Delivery): Step => {
  const heard = verdict(notification.kind, current.channel, receipts.get(current.id) ?? [])
  if (heard === 'failed') return { do: 'giveUp', reason: 'failed_receipt' }
  if (now >= current.deadlineAt) return { do: 'giveUp', reason: 'no_receipt' }
  return { do: 'wait', until: earliest(current.deadlineAt, notification.expiresAt) }
}

const whileAmbiguous = ({ now, notification }: Situation, current: Delivery): Step => {
  if (now >= current.deadlineAt) return { do: 'giveUp', reason: 'no_receipt' }
  const due = current.nextAttemptAt ?? now
  if (now >= due) return { do: 'lookUp', delivery: current }
  return { do: 'wait', until: earliest(due, current.deadlineAt, notification.expiresAt) }
}

const beforeAttempt = (situation: Situation, person: Person, retrying: Delivery | null): Step => {
  const { now, notification, route, isConfigured, isPaused } = situation
  if (retrying !== null && now >= retrying.deadlineAt) return { do: 'giveUp', reason: 'no_receipt' }
  const limit = limitOf(notification, retrying)
  const notBefore = notification.notBefore
  if (notBefore !== null && now < notBefore) return { do: 'hold', until: earliest(notBefore, limit) }
  const held = heldUntil(notification.kind, person, now)
  if (held !== null) return { do: 'hold', until: earliest(held, limit) }
  if (!isConfigured) return { do: 'giveUp', reason: 'not_configured' }
  if (route === null) return { do: 'giveUp', reason: 'no_address' }
  const due = retrying?.nextAttemptAt ?? now
  if (now < due) return { do: 'hold', until: earliest(due, limit) }
  return isPaused ? { do: 'hold', until: limit } : { do: 'attempt' }
}

/** Until when the channel whose turn it is may still be tried. */
export const limitOf = (notification: Notification, current: Delivery | null): Date =>
  current === null ? notification.expiresAt : earliest(current.deadlineAt, notification.expiresAt)
