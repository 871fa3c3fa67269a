import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBlackbox } from '../../ops/drills/blackbox.ts'
import { startAgentosServer } from '../support/agentos-server.ts'
import { alertRules, alertRulesText } from '../support/alert-rules.ts'
import { renderAlertmanager } from '../support/alertmanager-config.ts'
import { startAlertmanager } from '../support/alertmanager-server.ts'
import { panelExpressions } from '../support/dashboards.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually, sentWith, settled, write } from '../support/e2e-operator.ts'
import { API_KEY, endAll, type Server } from '../support/e2e-process.ts'
import { serveExposition, startNodeExporter } from '../support/exporters.ts'
import { startOpenAiServer } from '../support/openai-server.ts'
import { type PrometheusServer, startPrometheus } from '../support/prometheus-server.ts'
import { selectorsOf } from '../support/promql.ts'
import { certificateJob, scrapeConfig } from '../support/scrape-config.ts'
import { freePort } from '../support/tethered.ts'
import { startNginx } from './support/nginx-server.ts'

const host = (url: string) => new URL(url).host
const seconds = () => Math.round(Date.now() / 1000)

let house: House
let api: Server
let prometheus: PrometheusServer
const closing: (() => Promise<void> | void)[] = []
const opened = <T extends { stop(): Promise<void> }>(it: T): T => {
  closing.unshift(it.stop)
  return it
}

beforeAll(async () => {
  const agno = opened(await startAgentosServer())
  const llm = opened(await startOpenAiServer())
  const mirrors = await openOutsideMirrors()
  closing.unshift(mirrors.close)
  house = await openHouse({
    database: 'postgres',
    cache: 'tcp',
    whatsapp: true,
    email: true,
    env: {
      ...{ AGNO_BASE_URL: agno.url, AGNO_AGENT_ID: agno.agentId, AGNO_API_KEY: agno.apiKey },
      ...{ LLM_BASE_URL: llm.baseUrl, LLM_MODEL: llm.model, LLM_API_KEY: llm.apiKey },
      ...mirrors.env.notion,
      ...mirrors.env.sheets,
      RECEIPT_DEADLINE_REMINDER_SECONDS: '1',
      DELIVERY_MAX_ATTEMPTS: '1',
    },
  })
  const metricsPort = await freePort()
  const [serving] = await Promise.all([
    house.start({ role: 'serve' }),
    house.start({ role: 'work', env: { METRICS_PORT: String(metricsPort) } }),
  ])
  api = serving

  const backups = [
    `sparkone_backup_last_success_timestamp_seconds ${seconds() - 3600}`,
    `sparkone_backup_last_verified_timestamp_seconds ${seconds() - 1800}`,
    'sparkone_backup_restore_seconds 4.2',
  ]
  const config = renderAlertmanager({ API_KEY }, api.url)
  closing.unshift(config.remove)
  const [proxy, cadvisor, disk, grafana, node, blackbox, alertmanager] = await Promise.all([
    serveExposition('reverse-proxy'),
    serveExposition('cadvisor'),
    serveExposition('node-exporter'),
    serveExposition('grafana'),
    startNodeExporter(`${backups.join('\n')}\n`),
    startBlackbox(),
    startAlertmanager(config.text),
  ])
  for (const started of [proxy, cadvisor, disk, grafana, node, blackbox, alertmanager]) opened(started)
  const nginx = opened(await startNginx(api.port))
  const own = await freePort()
  const scraped = scrapeConfig(
    {
      api: [host(api.url)],
      worker: [`127.0.0.1:${metricsPort}`],
      'blackbox-exporter': [blackbox.target],
      'reverse-proxy': [proxy.target],
      cadvisor: [cadvisor.target],
      'node-exporter': [node.target, disk.target],
      grafana: [grafana.target],
      prometheus: [`127.0.0.1:${own}`],
      alertmanager: [alertmanager.target],
    },
    { api: host(api.url), key: 'key' },
  )
  // Of an installation behind nginx, beside all that the compose file has.
  const certificate = certificateJob({ proxy: `localhost:${nginx.tlsPort}`, blackbox: blackbox.target })
  prometheus = opened(
    await startPrometheus({
      port: own,
      config: { ...scraped, scrape_configs: [...scraped.scrape_configs, certificate] },
      files: { 'alerts.yml': alertRulesText, key: API_KEY },
    }),
  )
  // Every counter has been seen at 0, so that what follows is an increase.
  await eventually(async () => expect(await prometheus.query('up == 1')).toHaveLength(12), 30_000)
})
afterAll(async () => {
  for (const close of closing) await close()
  await house?.close()
  await endAll()
})

/** What an expression asks for and Prometheus does not have. */
const missingOf = async (expr: string): Promise<readonly string[]> => {
  const found = await Promise.all(
    selectorsOf(expr).map(async (selector) => ({ selector, samples: await prometheus.query(selector) })),
  )
  return found.filter(({ samples }) => samples.length === 0).map(({ selector }) => selector)
}

