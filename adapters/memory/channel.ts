import type { Clock } from '../../core/kernel/clock.ts'
import type { Channel, LookupOutcome, Outgoing, SendOutcome } from '../../core/notify/ports.ts'
import { frozen } from './values.ts'

/** An outcome, or what makes one of the message (it may wait, and may throw to play a broken adapter). */
export type ScriptedSend = SendOutcome | ((message: Outgoing) => SendOutcome | Promise<SendOutcome>)
export type ScriptedLookup =
  | LookupOutcome
  | ((message: Outgoing, since: Date) => LookupOutcome | Promise<LookupOutcome>)

export interface ScriptedChannel extends Channel {
  /** How the next sends end, one each, after those scripted before. */
  script(...outcomes: readonly ScriptedSend[]): void
  /** How every send ends for which nothing is scripted; until set: accepted, with a new id. */
  always(outcome: ScriptedSend): void
  /** How the next lookups end; without a script: `absent`. */
  scriptLookup(...outcomes: readonly ScriptedLookup[]): void
  /** Every send, in order, whatever its end. */
  readonly sent: readonly { readonly message: Outgoing; readonly at: Date }[]
  readonly lookups: readonly { readonly message: Outgoing; readonly since: Date; readonly at: Date }[]
  /** The externalIds handed out, in order of the sends that were accepted or delivered. */
  readonly externalIds: readonly string[]
}

/** A channel that does as it is told and remembers what it was given. `clock` stamps what it remembers. */
export const createScriptedChannel = (
  name: Channel['name'],
  clock: Clock,
  { sendTimeoutMs = 10_000 }: { sendTimeoutMs?: number } = {},
): ScriptedChannel => {
  const sends: ScriptedSend[] = []
  const answers: ScriptedLookup[] = []
  const sent: { message: Outgoing; at: Date }[] = []
  const lookups: { message: Outgoing; since: Date; at: Date }[] = []
  const externalIds: string[] = []
  let ids = 0
  let otherwise: ScriptedSend = () => ({ outcome: 'accepted', externalId: `${name}-${++ids}` })

  return {
    name,
    sendTimeoutMs,
    sent,
    lookups,
    externalIds,
    script: (...outcomes) => {
      sends.push(...outcomes)
    },
    always: (outcome) => {
      otherwise = outcome
    },
    scriptLookup: (...outcomes) => {
      answers.push(...outcomes)
    },
    send: async (message) => {
      sent.push({ message: frozen(message), at: clock.now() })
      const scripted = sends.shift() ?? otherwise
      const outcome = typeof scripted === 'function' ? await scripted(message) : scripted
      if ('externalId' in outcome && outcome.externalId !== null) externalIds.push(outcome.externalId)
      return outcome
    },
    lookup: async (message, since) => {
      lookups.push({ message: frozen(message), since, at: clock.now() })
      const scripted = answers.shift() ?? { outcome: 'absent' }
      return typeof scripted === 'function' ? scripted(message, since) : scripted
    },
  }
}
