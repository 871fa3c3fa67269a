import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { startBlackbox } from '../../ops/drills/blackbox.ts'
import { timeLapse } from '../../ops/drills/time-lapse.ts'
import { type AgentosServer, startAgentosServer } from '../support/agentos-server.ts'
import { alertRules, alertRulesText } from '../support/alert-rules.ts'
import { freshPostgres } from '../support/databases.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually, settled } from '../support/e2e-operator.ts'
import { API_KEY, endAll, type Server } from '../support/e2e-process.ts'
import { type Exposition, serveExposition } from '../support/exporters.ts'
import { type PrometheusServer, startPrometheus } from '../support/prometheus-server.ts'
import { scrapeConfig } from '../support/scrape-config.ts'
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'
import { freePort } from '../support/tethered.ts'

// Each alert fires because what it is about really happens, in one installation on which everything goes wrong in turn.
// The rules run sixty times faster, and only what no test can wait for (the age of a job) is written into the database.

const host = (url: string) => new URL(url).host
const seconds = () => Math.round(Date.now() / 1000)
const closing: (() => unknown)[] = []
const opened = <T extends { stop(): Promise<void> }>(it: T): T => {
  closing.unshift(it.stop)
  return it
}

const lineTo = async (url: string, usualPort: number): Promise<{ line: TcpProxy; url: string }> => {
  const target = new URL(url)
  const line = opened(await startTcpProxy({ host: target.hostname, port: Number(target.port) || usualPort }))
  target.host = `${line.host}:${line.port}`
  return { line, url: target.toString() }
}

let house: House
let api: Server
let worker: Server
let prometheus: PrometheusServer
let database: TcpProxy
let redis: TcpProxy
let sql: postgres.Sql
let proxy: Exposition
let node: Exposition
let grafana: Exposition
let agno: AgentosServer
let outside: OutsideMirrors
let stopIdling = () => {}

const DISK = 'node_filesystem_avail_bytes{device="/dev/sda1",fstype="ext4",mountpoint="/"}'
const CERTIFICATE = 'traefik_tls_certs_not_after{cn="sparkone.example",sans="sparkone.example",serial="251234567890"}'

beforeAll(async () => {
  const fresh = await freshPostgres()
  closing.unshift(fresh.close)
  sql = postgres(fresh.url, { max: 2, onnotice: () => undefined })
  closing.unshift(() => sql.end())
  const lines = await Promise.all([lineTo(fresh.url, 5432), lineTo(inject('redisUrl'), 6379)])
  database = lines[0].line
  redis = lines[1].line
  agno = opened(await startAgentosServer())
  outside = await openOutsideMirrors()
  closing.unshift(outside.close)
  house = await openHouse({
    database: 'postgres',
    whatsapp: true,
    email: true,
    env: {
      ...{ DATABASE_URL: lines[0].url, REDIS_URL: lines[1].url },
      ...outside.env.notion,
      ...outside.env.sheets,
      ...{ AGNO_BASE_URL: agno.url, AGNO_AGENT_ID: agno.agentId, AGNO_API_KEY: agno.apiKey },
      ...{ RECEIPT_DEADLINE_REMINDER_SECONDS: '1', DELIVERY_MAX_ATTEMPTS: '1' },
    },
  })
  const metricsPort = await freePort()
  ;[api, worker] = await Promise.all([
    house.start({ role: 'serve' }),
    house.start({ role: 'work', env: { METRICS_PORT: String(metricsPort) } }),
  ])
  const [cadvisor, blackbox] = await Promise.all([serveExposition('cadvisor'), startBlackbox()])
  ;[proxy, node, grafana] = await Promise.all([
    serveExposition('reverse-proxy'),
    serveExposition('node-exporter'),
    serveExposition('grafana'),
  ])
  for (const exporter of [cadvisor, blackbox, proxy, node, grafana]) opened(exporter)
  const idle = setInterval(() => node.say(`node_cpu_seconds_total{cpu="0",mode="idle"} ${seconds()}`), 500)
  node.say('node_memory_MemAvailable_bytes 6e9', 'node_memory_MemTotal_bytes 8e9')
  node.say(
    `sparkone_backup_last_success_timestamp_seconds ${seconds()}`,
    `sparkone_backup_last_verified_timestamp_seconds ${seconds()}`,
  )
  stopIdling = () => clearInterval(idle)
  closing.unshift(stopIdling)
  const own = await freePort()
  prometheus = opened(
    await startPrometheus({
      port: own,
      config: scrapeConfig(
        {
          api: [host(api.url)],
          worker: [`127.0.0.1:${metricsPort}`],
          'blackbox-exporter': [blackbox.target],
          'reverse-proxy': [proxy.target],
          cadvisor: [cadvisor.target],
          'node-exporter': [node.target],
          grafana: [grafana.target],
          prometheus: [`127.0.0.1:${own}`],
          // It has nobody to tell here.
          alertmanager: [`127.0.0.1:${own}`],
        },
        { api: host(api.url), key: 'key' },
      ),
      files: { 'alerts.yml': timeLapse(alertRulesText), key: API_KEY },
    }),
  )
  await eventually(async () => expect(await prometheus.query('up == 1')).toHaveLength(10), 30_000)
})
afterAll(async () => {
  await house?.close()
  for (const close of closing) await close()
  await endAll()
})

