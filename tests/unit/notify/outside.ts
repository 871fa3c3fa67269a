import type { Outgoing, ReceiptKind, SendOutcome } from '../../../core/notify/ports.ts'
import type { World } from './world.ts'

/** How one send goes: what the gateway does with the message, and what its caller hears of it. */
export type Fate =
  | 'accepted'
  | 'rejected'
  | 'unavailable'
  | 'transient'
  | 'throttled'
  /** It took the message and never answered. */
  | 'mute'
  /** It never answered, nor took the message. */
  | 'silent'

export interface Webhook {
  readonly at: Date
  readonly externalId: string
  readonly kind: ReceiptKind
}

export interface Plan {
  readonly fates: readonly Fate[]
  /** Seconds after it took the message at which each receipt comes; may be before it answers (0) or late. */
  readonly receipts?: readonly (readonly [seconds: number, kind: ReceiptKind])[]
  /** It can be asked, and answers truly. */
  readonly isAskable?: boolean
}

/**
 * What is behind the channels: it remembers what it took, answers questions truly, and sends webhooks in its time.
 * Fates are used up in order; then all is well. `watch` sees each message first.
 */
export const createOutside = (
  world: World,
  whatsapp: Plan,
  email: Plan,
  watch: (name: 'whatsapp' | 'email', message: Outgoing) => void = () => undefined,
) => {
  const taken = { whatsapp: [] as Outgoing[], email: [] as Outgoing[] }
  const webhooks: Webhook[] = []

  const play = (name: 'whatsapp' | 'email', { fates, receipts = [], isAskable = false }: Plan): void => {
    const channel = world[name]
    const left = [...fates]
    const kept = new Map<string, string>()
    const take = (message: Outgoing): string => {
      taken[name].push(message)
      const externalId = `${name}:${message.id}`
      kept.set(message.id, externalId)
      const now = world.clock.now().getTime()
      for (const [seconds, kind] of receipts) {
        webhooks.push({ at: new Date(now + seconds * 1000), externalId, kind })
      }
      return externalId
    }
    channel.always((message) => {
      watch(name, message)
      return answer(left.shift() ?? 'accepted', name, () => take(message))
    })
    const lookup = (message: Outgoing) => {
      const externalId = kept.get(message.id)
      if (!isAskable) return { outcome: 'unknown' } as const
      return externalId === undefined ? ({ outcome: 'absent' } as const) : ({ outcome: 'found', externalId } as const)
    }
    channel.scriptLookup(...Array.from({ length: 500 }, () => lookup))
  }
  play('whatsapp', whatsapp)
  play('email', email)
  return { taken, webhooks }
}

const answer = (fate: Fate, name: 'whatsapp' | 'email', take: () => string): SendOutcome => {
  switch (fate) {
    case 'accepted':
      return { outcome: name === 'email' ? 'delivered' : 'accepted', externalId: take() }
    case 'rejected':
      return { outcome: 'rejected', reason: 'rejected' }
    case 'unavailable':
      return { outcome: 'unavailable', reason: 'logged_out' }
    case 'transient':
      return { outcome: 'transient', reason: 'unreachable', retryAfterMs: null }
    case 'throttled':
      return { outcome: 'transient', reason: 'throttled', retryAfterMs: 15_000 }
    case 'mute':
      take()
      return { outcome: 'ambiguous', reason: 'timeout' }
    case 'silent':
      return { outcome: 'ambiguous', reason: 'timeout' }
  }
}
