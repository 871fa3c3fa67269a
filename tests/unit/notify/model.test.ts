import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Delivery, Notification } from '../../../core/notify/ports.ts'
import { runs } from '../../support/soak.ts'
import { type Event, type History, playHistory } from './history.ts'
import type { Fate, Plan } from './outside.ts'

const FATES: readonly Fate[] = ['accepted', 'rejected', 'unavailable', 'transient', 'throttled', 'mute', 'silent']
const CONFIRMING: Readonly<Record<string, readonly string[]>> = {
  alert: ['delivered', 'read'],
  reminder: ['server', 'delivered', 'read'],
  brief: ['server', 'delivered', 'read'],
}
const second = fc.integer({ min: 0, max: 300 })
const fates = fc.array(fc.constantFrom(...FATES), { maxLength: 12 })
const receipts = fc.array(
  fc.tuple(
    fc.constantFrom(0, 1, 5, 30, 59, 61, 200, 900),
    fc.constantFrom('accepted', 'server', 'delivered', 'read', 'failed'),
  ),
  { maxLength: 4 },
)
const whatsapp: fc.Arbitrary<Plan> = fc.record({ fates, receipts, isAskable: fc.boolean() })
const email: fc.Arbitrary<Plan> = fc.oneof(fc.constant({ fates: [] }), fc.record({ fates, isAskable: fc.boolean() }))
const channel = fc.constantFrom('all', 'whatsapp', 'email')
const event: fc.Arbitrary<Event> = fc.oneof(
  fc.record({ at: second, do: fc.constant('cut'), calls: fc.integer({ min: 0, max: 12 }) }),
  fc.record({ at: second, do: fc.constantFrom('pause', 'resume'), channel }),
  fc.record({ at: second, do: fc.constant('cancel'), which: fc.nat({ max: 5 }) }),
  fc.record({ at: second, do: fc.constant('sleep'), seconds: fc.constantFrom(1, 59, 3_600, 90_000) }),
)
const history: fc.Arbitrary<History> = fc.record({
  whatsapp,
  email,
  told: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: 100 }),
      to: fc.nat({ max: 4 }),
      kind: fc.constantFrom('alert', 'reminder', 'brief'),
      grouped: fc.boolean(),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  events: fc.array(event, { maxLength: 6 }),
  twice: fc.boolean(),
  recovers: fc.boolean(),
  cap: fc.constantFrom(1, 3, 20),
})

const check = async (played: History): Promise<void> => {
  const { world, outside, told, cuts, violations } = await playHistory(played)
  expect(violations).toEqual([])
  expect(world.jobs.dead()).toEqual([])
  const emails = new Map<string, number>()
  for (const { notificationId, address } of outside.taken.email) {
    const group = told.find(({ id }) => id === notificationId)?.groupKey ?? notificationId
    emails.set(`${group} ${address}`, (emails.get(`${group} ${address}`) ?? 0) + 1)
  }
  for (const { id, isCancelled } of told) {
    const { notification, deliveries } = await world.read(id)
    expect(notification.status === 'cancelled').toBe(isCancelled)
    expect(notification.status).not.toBe('pending')
    expect(deliveries.filter(({ state }) => state === 'sending')).toEqual([])
    // Never a second text: the gateway is asked first, and where nobody can tell nothing is sent again.
    expect(outside.taken.whatsapp.filter((message) => message.notificationId === id).length).toBeLessThanOrEqual(1)
    const isConfirmed = deliveries.some(({ receipts: heard }) =>
      heard.some((receipt) => (CONFIRMING[notification.kind] ?? []).includes(receipt.kind)),
    )
    const isMailed = deliveries.some((delivery) => delivery.channel === 'email' && delivery.state === 'delivered')
    const isShared = deliveries.some(({ reason }) => reason === 'same_address')
    if (notification.status === 'delivered') expect(isConfirmed || isMailed || isShared).toBe(true)
    if (notification.status === 'failed') expectExhausted(notification, deliveries)
    const mailWorks = played.email.fates.length === 0 && notification.chain.includes('email')
    if (mailWorks && notification.status === 'failed') expect(notification.reason).toBe('expired')
  }
  // Beyond one: only where a send had no known end, or its sender died.
  const unknowns = played.email.fates.filter((fate) => fate === 'mute').length
  for (const count of emails.values()) expect(count).toBeLessThanOrEqual(1 + unknowns + cuts)
}

const expectExhausted = (notification: Notification, deliveries: readonly Delivery[]): void => {
  expect(deliveries.filter(({ state }) => state === 'delivered')).toEqual([])
  const tried = new Set(deliveries.map((delivery) => delivery.channel))
  if (notification.reason !== 'expired') expect([...tried].toSorted()).toEqual([...notification.chain].toSorted())
}

describe('whatever happens outside, whoever dies, whatever is paused or cancelled', () => {
  it.each([1, 2, 3])('each notification ends, once, as it really went (seed %i)', async (seed) => {
    await fc.assert(fc.asyncProperty(history, check), { seed, numRuns: runs(100) })
  })
})
