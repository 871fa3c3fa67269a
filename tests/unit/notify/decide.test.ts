import { describe, expect, it } from 'vitest'
import { decide, type Situation, type Step } from '../../../core/notify/decide.ts'
import type { Delivery, Notification, ReceiptKind } from '../../../core/notify/ports.ts'
import { aDelivery, aNotification, aPerson, minutesLater, NOW, secondsLater } from '../../contracts/samples.ts'

const ATTEMPT = { deadlineAt: minutesLater(1), leaseUntil: secondsLater(25) }

const situation = (
  given: Partial<Situation>,
  notification: Partial<Notification> = {},
  attempt: Partial<Delivery> | null = null,
  receipts: readonly ReceiptKind[] = [],
): Situation => {
  const whole = aNotification('ana', notification)
  const deliveries = attempt === null ? [] : [aDelivery(whole.id, { ...ATTEMPT, ...attempt })]
  const heard = receipts.map((kind) => ({ channel: 'whatsapp', externalId: 'BAE5', kind, at: NOW }) as const)
  return {
    now: NOW,
    notification: whole,
    deliveries,
    receipts: new Map(deliveries.map(({ id }) => [id, heard])),
    person: aPerson(),
    route: { address: '5511987654321', ref: 'reply' },
    isConfigured: true,
    isPaused: false,
    ...given,
  }
}

const wait = (until: Date): Step => ({ do: 'wait', until })
const hold = (until: Date): Step => ({ do: 'hold', until })
const over = { now: minutesLater(60) }

describe('the next step', () => {
  it.each<[name: string, Situation, Step]>([
    ['nothing tried: an attempt', situation({}), { do: 'attempt' }],
    ['not before: wait', situation({}, { notBefore: minutesLater(9) }), hold(minutesLater(9))],
    [
      'not before, beyond the expiry: wait for that',
      situation({}, { notBefore: minutesLater(99) }),
      hold(minutesLater(60)),
    ],
    ['paused: wait for the expiry', situation({ isPaused: true }), hold(minutesLater(60))],
    ['not configured: next', situation({ isConfigured: false }), { do: 'giveUp', reason: 'not_configured' }],
    ['no address: next', situation({ route: null }), { do: 'giveUp', reason: 'no_address' }],
    ['expired: the end', situation(over), { do: 'expire' }],
    ['nobody left to tell: cancel', situation({ person: null }), { do: 'cancel', reason: 'person_removed' }],
    ['settled: nothing', situation(over, { status: 'delivered', settledAt: NOW }), { do: 'nothing' }],
  ])('%s', (_, given, expected) => {
    expect(decide(given)).toEqual(expected)
  })

  it.each<[name: string, Situation, Step]>([
    ['under way: wait for its end', situation({}, {}, {}), wait(secondsLater(25))],
    [
      'under way at the deadline: next',
      situation({ now: minutesLater(1) }, {}, {}),
      { do: 'giveUp', reason: 'no_receipt' },
    ],
    [
      'under way at the deadline of a lease that is longer: wait for the deadline',
      situation({}, {}, { leaseUntil: minutesLater(2) }),
      wait(minutesLater(1)),
    ],
    [
      'under way, on the last channel: wait for the lease',
      situation({ now: minutesLater(1) }, { chain: ['whatsapp'] }, { leaseUntil: minutesLater(2) }),
      wait(minutesLater(2)),
    ],
    ['accepted: wait for the deadline', situation({}, {}, { state: 'accepted' }), wait(minutesLater(1))],
    ['accepted, paused: all the same', situation({ isPaused: true }, {}, { state: 'accepted' }), wait(minutesLater(1))],
    [
      'accepted, at the deadline: next',
      situation({ now: minutesLater(1) }, {}, { state: 'accepted' }),
      { do: 'giveUp', reason: 'no_receipt' },
    ],
    [
      'accepted, failed: next',
      situation({}, {}, { state: 'accepted' }, ['server', 'failed']),
      { do: 'giveUp', reason: 'failed_receipt' },
    ],
    ['retrying: wait', situation({}, {}, { state: 'retrying', nextAttemptAt: secondsLater(4) }), hold(secondsLater(4))],
    ['retrying, due: an attempt', situation({}, {}, { state: 'retrying', nextAttemptAt: NOW }), { do: 'attempt' }],
    [
      'retrying, due, paused: wait for the deadline',
      situation({ isPaused: true }, {}, { state: 'retrying', nextAttemptAt: NOW }),
      hold(minutesLater(1)),
    ],
    [
      'ambiguous: wait',
      situation({}, {}, { state: 'ambiguous', nextAttemptAt: secondsLater(2) }),
      wait(secondsLater(2)),
    ],
    [
      'ambiguous, at the deadline: next',
      situation({ now: minutesLater(1) }, {}, { state: 'ambiguous', nextAttemptAt: NOW }),
      { do: 'giveUp', reason: 'no_receipt' },
    ],
    ['of an earlier round: an attempt', situation({}, { round: 2 }, { state: 'failed' }), { do: 'attempt' }],
  ])('with an attempt %s', (_, given, expected) => {
    expect(decide(given)).toEqual(expected)
  })

  it('asks about an ambiguous one when that is due', () => {
    const given = situation({}, {}, { state: 'ambiguous', nextAttemptAt: NOW })
    expect(decide(given)).toEqual({ do: 'lookUp', delivery: given.deliveries[0] })
  })

  it('concludes on one whose sender died, also when nothing follows from it', () => {
    for (const status of ['pending', 'cancelled'] as const) {
      const given = situation({ now: secondsLater(25) }, { status }, {})
      expect(decide(given)).toEqual({ do: 'conclude', delivery: given.deliveries[0] })
      expect(decide({ ...given, now: secondsLater(24) })).toEqual(wait(secondsLater(25)))
    }
  })

  it('takes what is confirmed for delivered, even past the deadline and the expiry', () => {
    const given = situation(over, {}, { state: 'accepted' }, ['read'])
    expect(decide(given)).toEqual({ do: 'confirm', delivery: given.deliveries[0] })
  })

  it('holds a reminder through quiet hours', () => {
    const person = aPerson({ quietHours: { start: '08:00', end: '10:00' } })
    expect(decide(situation({ person }, { kind: 'reminder' }))).toEqual(hold(minutesLater(60)))
    expect(decide(situation({ person }, { kind: 'brief' }))).toEqual({ do: 'attempt' })
  })
})
