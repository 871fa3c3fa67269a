import { afterEach, describe, expect, it, vi } from 'vitest'
import { createLog } from '../../../adapters/pino/index.ts'
import { migrate } from '../../../adapters/postgres/index.ts'
import { loadConfig } from '../../../config.ts'
import { type ProcessRole, type RunningProcess, startProcess } from '../../../runtime/process.ts'
import { emptyPostgres, freshPostgres } from '../../support/databases.ts'
import { startTcpProxy } from '../../support/tcp-proxy.ts'
import { freePort } from '../../support/tethered.ts'

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})
const later = <T>(made: T, end: (made: T) => Promise<unknown>): T => {
  ends.push(() => end(made))
  return made
}

const start = async (url: string, role: ProcessRole, env: Record<string, string> = {}) => {
  const lines: string[] = []
  const lateKeys: string[] = []
  const port = await freePort()
  const config = loadConfig({ ENVIRONMENT: 'test', DATABASE_URL: url, PORT: String(port), ...env }, () => '')
  const log = createLog({ level: 'info', service: {}, write: (line) => void lines.push(line) })
  const running: RunningProcess = await startProcess(config, log, {
    role,
    migrates: false,
    onLateKey: ({ firstKey }) => void lateKeys.push(String(firstKey)),
  })
  let stopped: Promise<void> | null = null
  const stop = (): Promise<void> => {
    stopped ??= running.stop()
    return stopped
  }
  ends.push(stop)
  const get = async (path: string): Promise<{ status: number; body: string }> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`)
    return { status: answer.status, body: await answer.text() }
  }
  return { running, stop, get, lateKeys, log: () => lines.join('') }
}

const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 20_000, interval: 50 })

/** A PostgreSQL that can be taken away and given back. */
const behindProxy = async () => {
  const database = later(await freshPostgres(), (it) => it.close())
  const { hostname, port, username, pathname } = new URL(database.url)
  const proxy = later(await startTcpProxy({ host: hostname, port: Number(port || 5432) }), (it) => it.stop())
  return { proxy, url: `postgres://${username}@${proxy.host}:${proxy.port}${pathname}` }
}

describe('a start', () => {
  it.each(['serve', 'both'] as const)('of %s without a database waits, says so, and recovers', async (role) => {
    const { proxy, url } = await behindProxy()
    await proxy.down()
    const { get, lateKeys, log } = await start(url, role)
    expect((await get('/health/live')).status).toBe(200)
    expect((await get('/health/ready')).status).toBe(503)
    expect(log()).toContain('the database cannot be used: waiting, not ready')
    await proxy.up()
    await eventually(async () => expect((await get('/health/ready')).status).toBe(200))
    expect(lateKeys).toHaveLength(1)
  })

  it('of a worker without a database waits, and works when it is there', async () => {
    const { proxy, url } = await behindProxy()
    await proxy.down()
    const { running } = await start(url, 'work')
    await proxy.up()
    await eventually(async () => {
      const { people } = await running.sparkone.core.people.list({ limit: 10 })
      expect(people).toHaveLength(1)
    })
  })

  it('on tables that are not there yet waits for whoever migrates', async () => {
    const database = later(await emptyPostgres(), (it) => it.close())
    const { get, log } = await start(database.url, 'both')
    const unready = await get('/health/ready')
    expect(unready).toMatchObject({ status: 503, body: expect.stringContaining('migrations') })
    expect(log()).toContain('not migrated')
    await migrate(database.connection)
    await eventually(async () => expect((await get('/health/ready')).status).toBe(200))
  })

  it('that waits is stopped at once', async () => {
    const database = later(await emptyPostgres(), (it) => it.close())
    const { stop } = await start(database.url, 'both')
    const began = performance.now()
    await stop()
    expect(performance.now() - began).toBeLessThan(5000)
  })

  it('on a port that is taken names the port and what to do', async () => {
    const database = later(await freshPostgres(), (it) => it.close())
    const port = String(await freePort())
    await start(database.url, 'serve', { PORT: port })
    await expect(start(database.url, 'serve', { PORT: port })).rejects.toMatchObject({
      kind: 'misconfigured',
      message: `Port ${port} is taken by another program. Stop it, or choose another port with PORT.`,
    })
  })
})

describe('the metrics port', () => {
  it.each(['serve', 'work'] as const)('of %s answers without a key, also before the tables are there', async (role) => {
    const database = later(await emptyPostgres(), (it) => it.close())
    const port = await freePort()
    await start(database.url, role, { METRICS_PORT: String(port) })
    const scrape = await fetch(`http://127.0.0.1:${port}/metrics`)
    expect(scrape.status).toBe(200)
    expect(await scrape.text()).toContain('sparkone_')
    expect((await fetch(`http://127.0.0.1:${port}/tasks`)).status).toBe(404)
  })
})