const holds = (expr: string, timeout = 20_000) =>
  eventually(async () => expect(await prometheus.query(expr), expr).not.toHaveLength(0), timeout)

/** The next minute that begins, as the clock of the operator shows it. */
const nextMinute = (): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Sao_Paulo', hour: '2-digit', minute: '2-digit' }).format(
    Date.now() + (new Date().getSeconds() < 50 ? 60_000 : 120_000),
  )

describe('a day in the life of an installation', () => {
  it('the operator wants the brief in a minute', async () => {
    const { json } = await api.api('GET', '/people')
    const answer = await api.api('PATCH', `/people/${json.people[0].id}`, { body: { brief_time: nextMinute() } })
    expect(answer.status).toBe(200)
  })

  it('tasks are made and refused', async () => {
    expect((await api.api('POST', '/tasks', { body: { title: 'Ligar pro João', due: 'amanhã às 10h' } })).status).toBe(
      201,
    )
    expect((await api.api('GET', '/tasks')).status).toBe(200)
    expect((await api.api('GET', '/tasks', { key: 'spk_wrong' })).status).toBe(401)
  })

  it('a message comes in, is understood, answered and confirmed', async () => {
    await write(house.evolution, 'me lembra de regar as plantas amanhã às 9h')
    const reply = await sentWith(house.evolution, 'regar as plantas')
    for (const status of ['SERVER_ACK', 'DELIVERY_ACK', 'READ']) await house.evolution.receipt(reply, status)
    await holds('sparkone_whatsapp_notifications_total{status="success"} > 0')
  })

  it('a message that WhatsApp does not confirm goes by e-mail, and one that nobody takes is a dead letter', async () => {
    const remind = async (body: string) =>
      (await api.api('POST', '/notifications', { body: { kind: 'reminder', body } })).json.id as string
    await settled(api, await remind('Sem recibo'), 'delivered', 20_000)
    house.smtp.fault('recipient', { kind: 'reply', code: 550 })
    await settled(api, await remind('Sem saída'), 'failed', 20_000)
    house.smtp.fault('recipient', null)
    await holds('sparkone_notifications_dead > 0')
  })

  it('the alert that there is a dead letter went through a real Alertmanager and is in the inbox and on WhatsApp', async () => {
    const alert = await eventually(async () => {
      const { json } = await api.api('GET', '/notifications?kind=alert')
      const found = json.notifications.find(({ subject }: { subject: string }) => subject.includes('DeadLetters'))
      expect(found).toBeDefined()
      return found as { body: string; subject: string }
    }, 30_000)
    expect(alert.subject).toBe('Alerta crítico: DeadLetters')
    expect(alert.body).toContain('mensagens novas que nenhum canal entregou')
    await sentWith(house.evolution, 'mensagens novas que nenhum canal entregou')
  })

  it('WhatsApp is logged out for a moment, which the API says with a 503', async () => {
    house.evolution.setState('close')
    await eventually(async () => expect((await api.api('GET', '/health/evolution')).status).toBe(503), 20_000)
    house.evolution.setState('open')
    await eventually(async () => expect((await api.api('GET', '/health/evolution')).status).toBe(200), 20_000)
  })

  it('the brief goes out at its minute', async () => {
    await holds('sparkone_brief_sent_total{status="sent"} > 0', 100_000)
  }, 110_000)

  it('what fires says so in whole sentences', async () => {
    const alerts = await prometheus.alerts()
    expect(alerts.map(({ labels }) => labels.alertname)).toContain('FallbackFailing')
    for (const { annotations } of alerts) {
      for (const text of Object.values(annotations)) expect(text).not.toMatch(/error expanding|<no value>/)
    }
  })
})

describe('after that day', () => {
  it.each(alertRules.filter(({ alert }) => alert !== 'Watchdog'))('$alert watches what is there', async ({ expr }) => {
    expect(selectorsOf(expr).length).toBeGreaterThan(0)
    expect(await missingOf(expr)).toEqual([])
    await prometheus.query(expr)
  })

  it.each(panelExpressions)('$dashboard: "$title" shows something', async ({ expr }) => {
    const asked = expr.replaceAll('$__rate_interval', '5m')
    expect(await missingOf(asked)).toEqual([])
    const values = (await prometheus.query(asked)).map(({ value }) => value)
    expect(values.some((value) => !Number.isNaN(value))).toBe(true)
  })

  it('an expression about a series that does not exist would be found', async () => {
    expect(await missingOf('sum(increase(sparkone_made_up_total[5m])) > 0 or vector(0)')).toEqual([
      'sparkone_made_up_total',
    ])
    expect(await missingOf('up{job="no-such-service"} == 0 or up')).toEqual(['up{job="no-such-service"}'])
  })

  it.each(['api', 'worker'])('what %s serves keeps the naming rules of Prometheus', async (job) => {
    const [target] = await prometheus.query(`up{job="${job}"}`)
    const response = await fetch(`http://${target?.metric.instance}/metrics`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    })
    const { stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
      input: await response.text(),
      encoding: 'utf8',
    })
    expect(`${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('sparkone_'))).toEqual([])
  })
})
