import type { NotificationKind } from '../../../core/notify/index.ts'
import type { Outgoing } from '../../../core/notify/ports.ts'
import type { ChannelName, Person } from '../../../core/people/person.ts'
import { createOutside, type Plan, type Webhook } from './outside.ts'
import { createPower } from './power.ts'
import { createWorld, OPERATOR, secondsIn } from './world.ts'

export interface History {
  readonly whatsapp: Plan
  readonly email: Plan
  readonly told: readonly {
    readonly at: number
    readonly to: number
    readonly kind: NotificationKind
    readonly grouped: boolean
  }[]
  readonly events: readonly Event[]
  /** Webhooks come twice. */
  readonly twice: boolean
  readonly recovers: boolean
  readonly cap: number
}

/** Seconds from the start. */
export type Event = { readonly at: number } & (
  | { readonly do: 'cut'; readonly calls: number }
  | { readonly do: 'pause' | 'resume'; readonly channel: ChannelName | 'all' }
  | { readonly do: 'cancel'; readonly which: number }
  /** Time passes and nobody works. */
  | { readonly do: 'sleep'; readonly seconds: number }
)

export interface Told {
  readonly id: string
  readonly groupKey: string | null
  readonly isCancelled: boolean
  readonly expiresAt: Date
}

/** Two operators who share the fallback address, an operator and a member with their own, and one without e-mail. */
const PEOPLE = [
  { addresses: ['5511900000001'], role: 'operator' },
  { addresses: ['5511900000002'], role: 'operator' },
  { addresses: ['5511900000003', 'caio@example.com'], role: 'operator' },
  { addresses: ['5511900000004', 'duda@example.com'], role: 'member' },
  { addresses: ['5511900000005'], role: 'member' },
] as const

/** Plays a history to its end and says what became of everyone, and which sends there were that must not be. */
export const playHistory = async (history: History) => {
  const power = createPower()
  const world = createWorld({ power, settings: { whatsappHourlyCap: history.cap } })
  const violations: string[] = []
  const told: Told[] = []
  const paused = new Set<string>()
  const watch = (name: ChannelName, { notificationId }: Outgoing): void => {
    const one = told.find(({ id }) => id === notificationId)
    if (one === undefined) violations.push('sent before it was told')
    else if (one.isCancelled) violations.push('sent after its cancel')
    else if (world.clock.now() >= one.expiresAt) violations.push('sent after its expiry')
    if (paused.has(name) || paused.has('all')) violations.push('sent on a paused channel')
  }
  const outside = createOutside(world, history.whatsapp, history.email, watch)
  const people: Person[] = []
  for (const { addresses, role } of PEOPLE) people.push(await world.addPerson({ role }, [...addresses]))
  let cuts = 0

  const revive = async (): Promise<void> => {
    if (!power.isCut()) return
    cuts += 1
    power.restore()
    if (history.recovers) await world.notify.recover()
  }
  const surely = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call()
    } catch {
      await revive()
      return call()
    }
  }
  const act = async (event: Event): Promise<void> => {
    switch (event.do) {
      case 'cut':
        return power.cutAfter(event.calls)
      case 'pause':
        await surely(() => world.notify.pause(OPERATOR, event.channel))
        paused.add(event.channel)
        return
      case 'resume':
        await surely(() => world.notify.resume(OPERATOR, event.channel))
        paused.delete(event.channel)
        return
      case 'sleep':
        return world.clock.advance(event.seconds * 1000)
      case 'cancel': {
        const one = told[event.which]
        if (one === undefined) return
        const { notification } = await surely(() => world.read(one.id))
        if (notification.status !== 'pending') return
        await surely(() => world.notify.cancel(OPERATOR, one.id))
        told[event.which] = { ...one, isCancelled: true }
      }
    }
  }
  const tell = async ({ to, kind, grouped }: History['told'][number]): Promise<void> => {
    const person = people[to % people.length]
    if (person === undefined) return
    const groupKey = grouped ? `group:${kind}` : null
    const dedupeKey = `told:${told.length}`
    const id = await surely(() => world.tell(person, { kind, groupKey, dedupeKey }))
    const { notification } = await surely(() => world.read(id))
    told.push({ id, groupKey, isCancelled: false, expiresAt: notification.expiresAt })
  }
  const hear = async (webhook: Webhook): Promise<void> => {
    await surely(() => world.notify.receive({ channel: 'whatsapp', ...webhook }))
  }

  const agenda: { at: Date; run: () => Promise<void> }[] = [
    ...history.told.map((one) => ({ at: secondsIn(one.at), run: () => tell(one) })),
    ...history.events.map((event) => ({ at: secondsIn(event.at), run: () => act(event) })),
    // Whoever pauses resumes in the end.
    ...(['all', 'whatsapp', 'email'] as const).map((channel) => ({
      at: secondsIn(4_000),
      run: () => act({ at: 4_000, do: 'resume', channel }),
    })),
  ]
  for (let round = 0; ; round += 1) {
    if (round > 20_000) throw new Error('It never ends.')
    for (const webhook of outside.webhooks.splice(0)) {
      for (let copy = history.twice ? 2 : 1; copy > 0; copy -= 1) {
        agenda.push({ at: webhook.at, run: () => hear(webhook) })
      }
    }
    agenda.sort((a, b) => a.at.getTime() - b.at.getTime())
    const [first] = agenda
    const job = world.jobs.waiting()[0]
    if (first === undefined && job === undefined) break
    if (first !== undefined && (job === undefined || first.at <= job.runAt)) {
      agenda.shift()
      if (first.at > world.clock.now()) world.clock.set(first.at)
      await first.run()
      await revive()
      continue
    }
    if (job !== undefined && job.runAt > world.clock.now()) world.clock.set(job.runAt)
    await world.drain()
    await revive()
  }
  power.restore()
  return { world, outside, told, cuts, violations }
}
