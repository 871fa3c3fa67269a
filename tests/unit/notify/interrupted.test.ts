import { describe, expect, it } from 'vitest'
import type { NotificationKind } from '../../../core/notify/index.ts'
import { createOutside, type Plan } from './outside.ts'
import { createPower, type Power } from './power.ts'
import { createWorld, type World } from './world.ts'

interface Scenario {
  readonly name: string
  readonly kind: NotificationKind
  readonly whatsapp: Plan
  readonly email: Plan
  /** How many e-mails it comes to; at most one more when the process dies between sending one and writing it down. */
  readonly emails: 0 | 1
}

const RECEIPT = [[3, 'delivered']] as const
const SCENARIOS: readonly Scenario[] = [
  {
    name: 'a transient failure, then a receipt',
    kind: 'alert',
    whatsapp: { fates: ['transient', 'accepted'], receipts: RECEIPT, isAskable: true },
    email: { fates: [] },
    emails: 0,
  },
  {
    name: 'a receipt before the answer',
    kind: 'reply',
    whatsapp: { fates: ['accepted'], receipts: [[0, 'server']], isAskable: true },
    email: { fates: [] },
    emails: 0,
  },
  {
    name: 'no answer, found, then a receipt',
    kind: 'alert',
    whatsapp: { fates: ['mute'], receipts: RECEIPT, isAskable: true },
    email: { fates: [] },
    emails: 0,
  },
  {
    name: 'no answer, absent, sent again, then a receipt',
    kind: 'brief',
    whatsapp: { fates: ['silent', 'accepted'], receipts: RECEIPT, isAskable: true },
    email: { fates: [] },
    emails: 0,
  },
  {
    name: 'no receipt, an e-mail that fails once',
    kind: 'alert',
    whatsapp: { fates: ['accepted'], isAskable: true },
    email: { fates: ['transient', 'accepted'] },
    emails: 1,
  },
  {
    name: 'a refusal, then e-mail',
    kind: 'brief',
    whatsapp: { fates: ['rejected', 'rejected'], isAskable: true },
    email: { fates: ['accepted'] },
    emails: 1,
  },
  {
    name: 'logged out, then an e-mail without an answer',
    kind: 'alert',
    whatsapp: { fates: ['unavailable', 'unavailable'], isAskable: true },
    email: { fates: ['silent', 'accepted'] },
    emails: 1,
  },
]

type Restart = 'another worker goes on when the lease is over' | 'the only process starts again and recovers'

/** Plays a scenario; a process that dies is started again, and callers repeat what was not acknowledged. */
const play = async (scenario: Scenario, power: Power, restart: Restart) => {
  const world = createWorld({ power })
  const ana = await world.addPerson()
  const outside = createOutside(world, scenario.whatsapp, scenario.email)
  const revive = async (): Promise<void> => {
    if (!power.isCut()) return
    power.restore()
    if (restart === 'the only process starts again and recovers') await world.notify.recover()
  }
  const untilAcknowledged = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call()
    } catch {
      await revive()
      return call()
    }
  }
  const id = await untilAcknowledged(() => world.tell(ana, { kind: scenario.kind, dedupeKey: 'once' }))
  for (let due = next(world, outside.webhooks); due !== null; due = next(world, outside.webhooks)) {
    if (due > world.clock.now()) world.clock.set(due)
    for (const webhook of outside.webhooks.filter(({ at }) => at <= world.clock.now())) {
      outside.webhooks.splice(outside.webhooks.indexOf(webhook), 1)
      await untilAcknowledged(() => world.notify.receive({ channel: 'whatsapp', ...webhook }))
    }
    await world.drain()
    await revive()
  }
  return { world, outside, id }
}

const next = (world: World, webhooks: readonly { readonly at: Date }[]): Date | null => {
  const times = [...webhooks.map(({ at }) => at), ...world.jobs.waiting().map(({ runAt }) => runAt)]
  return times.length === 0 ? null : new Date(Math.min(...times.map((time) => time.getTime())))
}

describe.each(SCENARIOS)('process stopped between any two steps: $name', (scenario) => {
  it.each<Restart>(['another worker goes on when the lease is over', 'the only process starts again and recovers'])(
    '%s',
    async (restart) => {
      const whole = createPower()
      await play(scenario, whole, restart)
      const calls = whole.calls()
      expect(calls).toBeGreaterThan(5)
      for (let cutBefore = 1; cutBefore <= calls; cutBefore += 1) {
        const power = createPower({ cutBefore })
        const { world, outside, id } = await play(scenario, power, restart)
        const { notification } = await world.read(id)
        const where = `cut before call ${cutBefore} of ${calls}`
        expect(notification.status, where).toBe('delivered')
        const wasUnderWay = scenario.whatsapp.fates.some((fate) => fate === 'accepted' || fate === 'mute')
        expect(outside.taken.whatsapp.length, where).toBe(wasUnderWay ? 1 : 0)
        expect(outside.taken.email.length, where).toBeGreaterThanOrEqual(scenario.emails)
        expect(outside.taken.email.length, where).toBeLessThanOrEqual(scenario.emails * 2)
        expect(world.jobs.dead(), where).toEqual([])
        expect(world.jobs.waiting(), where).toEqual([])
      }
    },
  )
})
