import type { CoreDeps } from '../deps.ts'
import type { ChannelName } from '../people/person.ts'
import { planChain } from './chain.ts'
import { isHeldWhenQuiet } from './expiry.ts'
import type { Notify } from './index.ts'
import { NOTIFICATION_KINDS, type NotificationKind } from './notification.ts'

/** The way that a notification of a kind would take to a person now, unless it answers a message of theirs. */
export interface PlannedWay {
  readonly kind: NotificationKind
  /** Configured channels that lead to them, in order; the inbox comes after the last. */
  readonly channels: readonly ChannelName[]
  /** How long each but the last has to confirm before the next is tried. */
  readonly deadlineSeconds: number
  /** Waits for the end of the person's quiet hours. */
  readonly isHeld: boolean
}

export const makePlan =
  ({ channels, settings }: CoreDeps): Notify['plan'] =>
  (person) =>
    NOTIFICATION_KINDS.map((kind) => ({
      kind,
      channels: planChain({ person, kind, message: null }, settings).filter((name) => channels[name] !== undefined),
      deadlineSeconds: settings.receiptDeadlineSeconds[kind],
      isHeld: isHeldWhenQuiet(kind) && person.quietHours !== null,
    }))
