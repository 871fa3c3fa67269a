import { describe, expect, it } from 'vitest'
import type { Channel, LookupOutcome, Outgoing, SendOutcome } from '../../core/notify/ports.ts'
import { fresh } from './harness.ts'
import { NOW, uuid } from './samples.ts'

/** What can go wrong outside, and how a send must then end. The adapter's test makes its gateway do each. */
const FAULTS = {
  /** The gateway refuses this address or message for good. */
  refused: ['rejected'],
  /** Our credentials, session or licence are not accepted. */
  signed_out: ['unavailable'],
  /** Too many requests. */
  throttled: ['transient'],
  /** No connection: nothing can have left. */
  unreachable: ['transient'],
  /** The gateway is ill and says so. */
  failing: ['transient', 'ambiguous'],
  /** It took the request and never answered, nor kept the message. */
  silent: ['ambiguous'],
  /** It took the request, kept the message and never answered. */
  mute: ['ambiguous'],
  /** It answers success in a shape that makes no sense. */
  garbled: ['ambiguous', 'accepted'],
} as const satisfies Record<string, readonly SendOutcome['outcome'][]>

export type ChannelFault = keyof typeof FAULTS

export interface OpenChannel {
  readonly channel: Channel
  /** An address the gateway knows. */
  readonly address: string
  /** How a send ends when all is well. */
  readonly success: 'accepted' | 'delivered'
  /** Makes the gateway act so from now on; or why it cannot. */
  readonly faults: { readonly [F in ChannelFault]: (() => Promise<void>) | string }
  /** Requests to send that reached the gateway. */
  received(): Promise<number>
  close(): Promise<void>
}

export type OpenChannelFn = () => Promise<OpenChannel>

const BODY = 'O disco do servidor está quase cheio 🙂'

/** Outcomes, never errors; one request a send; reasons that give nothing away. */
export const describeChannel = (name: string, open: OpenChannelFn): void => {
  describe(`channel contract: ${name}`, () => {
    const current = fresh(open)
    const aMessage = (given: Partial<Outgoing> = {}): Outgoing => ({
      id: uuid(),
      notificationId: uuid(),
      address: current().address,
      kind: 'alert',
      subject: 'Alerta',
      body: BODY,
      locale: 'pt-BR',
      ...given,
    })

    it('names itself and bounds a send', () => {
      const { channel } = current()
      expect(['whatsapp', 'email']).toContain(channel.name)
      expect(channel.sendTimeoutMs).toBeGreaterThan(0)
    })

    it('hands a message over, with ids of its own for each', async () => {
      const { channel, success, received } = current()
      const outcomes = [await channel.send(aMessage()), await channel.send(aMessage({ subject: null }))]
      expect(outcomes.map(({ outcome }) => outcome)).toEqual([success, success])
      expect(await received()).toBe(2)
      const ids = outcomes.map((outcome) => ('externalId' in outcome ? outcome.externalId : null))
      if (success === 'accepted') expect(new Set(ids).size).toBe(2)
      for (const id of ids) if (id !== null) expect(id).not.toBe('')
    })

    for (const [fault, ends] of Object.entries(FAULTS) as [ChannelFault, readonly SendOutcome['outcome'][]][]) {
      it(`ends as ${ends.join(' or ')} when the gateway is ${fault}, after one request, in time`, async (test) => {
        const { channel, faults, received, address } = current()
        const arrange = faults[fault]
        if (typeof arrange === 'string') return test.skip(arrange)
        await arrange()
        const before = await received()
        const started = performance.now()
        const outcome = await channel.send(aMessage())
        expect(ends).toContain(outcome.outcome)
        // A tenth more for the machine's own slowness.
        expect(performance.now() - started).toBeLessThan(channel.sendTimeoutMs * 1.1 + 500)
        expect((await received()) - before).toBeLessThanOrEqual(1)
        if ('reason' in outcome) {
          expect(outcome.reason).toMatch(/^[a-z][a-z0-9_]*$/)
          expect(outcome.reason).not.toContain(address)
        }
        if (outcome.outcome === 'transient' && outcome.retryAfterMs !== null) {
          expect(outcome.retryAfterMs).toBeGreaterThan(0)
        }
      })
    }

    const lookups: { fault: ChannelFault; allowed: readonly LookupOutcome['outcome'][] }[] = [
      { fault: 'mute', allowed: ['found', 'unknown'] },
      { fault: 'silent', allowed: ['absent', 'unknown'] },
      { fault: 'unreachable', allowed: ['unknown'] },
    ]
    it.each(lookups)(
      'looks up as $allowed after a send to a gateway that is $fault, and sends nothing',
      async (one) => {
        const { channel, faults, received } = current()
        const arrange = faults[one.fault]
        if (typeof arrange === 'string') return
        await arrange()
        const message = aMessage()
        await channel.send(message)
        const before = await received()
        const found = await channel.lookup(message, NOW)
        expect(one.allowed).toContain(found.outcome)
        if (found.outcome === 'found') expect(found.externalId).not.toBe('')
        expect(await received()).toBe(before)
      },
    )
  })
}
