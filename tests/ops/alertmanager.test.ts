import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type AlertRule, alertRules, alertRulesText, OPS } from '../support/alert-rules.ts'
import { renderAlertmanager } from '../support/alertmanager-config.ts'
import { type AlertmanagerServer, startAlertmanager } from '../support/alertmanager-server.ts'
import { type Catcher, startCatcher } from '../support/catcher.ts'
import { eventually, subjectOf } from '../support/e2e-operator.ts'
import { type SmtpServer, startSmtpServer } from '../support/smtp-server.ts'
import { temporaryFolder } from '../support/tethered.ts'

const SLACK = { SLACK_ALERT_WEBHOOK: 'https://hooks.slack.test/T1' }
const MAIL = { SMTP_HOST: 'mail.test', SMTP_FROM: 'sparkone@sparkone.test', FALLBACK_EMAIL: 'ops@sparkone.test' }
const BEAT = { WATCHDOG_URL: 'https://beat.test/1' }
const ENGLISH = { LOCALE: 'en' }

const amtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('amtool', args, { encoding: 'utf8', timeout: 30_000 })
  return { status, stdout, output: `${stdout}${stderr}` }
}
const folder = temporaryFolder('amtool')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const laid = (env: Readonly<Record<string, string>>): string => {
  const { text, remove } = renderAlertmanager(env)
  remove()
  const file = join(folder, `${crypto.randomUUID()}.yml`)
  writeFileSync(file, text)
  return file
}

describe('the configuration', () => {
  it('is valid as committed', () => {
    const { status, output } = amtool('check-config', join(OPS, 'alertmanager/alertmanager.yml'))
    expect(output).toMatch(/5 receivers\s+- 1 templates/)
    expect(status).toBe(0)
  })

  const parts = { Slack: SLACK, 'e-mail': MAIL, heartbeat: BEAT, English: ENGLISH }
  const names = Object.keys(parts) as (keyof typeof parts)[]
  const all = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_, place) => ((bits >> place) & 1) === 1),
  )

  it.each(all.map((chosen) => ({ chosen, title: chosen.join(', ') || 'nothing' })))('is valid with $title', (made) => {
    const env = Object.assign({}, ...made.chosen.map((name) => parts[name])) as Record<string, string>
    const { status, output } = amtool('check-config', laid(env))
    expect(output).toContain('SUCCESS')
    expect(output).toContain('1 templates')
    expect(status).toBe(0)
  })
})

describe('the routes', () => {
  const receivers = (file: string, alert: string, severity: string) =>
    amtool(
      'config',
      'routes',
      'test',
      `--config.file=${file}`,
      `alertname=${alert}`,
      `severity=${severity}`,
    ).stdout.trim()
  const PAST_SPARKONE = ['DatabaseDown', 'ServiceDown', 'WorkerDown', 'QueueStuck']
  const expected = (alert: string, severity: string | undefined): string => {
    if (alert === 'Watchdog') return 'heartbeat'
    if (PAST_SPARKONE.includes(alert)) return 'slack,email'
    return severity === 'critical' ? 'slack,email,sparkone' : 'slack,sparkone'
  }

  it.each(alertRules)('$alert goes where it must', ({ alert, labels }) => {
    const file = join(OPS, 'alertmanager/alertmanager.yml')
    expect(receivers(file, alert, labels.severity ?? '')).toBe(expected(alert, labels.severity))
  })

  it('what SparkOne lives on has rules that are critical, so that e-mail takes them too', () => {
    const critical = alertRules.filter(({ labels }) => labels.severity === 'critical').map(({ alert }) => alert)
    expect(critical).toEqual(expect.arrayContaining(PAST_SPARKONE))
  })

  it.each(PAST_SPARKONE)('%s goes to SparkOne when nobody else can be told', (alert) => {
    expect(receivers(laid({}), alert, 'critical')).toBe('slack,email,sparkone')
  })
})

/** An alert of the rules as Prometheus would post it. */
const firing = (name: string, labels: Readonly<Record<string, string>> = {}) => {
  const rule = alertRules.find(({ alert }) => alert === name)
  if (rule === undefined) throw new Error(`no alert ${name}`)
  return { labels: { alertname: name, ...rule.labels, ...labels }, annotations: rule.annotations }
}