// Before its first look at a service Prometheus takes it for absent.
let wellSince = Number.POSITIVE_INFINITY

/** Those that have fired since all was well, whatever fires now; of those with these labels. */
const fired = async (labels = ''): Promise<readonly string[]> => {
  const age = Math.max(1, Math.floor((Date.now() - wellSince) / 1000))
  const firing = `ALERTS{alertstate="firing"${labels}}`
  const samples = await prometheus.query(`count by (alertname) (count_over_time(${firing}[${age}s]))`)
  return samples.map(({ metric }) => metric.alertname ?? '').sort()
}
const fires = (...alerts: readonly string[]) =>
  eventually(async () => expect(await fired()).toEqual(expect.arrayContaining([...alerts])), 80_000)

const remind = async (body: string, more: Readonly<Record<string, unknown>> = {}): Promise<string> =>
  (await api.api('POST', '/notifications', { body: { kind: 'reminder', body, ...more } })).json.id

/** Asks again and again, `many` at a time, until it has what it waits for. */
const under = async (many: number, ask: () => Promise<unknown>, until: Promise<unknown>): Promise<void> => {
  let over = false
  const stop = () => {
    over = true
  }
  until.then(stop, stop)
  const asking = Array.from({ length: many }, async () => {
    while (!over) await ask().catch(() => undefined)
  })
  await Promise.all([until, ...asking])
}

