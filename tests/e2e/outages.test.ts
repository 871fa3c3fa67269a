import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshPostgres } from '../support/databases.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { eventually, metric, sentWith, settled, write } from '../support/e2e-operator.ts'
import { endAll, type Server } from '../support/e2e-process.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

/** The address of a service, led through a proxy that can fail. */
const through = async (url: string): Promise<{ proxy: TcpProxy; url: string }> => {
  const { hostname, port, protocol } = new URL(url)
  const usual = protocol === 'redis:' ? 6379 : 5432
  const proxy = await startTcpProxy({ host: hostname, port: Number(port) || usual })
  const proxied = new URL(url)
  proxied.hostname = proxy.host
  proxied.port = String(proxy.port)
  return { proxy, url: proxied.toString() }
}

const answersReady = (server: Server, status: number, timeout = 20_000) =>
  eventually(async () => expect((await server.api('GET', '/health/ready', { key: null })).status).toBe(status), timeout)

describe('with PostgreSQL away', () => {
  let house: House
  let server: Server
  let proxy: TcpProxy
  let close: () => Promise<void>
  beforeAll(async () => {
    const database = await freshPostgres()
    const proxied = await through(database.url)
    proxy = proxied.proxy
    close = async () => {
      await proxy.stop()
      await database.close()
    }
    house = await openHouse({ database: 'postgres', whatsapp: true, env: { DATABASE_URL: proxied.url } })
    server = await house.start()
  })
  afterAll(async () => {
    await house?.close()
    await close?.()
    await endAll()
  })

  it('refuses for the moment, by a problem and not for good, then goes on by itself with all it had', async () => {
    const kept = await server.api('POST', '/tasks', { body: { title: 'Antes da queda' } })
    expect(kept.status).toBe(201)
    const later = new Date(Date.now() + 4000).toISOString()
    const planned = await server.api('POST', '/notifications', {
      body: { kind: 'reminder', body: 'Planejado antes da queda', not_before: later },
    })
    expect(planned.status).toBe(202)

    await proxy.down()
    await answersReady(server, 503)
    expect((await server.api('GET', '/health/live', { key: null })).status).toBe(200)
    expect((await server.api('GET', '/health/database', { key: null })).status).toBe(503)
    for (const [method, path, body] of [
      ['GET', '/tasks', undefined],
      ['POST', '/tasks', { title: 'Durante a queda' }],
      ['POST', '/brief/send', {}],
    ] as const) {
      const answer = await server.api(method, path, { body })
      expect(answer.status, `${method} ${path}`).toBe(503)
      expect(answer.headers.get('content-type')).toContain('application/problem+json')
      expect(answer.headers.get('retry-after')).toMatch(/^\d+$/)
      expect(answer.json).toMatchObject({ status: 503, type: 'urn:sparkone:problem:unavailable' })
    }
    // A 4xx would make the gateway give up for good.
    expect((await write(house.evolution, 'comprar velas', '3AOUTAGE000000000001')).status).toBe(503)

    await proxy.up()
    await answersReady(server, 200)
    expect((await write(house.evolution, 'comprar velas', '3AOUTAGE000000000001')).status).toBe(200)
    await sentWith(house.evolution, 'comprar velas')
    await sentWith(house.evolution, 'Planejado antes da queda')
    const { tasks } = (await server.api('GET', '/tasks')).json
    expect(tasks.map(({ title }: { title: string }) => title).toSorted()).toEqual(['Antes da queda', 'comprar velas'])
  })

  it('says soon that it is not ready when the database hangs, and comes back by itself', async () => {
    proxy.set({ blackhole: true })
    const began = performance.now()
    expect((await server.api('GET', '/health/ready', { key: null })).status).toBe(503)
    expect(performance.now() - began).toBeLessThan(6000)
    proxy.set({ blackhole: false })
    proxy.resetAll()
    await answersReady(server, 200)
    expect((await server.api('GET', '/tasks')).status).toBe(200)
    expect(server.hasExited()).toBe(false)
  })
})

describe('with Redis away', () => {
  let house: House
  let server: Server
  let proxy: TcpProxy
  beforeAll(async () => {
    const proxied = await through(inject('redisUrl'))
    proxy = proxied.proxy
    house = await openHouse({ database: 'postgres', env: { REDIS_URL: proxied.url } })
    server = await house.start()
  })
  afterAll(async () => {
    await house?.close()
    await proxy?.stop()
    await endAll()
  })

  const failures = async () => metric((await server.api('GET', '/metrics')).text, 'sparkone_cache_failures_total')

  /** The slowest of some requests. */
  const slowest = async (): Promise<number> => {
    let most = 0
    for (let index = 0; index < 10; index += 1) {
      const began = performance.now()
      expect((await server.api('GET', '/tasks')).status).toBe(200)
      most = Math.max(most, performance.now() - began)
    }
    return most
  }

  it('serves on without it, quickly, and counts how often it had to', async () => {
    expect((await server.api('GET', '/health/redis', { key: null })).status).toBe(200)
    const before = (await failures()) ?? 0

    proxy.set({ blackhole: true })
    expect(await slowest(), 'ms while Redis hangs').toBeLessThan(2000)
    const hung = (await failures()) ?? 0
    expect(hung).toBeGreaterThan(before)

    proxy.set({ blackhole: false })
    await proxy.down()
    await eventually(async () => expect((await server.api('GET', '/health/redis', { key: null })).status).toBe(503))
    expect(await slowest(), 'ms while Redis is down').toBeLessThan(2000)
    await answersReady(server, 200)

    await proxy.up()
    await eventually(async () => expect((await server.api('GET', '/health/redis', { key: null })).status).toBe(200))
  })
})

describe('with both channels away', () => {
  let house: House
  let server: Server
  beforeAll(async () => {
    house = await openHouse({
      database: 'postgres',
      whatsapp: true,
      email: true,
      env: { RECEIPT_DEADLINE_ALERT_SECONDS: '2' },
    })
    server = await house.start()
  })
  afterAll(async () => {
    await house?.close()
    await endAll()
  })

  it('takes a notification all the same and delivers it once when they are back', async () => {
    house.evolution.always('POST /message/sendText', { kind: 'reset_before' })
    house.evolution.always('POST /chat/findMessages', { kind: 'reset_before' })
    house.smtp.fault('greeting', { kind: 'drop' })
    const alert = await server.api('POST', '/notifications', { body: { kind: 'alert', body: 'Sem canais' } })
    expect(alert).toMatchObject({ status: 202, json: { status: 'pending', chain: ['whatsapp', 'email'] } })
    await eventually(async () => {
      const { json } = await server.api('GET', `/notifications/${alert.json.id}`)
      expect(json.deliveries.at(-1)).toMatchObject({ channel: 'email', state: 'retrying' })
    }, 20_000)

    house.evolution.always('POST /message/sendText', null)
    house.evolution.always('POST /chat/findMessages', null)
    house.smtp.fault('greeting', null)
    // The second attempt on the last channel comes after half a minute at the latest.
    const { deliveries } = await settled(server, alert.json.id, 'delivered', 45_000)
    expect(deliveries.at(-1)).toMatchObject({ channel: 'email', state: 'delivered', attempt: 2 })
    expect(house.smtp.mails).toHaveLength(1)
    expect(house.evolution.sent).toHaveLength(0)
  })
})