describe.each([
  { language: 'Portuguese', env: {}, title: '🚨 Alerta crítico: DatabaseDown', says: 'O banco de dados não responde' },
  { language: 'English', env: ENGLISH, title: '🚨 Critical alert: DatabaseDown', says: 'The database does not answer' },
])('a real Alertmanager without Slack, in $language', ({ env, title, says }) => {
  let sparkone: Catcher
  let beat: Catcher
  let smtp: SmtpServer
  let alertmanager: AlertmanagerServer
  let remove = () => {}

  beforeAll(async () => {
    ;[sparkone, beat, smtp] = await Promise.all([
      startCatcher(),
      startCatcher(),
      startSmtpServer({ security: 'none', user: { name: 'alerts', password: 'pass word' } }),
    ])
    const config = renderAlertmanager(
      {
        ...MAIL,
        ...env,
        ...{ API_KEY: 'key-of-sparkone', WATCHDOG_URL: `${beat.url}/beat`, SMTP_HOST: '127.0.0.1' },
        ...{ SMTP_PORT: String(smtp.port), SMTP_SECURITY: 'none', SMTP_USERNAME: 'alerts', SMTP_PASSWORD: 'pass word' },
      },
      sparkone.url,
    )
    remove = config.remove
    alertmanager = await startAlertmanager(config.text)
    const response = await fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([
        firing('DatabaseDown', { job: 'blackbox-exporter' }),
        firing('ServiceDown', { job: 'api' }),
        firing('ServiceDown', { job: 'grafana' }),
        firing('QueueStuck', { queue: 'notify.email' }),
        firing('HighCPU', { instance: 'node-exporter:9100' }),
        firing('Watchdog'),
      ]),
    })
    expect(response.status).toBe(200)
  })
  afterAll(async () => {
    await alertmanager?.stop()
    await Promise.all([sparkone?.stop(), beat?.stop(), smtp?.stop()])
    remove()
  })

  it('mails that the database is down, and not what only follows from it', async () => {
    // Grafana down is news of its own; the API and the queue are not.
    await eventually(() => expect(smtp.mails).toHaveLength(2))
    const mail = smtp.mails.find(({ raw }) => subjectOf(raw) === title)
    expect(mail?.to).toEqual([MAIL.FALLBACK_EMAIL])
    expect(wordsOf(mail?.raw ?? '')).toContain(says)
    expect(wordsOf(mail?.raw ?? '')).toContain('docs/operacao.md#banco-indisponivel')
  })

  it('tells SparkOne of the server, with its key, and not of SparkOne itself', async () => {
    await eventually(() => expect(sparkone.caught).toHaveLength(1))
    const [{ path, headers, body } = { path: '', headers: {}, body: '{}' }] = sparkone.caught
    expect(path).toBe('/alerts/alertmanager')
    expect(headers.authorization).toBe('Bearer key-of-sparkone')
    expect(JSON.parse(body)).toMatchObject({ status: 'firing', groupLabels: { alertname: 'HighCPU' } })
  })

  it('sends the heartbeat to its own address alone', async () => {
    await eventually(() => expect(beat.caught.length).toBeGreaterThan(0))
    for (const { path, body } of beat.caught) {
      expect(path).toBe('/beat')
      expect(JSON.parse(body)).toMatchObject({ groupLabels: { alertname: 'Watchdog' } })
    }
  })
})

/** The plain text of a captured mail. */
const wordsOf = (raw: string): string =>
  Buffer.from(
    raw
      .replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** The rules as Prometheus reads them on a server with these settings. */
const renderedRules = (env: Readonly<Record<string, string>>): { text: string; rules: readonly AlertRule[] } => {
  const { rules: text, remove } = renderAlertmanager(env)
  remove()
  const { groups } = parse(text) as { groups: readonly { rules: readonly AlertRule[] }[] }
  return { text, rules: groups.flatMap(({ rules }) => rules) }
}
const LINKS = { RUNBOOK_BASE_URL: 'https://forge.test/you/sparkone/blob/main/', GRAFANA_URL: 'https://grafana.test' }

describe('the links of alerts', () => {
  it('are those of the repository where nobody said more', () => {
    expect(renderedRules({}).text).toBe(alertRulesText)
  })

  it('open from anywhere with RUNBOOK_BASE_URL and GRAFANA_URL, each of them, and nothing else changes', () => {
    const { text, rules } = renderedRules(LINKS)
    for (const [place, { annotations }] of rules.entries()) {
      const committed = alertRules[place]?.annotations
      expect(annotations.runbook_url).toBe(`https://forge.test/you/sparkone/blob/main/${committed?.runbook_url}`)
      expect(annotations.dashboard_url).toMatch(/^https:\/\/grafana\.test\/d\/sparkone-[a-z]+$/)
    }
    const other = (all: string) => all.replaceAll(/^ *(runbook|dashboard)_url: .*$/gm, '')
    expect(other(text)).toBe(other(alertRulesText))
  })

  it('leave the rules valid for Prometheus', () => {
    const file = join(folder, 'linked.yml')
    writeFileSync(file, renderedRules(LINKS).text)
    const { status, stdout } = spawnSync('promtool', ['check', 'rules', file], { encoding: 'utf8', timeout: 30_000 })
    expect(stdout).toContain(`${alertRules.length} rules found`)
    expect(status).toBe(0)
  })
})

it.each([
  { where: 'by the path in the repository', env: {}, runbook: 'docs/operacao.md', dashboard: 'http://localhost:3000' },
  {
    where: 'by a link to tap',
    env: LINKS,
    runbook: 'https://forge.test/you/sparkone/blob/main/docs/operacao.md',
    dashboard: 'https://grafana.test',
  },
])('a real Alertmanager tells Slack at the address of SLACK_ALERT_WEBHOOK, in words, $where', async (links) => {
  const slack = await startCatcher()
  const config = renderAlertmanager({ ...links.env, SLACK_ALERT_WEBHOOK: `${slack.url}/services/T1` })
  const alertmanager = await startAlertmanager(config.text)
  const rule = renderedRules(links.env).rules.find(({ alert }) => alert === 'WorkerDown')
  try {
    await fetch(`${alertmanager.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ ...firing('WorkerDown', { job: 'worker' }), annotations: rule?.annotations }]),
    })
    await eventually(() => expect(slack.caught).toHaveLength(1))
    expect(slack.caught[0]?.path).toBe('/services/T1')
    const { attachments } = JSON.parse(slack.caught[0]?.body ?? '{}') as { attachments: Record<string, string>[] }
    expect(attachments[0]).toMatchObject({
      color: 'danger',
      title: '🚨 Alerta crítico: WorkerDown',
      title_link: `${links.dashboard}/d/sparkone-jobs`,
    })
    expect(attachments[0]?.text).toMatch(
      /^🚨 Nenhum worker está rodando\nHá 2 minutos .+\nDesde \d\d\/\d\d\/\d{4} \d\d:\d\d UTC\nRunbook: /,
    )
    expect(attachments[0]?.text).toContain(`\nRunbook: ${links.runbook}#worker-parado\nPainel: ${links.dashboard}/d/`)
  } finally {
    await alertmanager.stop()
    await slack.stop()
    config.remove()
  }
})
