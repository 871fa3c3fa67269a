import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { createStorage, openPostgres } from '../../adapters/postgres/index.ts'
import { Temporal } from '../../core/kernel/time.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { confirmAll } from '../support/e2e-load.ts'
import { eventually, metric } from '../support/e2e-operator.ts'
import { endAll, type Server } from '../support/e2e-process.ts'

const ZONES = ['America/Sao_Paulo', 'Asia/Tokyo', 'Europe/Lisbon', 'Pacific/Auckland', 'America/Denver', 'Asia/Kolkata']

type Instant = InstanceType<typeof Temporal.Instant>
type ZonedDateTime = InstanceType<typeof Temporal.ZonedDateTime>

/** The next whole minute, for which there is still time to prepare: tasks and briefs have no seconds. */
const soon = (): Instant => Temporal.Instant.fromEpochMilliseconds(Math.ceil((Date.now() + 10_000) / 60_000) * 60_000)

/** Zones where the day does not end while the test runs. */
const zonesAt = (moment: Instant): readonly ZonedDateTime[] =>
  ZONES.map((zone) => moment.toZonedDateTimeISO(zone))
    .filter(({ hour }) => hour < 23)
    .slice(0, 3)

/** So many more looks at what is due, as the clock asks for one every minute. */
const tick = async (house: House, times: number): Promise<void> => {
  const connection = await openPostgres(house.env.DATABASE_URL ?? '')
  try {
    const storage = createStorage({ connection })
    for (let time = 0; time < times; time += 1) {
      await storage.run((stores) => stores.jobs.enqueue({ name: 'briefs.tick', data: {} }))
    }
  } finally {
    await connection.close()
  }
}

/** People of several zones with their brief at this moment, by phone. */
const invite = async (server: Server, moment: Instant): Promise<readonly string[]> => {
  const phones: string[] = []
  for (const [index, at] of zonesAt(moment).entries()) {
    const phone = `551197000000${index}`
    const { status } = await server.api('POST', '/people', {
      body: {
        name: `Pessoa ${index}`,
        time_zone: at.timeZoneId,
        brief_time: at.toPlainTime().toString({ smallestUnit: 'minute' }),
        aliases: [{ channel: 'whatsapp', address: `+${phone}` }],
      },
    })
    expect(status).toBe(201)
    phones.push(phone)
  }
  return phones
}

const idle = (server: Server) =>
  eventually(async () => {
    const { text } = await server.api('GET', '/metrics')
    for (const queue of ['briefs.tick', 'tasks.remind', 'notify.whatsapp']) {
      expect(metric(text, 'sparkone_queue_depth', { queue, status: 'queued' }), queue).toBe(0)
      expect(metric(text, 'sparkone_queue_depth', { queue, status: 'active' }), queue).toBe(0)
    }
  }, 60_000)

describe('what the clock brings', () => {
  let house: House
  afterEach(async () => {
    await house?.close()
  })
  afterAll(endAll)

  it('briefs each person once a day and reminds once, however many processes start, look and die', {
    timeout: 200_000,
  }, async () => {
    house = await openHouse({ database: 'postgres', whatsapp: true, env: { EVOLUTION_API_TIMEOUT: '1' } })
    const { evolution } = house
    const server = await house.start({ role: 'serve' })
    const operator = (await server.api('GET', '/people')).json.people[0]
    await server.api('PATCH', `/people/${operator.id}`, { body: { brief_time: null } })
    const moment = soon()
    const phones = await invite(server, moment)
    const task = await server.api('POST', '/tasks', {
      body: { title: 'Regar as samambaias', due_at: moment.toString() },
    })
    expect(Date.parse(task.json.due_at)).toBe(moment.epochMilliseconds)

    const briefs = (): readonly number[] =>
      phones.map(
        (phone) => evolution.sent.filter(({ address, text }) => address === phone && /Pessoa/.test(text)).length,
      )
    const reminders = (): number => evolution.sent.filter(({ text }) => text.includes('Regar as samambaias')).length
    const once = phones.map(() => 1)
    const whatsapp = confirmAll(evolution)
    const workers = (count: number): Promise<Server[]> =>
      Promise.all(Array.from({ length: count }, () => house.start({ role: 'work' })))

    const early = await workers(2)
    await tick(house, 5)
    await Promise.all(early.map((worker) => worker.kill()))
    const punctual = await workers(2)
    await eventually(
      () => {
        expect(briefs()).toEqual(once)
        expect(reminders()).toBe(1)
      },
      moment.epochMilliseconds - Date.now() + 30_000,
    )
    // By seconds, in which the gateway counts.
    expect(Math.min(...evolution.sent.map(({ at }) => at))).toBeGreaterThanOrEqual(moment.epochMilliseconds / 1000)

    await tick(house, 10)
    await Promise.all(punctual.map((worker) => worker.kill()))
    await workers(3)
    await tick(house, 10)
    await idle(server)
    await whatsapp.stop()
    expect(briefs()).toEqual(once)
    expect(reminders()).toBe(1)
    const count = async (kind: string) =>
      (await server.api('GET', `/notifications?kind=${kind}&limit=1&offset=0`)).json.total
    expect([await count('brief'), await count('reminder')]).toEqual([phones.length, 1])
  })
})
