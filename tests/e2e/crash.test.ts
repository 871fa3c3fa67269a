import { afterEach, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/e2e-house.ts'
import { all, confirmAll, countsOf, type Load, seeded, startLoad } from '../support/e2e-load.ts'
import { eventually, metric } from '../support/e2e-operator.ts'
import { endAll, type Server } from '../support/e2e-process.ts'
import type { Fault } from '../support/evolution-faults.ts'

const SEED = Number(process.env.E2E_SEED ?? 20_261_124)

/** When a process dies: at a random moment, or while the gateway has its request and has not answered. */
type Moment = 'any' | 'sent, not answered' | 'asked, not sent'

const STALLS: Readonly<Record<Exclude<Moment, 'any'>, Fault>> = {
  'sent, not answered': { kind: 'stall_headers', sends: true },
  'asked, not sent': { kind: 'stall_headers' },
}

const sends = (house: House): number => house.evolution.requests.filter(({ path }) => path.includes('sendText')).length

/** Waits for the moment: so many messages further, and inside of a send where one is wanted. */
const momentOf = async (house: House, load: Load, messages: number, moment: Moment): Promise<void> => {
  await eventually(() => expect(load.accepted()).toBeGreaterThanOrEqual(messages), 60_000)
  if (moment === 'any') return
  const before = sends(house)
  house.evolution.fault(STALLS[moment])
  await eventually(() => expect(sends(house)).toBeGreaterThan(before), 60_000)
}

interface Kill {
  readonly role: 'serve' | 'work' | undefined
  readonly moment: Moment
}

/** Kills and restarts, one after the other, while messages come; then checks that nobody can tell. */
const survive = async (house: House, kills: readonly Kill[], total: number): Promise<void> => {
  const random = seeded(SEED)
  const processes = new Map<Kill['role'], Server>()
  for (const role of new Set(kills.map(({ role }) => role)))
    processes.set(role, await house.start(role ? { role } : {}))
  const load = startLoad(house.evolution, total, 4)
  const whatsapp = confirmAll(house.evolution)

  const batch = Math.ceil(total / (kills.length + 1))
  for (const [index, { role, moment }] of kills.entries()) {
    load.allow(batch)
    await momentOf(house, load, index * batch + random(batch - 4), moment)
    const victim = processes.get(role)
    await victim?.kill()
    processes.set(role, await house.start({ ...(role ? { role } : {}), port: victim?.port ?? 0 }))
  }
  load.allow(total)
  await load.finished

  const server = processes.get('serve') ?? processes.get(undefined)
  if (server === undefined) throw new Error('Nobody serves.')
  await eventually(async () => {
    const { json } = await server.api('GET', '/notifications?kind=reply&status=delivered&limit=1&offset=0')
    expect(json.total).toBe(total)
  }, 180_000)
  await whatsapp.stop()
  await check(server, house, total)
}

const check = async (server: Server, house: House, total: number): Promise<void> => {
  const once = Array.from({ length: total }, () => 1)
  const tasks = await all(server, '/tasks', 'tasks')
  expect(
    countsOf(
      tasks.map(({ title }) => title),
      total,
    ),
    'tasks by message',
  ).toEqual(once)
  expect(tasks).toHaveLength(total)
  const replies = await all(server, '/notifications?kind=reply', 'notifications')
  expect(
    countsOf(
      replies.map(({ body }) => body),
      total,
    ),
    'replies by message',
  ).toEqual(once)
  expect(replies).toHaveLength(total)
  // The gateway can be asked what it sent, so that not even a death inside of a send says anything twice.
  expect(
    countsOf(
      house.evolution.sent.map(({ text }) => text),
      total,
    ),
    'sends by message',
  ).toEqual(once)

  await eventually(async () => {
    const { text } = await server.api('GET', '/metrics')
    expect(metric(text, 'sparkone_queue_depth', { status: 'active' }), 'jobs under way').toBe(0)
    expect(metric(text, 'sparkone_queue_depth', { status: 'dead' }), 'dead letters').toBe(0)
    expect(metric(text, 'sparkone_job_age_seconds'), 'jobs overdue').toBeLessThan(5)
    expect(metric(text, 'sparkone_notifications_pending'), 'notifications on their way').toBe(0)
  }, 30_000)
}

describe(`killed at any moment (seed ${SEED})`, () => {
  let house: House
  afterEach(async () => {
    await house?.close()
    await endAll()
  })
  const env = { EVOLUTION_API_TIMEOUT: '1', RECEIPT_DEADLINE_REPLY_SECONDS: '600' }

  it('loses nothing and says nothing twice on PostgreSQL, API and worker dying in turn', {
    timeout: 400_000,
  }, async () => {
    house = await openHouse({ database: 'postgres', whatsapp: true, env })
    await survive(
      house,
      [
        { role: 'serve', moment: 'any' },
        { role: 'work', moment: 'any' },
        { role: 'serve', moment: 'any' },
        { role: 'work', moment: 'sent, not answered' },
        { role: 'serve', moment: 'any' },
        { role: 'work', moment: 'any' },
        { role: 'serve', moment: 'any' },
      ],
      150,
    )
  })

  it('loses nothing and says nothing twice on the embedded database, the one process dying', {
    timeout: 240_000,
  }, async () => {
    house = await openHouse({ database: 'pglite', whatsapp: true, env })
    await survive(
      house,
      [
        { role: undefined, moment: 'any' },
        { role: undefined, moment: 'sent, not answered' },
        { role: undefined, moment: 'asked, not sent' },
      ],
      45,
    )
  })
})