describe('each alert is provoked for real', { timeout: 120_000 }, () => {
  it('while all is well nothing fires but the watchdog', async () => {
    await eventually(async () => {
      // Whoever looks for briefs does so once a minute, which is an hour of these rules: that they stopped is not asked.
      const firing = (await prometheus.alerts()).filter(
        ({ state, labels }) => state === 'firing' && labels.queue !== 'briefs.tick',
      )
      expect(firing.map(({ labels }) => labels.alertname)).toEqual(['Watchdog'])
    })
    wellSince = Date.now()
  })

  it('a brief was due ten minutes ago', async () => {
    const late = new Date(Date.now() - 10 * 60_000)
    const clock = (zone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(late)
    // Wherever it is not about midnight.
    const zone = clock('UTC') > '00:30' && clock('UTC') < '23:30' ? 'UTC' : 'Asia/Tokyo'
    const [{ id }] = (await api.api('GET', '/people')).json.people
    await sql`update people set created_at = now() - interval '2 days'`
    const body = { time_zone: zone, brief_time: clock(zone) }
    expect((await api.api('PATCH', `/people/${id}`, { body })).status).toBe(200)
  })

  it('the server is short of everything, and nobody made a backup', async () => {
    stopIdling()
    node.say(`${DISK} 1e9`, 'node_memory_MemAvailable_bytes 1e8')
    node.say(
      `sparkone_backup_last_success_timestamp_seconds ${seconds() - 30 * 3600}`,
      `sparkone_backup_last_verified_timestamp_seconds ${seconds() - 30 * 3600}`,
    )
    proxy.say(`${CERTIFICATE} ${seconds() + 13 * 86_400}`)
    await fires('DiskFull', 'HighMemory', 'HighCPU')
  })

  it('WhatsApp does not confirm, and once e-mail cannot help either', async () => {
    await settled(api, await remind('Sem recibo'), 'delivered', 20_000)
    await fires('WhatsAppNoReceipts')
    house.smtp.fault('recipient', { kind: 'reply', code: 550 })
    await settled(api, await remind('Sem saída'), 'failed', 20_000)
    house.smtp.fault('recipient', null)
    await fires('FallbackFailing', 'DeadLetters')
  })

  it('a job fails at its last attempt', async () => {
    await sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'provoked'; end $$;
      create trigger refuse before insert on deliveries for each row execute function refuse()`)
    await remind('Ninguém consegue')
    await eventually(async () => {
      // pg-boss makes it wait between attempts: the last one comes now.
      const { count } = await sql`update pgboss.job set retry_count = 7, start_after = now()
        where name = 'notify.whatsapp' and state = 'retry'`
      expect(count).toBeGreaterThan(0)
    })
    await fires('DeadJobs')
    await sql`drop function refuse() cascade`
  })

  it('somebody guesses keys', async () => {
    await Promise.all(Array.from({ length: 30 }, () => api.api('GET', '/tasks', { key: 'spk_guess' })))
    await fires('AuthFailures')
  })

  it('somebody guesses the password of one account of the console', async () => {
    const guess = () =>
      fetch(`${api.url}/web/sign-in`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: api.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ email: 'nobody@sparkone.test', password: 'a wrong password' }),
      })
    // Each that is tried costs a slow hash; what comes after them is turned away.
    for (let tries = 0; tries < 25; tries++) await guess()
    await fires('ConsoleGuessing')
  })

  it('a table is locked, and requests wait for it', async () => {
    const lock = async () =>
      sql.begin(async (held) => {
        await held`lock table tasks in access exclusive mode`
        const waiting = Promise.all(Array.from({ length: 8 }, () => api.api('GET', '/tasks').catch(() => undefined)))
        await held`select pg_sleep(3)`
        return { waiting }
      })
    await under(1, async () => (await lock()).waiting, fires('HighLatency'))
  })

  it('the agent that understands what the grammar does not is gone', async () => {
    agno.down({ kind: 'answer', status: 503, body: { detail: 'gone' } })
    await fires('InterpreterUnavailable')
  })

  it('Notion and Google fail again and again, and what waits for them grows old', async () => {
    outside.notion.always('*', { kind: 'answer', status: 503, body: { code: 'service_unavailable', message: 'down' } })
    outside.sheets.always({ kind: 'answer', status: 503, body: { error: { code: 503, status: 'UNAVAILABLE' } } })
    await api.api('POST', '/tasks', { body: { title: 'Ninguém mostra' } })
    for (const count of [1, 2, 3, 4]) {
      for (const mirror of ['notion', 'sheets']) {
        await api.api('POST', `/sync/${mirror}`)
        const failures = `sum(sparkone_${mirror}_sync_total{status="failure"}) >= ${count}`
        await eventually(async () => expect(await prometheus.query(failures)).toHaveLength(1), 20_000)
      }
    }
    await sql`update task_links set dirty_since = now() - interval '1 hour' where dirty_since is not null`
    await fires('NotionSyncFailures', 'SheetsSyncFailures', 'SyncLag')
  })

  it('Notion refuses the token', async () => {
    outside.notion.always('*', null)
    outside.notion.revoke(true)
    await api.api('POST', '/sync/notion')
    await fires('MirrorPaused')
  })

  it('WhatsApp, e-mail and Redis fail, and many ask after them', async () => {
    house.evolution.setState('close')
    house.smtp.fault('greeting', { kind: 'drop' })
    await redis.down()
    const all = fires('WhatsAppUnavailable', 'EmailUnavailable', 'RedisDown', 'HighErrorRate', 'HighRequestRate')
    await under(4, () => api.api('GET', '/health/evolution'), all)
  })

  it('the brief leaves, late', async () => {
    // It left when a minute came, and its alert lasts an hour of these rules.
    await eventually(async () => expect(await fired(',kind="morning"')).toEqual(['BriefLate']), 90_000)
  })

  it('the worker dies, and what it left waits', async () => {
    await worker.kill()
    await remind('Ninguém envia')
    await sql`update pgboss.job set start_after = now() - interval '10 minutes' where state = 'created'`
    await fires('WorkerDown', 'QueueStuck')
  })

  it('a service of the monitoring dies', async () => {
    await grafana.stop()
    await fires('ServiceDown')
  })

  it('an hour passes', () => fires('BackupTooOld', 'BackupUnverified', 'CertificateExpiring'))

  it('the database is gone, and the API lives', async () => {
    await database.down()
    await fires('DatabaseDown')
  })

  it('there is no alert that was not provoked', async () => {
    expect(await fired()).toEqual(alertRules.map(({ alert }) => alert).sort())
  })
})
