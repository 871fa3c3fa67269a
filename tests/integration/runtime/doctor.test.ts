import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createWhatsAppInstance, NEEDED_EVENTS } from '../../../adapters/evolution/index.ts'
import { loadConfig } from '../../../config.ts'
import { backupFound } from '../../../runtime/doctor/backup.ts'
import { clockFound } from '../../../runtime/doctor/clock.ts'
import { doctor } from '../../../runtime/doctor/doctor.ts'
import type { Finding } from '../../../runtime/doctor/finding.ts'
import { emailFound } from '../../../runtime/doctor/outside.ts'
import { webhookFound } from '../../../runtime/doctor/webhook.ts'
import { numberFound, whatsappFound } from '../../../runtime/doctor/whatsapp.ts'
import { wordsIn } from '../../../runtime/doctor/words.ts'
import { type EvolutionServer, startEvolutionServer } from '../../support/evolution-server.ts'
import { freePort } from '../../support/tethered.ts'

const words = wordsIn('en')
const noFile = (): string => ''

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sparkone-doctor-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const examine = async (env: Record<string, string>, locale: 'pt-BR' | 'en' = 'en') => {
  const lines: string[] = []
  const print = (text: string): void => void lines.push(text)
  const load = () => loadConfig(env, noFile)
  const code = await doctor(load, { env, locale, print, isJson: false, version: '1.2.3' })
  const json: string[] = []
  const options = { env, locale, print: (text: string): void => void json.push(text), isJson: true, version: '1.2.3' }
  expect(await doctor(load, options)).toBe(code)
  const parsed = JSON.parse(json.join('\n')) as { ok: boolean; version: string; checks: Finding[] }
  expect(parsed).toMatchObject({ ok: code === 0, version: '1.2.3' })
  return { code, said: lines.join('\n'), checks: parsed.checks }
}

describe('doctor', () => {
  it('finds nothing broken on a first day, makes no database by asking, and exits 0', async () => {
    const { code, checks, said } = await examine({ DATABASE_URL: `pglite://${folder}/data` })
    expect(code).toBe(0)
    expect(checks.find(({ check }) => check === 'database')).toMatchObject({ status: 'warning' })
    expect(said).toContain('Nothing is broken')
    expect(existsSync(`${folder}/data`)).toBe(false)
  })

  it('tells what is wrong with the configuration as a check like any other, and never a value', async () => {
    const env = { PORT: 'a-canary', SMTP_PASSWORD: 'canary-password', LOCALE: 'en' }
    const { code, checks, said } = await examine(env, 'en')
    expect(code).toBe(1)
    expect(checks).toMatchObject([{ check: 'configuration', status: 'failed', found: 'has 2 problems' }])
    expect(checks[0]?.problems).toEqual([expect.stringMatching(/^PORT must/), expect.stringMatching(/^SMTP_HOST is/)])
    for (const problem of checks[0]?.problems ?? []) expect(said).toContain(`\n      - ${problem}\n`)
    expect(said).not.toMatch(/ $/m)
    expect(said).toContain('2 problems need you.')
    expect(said).not.toContain('canary')
  })

  it.each([
    ['OPENAI_API_KEY', 'Use LLM_API_KEY.'],
    ['LOCAL_LLM_URL', 'Use LLM_BASE_URL.'],
    ['GOOGLE_SHEETS_SYNC_SPREADSHEET_ID', 'Use GOOGLE_SHEETS_SPREADSHEET_ID.'],
    ['GOOGLE_SHEETS_SYNC_RANGE', 'Use GOOGLE_SHEETS_RANGE.'],
    ['WEB_PASSWORD', 'Use WEB_ADMIN_PASSWORD.'],
    ['EVOLUTION_API_TOKEN', 'Use EVOLUTION_API_KEY.'],
    ['DAILY_BRIEF_TIME', 'Use BRIEF_TIME.'],
    ['VECTOR_STORE_URL', 'no longer needed'],
  ])('recognises %s of the original, without its value', async (name, advice) => {
    const { checks, code } = await examine({ [name]: 'canary', DATABASE_URL: `pglite://${folder}/data` })
    const found = checks.filter(({ check }) => check === 'former_name')
    expect(found).toMatchObject([{ status: 'warning', advice: expect.stringContaining(advice) }])
    expect(JSON.stringify(found)).not.toContain('canary')
    expect(code).toBe(0)
  })

  it('asks each integration, and tells of those that are down in the language of the operator', async () => {
    const port = String(await freePort())
    const env = {
      DATABASE_URL: `postgres://somebody:canary-password@127.0.0.1:${port}/sparkone`,
      REDIS_URL: `redis://127.0.0.1:${port}`,
      EVOLUTION_API_BASE_URL: `http://127.0.0.1:${port}`,
      EVOLUTION_API_KEY: 'canary-key',
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: port,
      SMTP_FROM: 'a@b.co',
      AGNO_BASE_URL: `http://127.0.0.1:${port}`,
      AGNO_AGENT_ID: 'sparkone',
      AGNO_API_KEY: 'canary-agno',
      LLM_BASE_URL: `http://127.0.0.1:${port}/v1`,
      LLM_MODEL: 'small',
      PUBLIC_URL: `http://127.0.0.1:${port}`,
    }
    const { code, checks, said } = await examine(env, 'pt-BR')
    expect(code).toBe(1)
    const failed = checks.filter(({ status }) => status === 'failed').map(({ check }) => check)
    expect(failed).toEqual(['database', 'redis', 'whatsapp', 'email', 'agno', 'model', 'public_url'])
    expect(said).toContain('O banco não é alcançado')
    expect(said).not.toContain('canary')
    for (const { status, advice } of checks) if (status === 'failed') expect(advice).not.toBeNull()
  })

  it('reads the clock of a PostgreSQL', async () => {
    const { checks } = await examine({ DATABASE_URL: inject('databaseUrl') })
    expect(checks.find(({ check }) => check === 'clock')).toMatchObject({ status: 'ok' })
  })
})

describe('the clock', () => {
  const seen = new Date('2026-11-24T12:00:00Z')
  const off = (seconds: number, whose: string) => ({ at: new Date(seen.getTime() + seconds * 1000), seen, whose })
  it.each([
    ['ok', 1],
    ['ok', -4],
    ['warning', -30],
    ['failed', 61],
    ['failed', -3600],
  ])('is %s when another is %d s away', (status, seconds) => {
    expect(clockFound([off(seconds, 'x'), null, off(0, 'y')], words)).toMatchObject({ status })
  })
  it('is not judged where there is no other', () => {
    expect(clockFound([null, null], words)).toMatchObject({ status: 'off' })
  })
})

describe('the backup', () => {
  const HOUR = 3600
  const config = { database: { kind: 'postgres', url: '', poolMax: 10 } } as const
  const found = () => backupFound(config, { TEXTFILE_DIR: folder, BACKUP_DIR: join(folder, 'backups') }, words)
  const ago = (hours: number): number => Math.round(Date.now() / 1000 - hours * HOUR)
  const metrics = (success: number, verified: number | null): void =>
    writeFileSync(
      join(folder, 'sparkone_backup.prom'),
      [
        '# TYPE sparkone_backup_last_success_timestamp_seconds gauge',
        `sparkone_backup_last_success_timestamp_seconds ${success}`,
        ...(verified === null ? [] : [`sparkone_backup_last_verified_timestamp_seconds ${verified}`]),
        '',
      ].join('\n'),
    )

  it('is a warning where none can be seen', async () => {
    expect(await found()).toMatchObject({ status: 'warning', advice: expect.stringContaining('ops/backup.sh') })
  })
  it('is well when it is recent and verified', async () => {
    metrics(ago(3), ago(2))
    expect(await found()).toMatchObject({ status: 'ok', found: expect.stringContaining('3 h') })
  })
  it.each([null, 40])('is a warning when it was not verified of late: %s', async (hours) => {
    metrics(ago(3), hours === null ? null : ago(hours))
    expect(await found()).toMatchObject({ status: 'warning', advice: expect.stringContaining('verify_backup.sh') })
  })
  it('has failed when it is older than the alert allows', async () => {
    metrics(ago(27), ago(27))
    expect(await found()).toMatchObject({ status: 'failed' })
  })
  it('is known by its file where no metrics are kept', async () => {
    mkdirSync(join(folder, 'backups'))
    const file = join(folder, 'backups', 'sparkone 20261124T030000Z.dump')
    writeFileSync(file, '')
    expect(await found()).toMatchObject({ status: 'ok', found: 'the last one is 1 min old' })
    utimesSync(file, ago(50), ago(50))
    expect(await found()).toMatchObject({ status: 'failed', found: expect.stringContaining('2 days') })
  })
})

describe('WhatsApp', () => {
  it.each(['connecting', 'close', 'missing', 'instance_missing', 'unauthorized', 'licence', 'unreachable'])(
    'that is %s has failed, with what to do about it',
    (detail) => {
      const finding = whatsappFound({ status: 'unavailable', detail }, words)
      expect(finding.status).toBe('failed')
      expect(finding.found).not.toBe(detail)
      expect(finding.advice).toMatch(/EVOLUTION_API|sparkone whatsapp connect|2\.3/)
    },
  )

  it.each([
    ['ok', '5511900000002', ['5511988887777']],
    ['failed', '551188887777', ['5511988887777']],
    ['warning', '5511900000002', []],
    ['off', null, ['5511988887777']],
  ] as const)('number is %s when the instance is %s and the operators are %j', async (status, owner, operators) => {
    const instance = { owner: async () => ({ ok: true as const, value: owner }) }
    expect(await numberFound(instance, operators, words)).toMatchObject({ status })
  })
})

describe('e-mail', () => {
  const config = (fallbackEmail: string | null, whatsapp: object | null = null) =>
    ({ whatsapp, settings: { fallbackEmail } }) as Parameters<typeof emailFound>[1]
  it.each([
    ['ok', 'ok', 'a@b.co', null],
    ['warning', 'ok', null, null],
    ['failed', 'unavailable', 'a@b.co', null],
    ['off', 'disabled', null, null],
    ['warning', 'disabled', null, {}],
  ] as const)('is %s when the server is %s', (status, probe, fallback, whatsapp) => {
    expect(emailFound({ status: probe, detail: 'unauthorized' }, config(fallback, whatsapp), words)).toMatchObject({
      status,
    })
  })
})

describe('the webhook', () => {
  const SECRET = 'canary-secret-of-the-webhook'
  let evolution: EvolutionServer
  let ours: Server
  let url: string
  let asked: unknown[]
  beforeEach(async () => {
    evolution = await startEvolutionServer()
    asked = []
    ours = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => asked.push(JSON.parse(chunk.toString())))
      request.on('end', () => {
        response.statusCode = request.headers['x-sparkone-webhook-secret'] === SECRET ? 200 : 401
        response.end('{}')
      })
    })
    await new Promise<void>((resolve) => ours.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(ours.address() as AddressInfo).port}/webhooks/whatsapp`
  })
  afterEach(async () => {
    await evolution.stop()
    ours.close()
  })

  const instance = () =>
    createWhatsAppInstance({ baseUrl: evolution.url, apiKey: evolution.apiKey, instance: 'sparkone', timeoutMs: 2000 })
  const set = (webhook: object) =>
    fetch(`${evolution.url}/webhook/set/sparkone`, {
      method: 'POST',
      headers: { apikey: evolution.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify({ webhook: { enabled: true, url, events: NEEDED_EVENTS, ...webhook } }),
    })
  const found = () => webhookFound(instance(), { whatsappInstance: 'sparkone' }, words)

  it('is well when it gets in here with the secret it carries, tried with an event that nobody knows', async () => {
    await instance().setWebhook({ url, secret: SECRET })
    const finding = await found()
    expect(finding).toMatchObject({ status: 'ok' })
    expect(JSON.stringify(finding)).not.toContain(SECRET)
    expect(asked).toEqual([{ event: 'sparkone.doctor', instance: 'sparkone', data: {} }])
  })

  it('is well with a jwt_key too, and with all events', async () => {
    await set({ events: [], headers: { jwt_key: SECRET } })
    expect(await found()).toMatchObject({ status: 'ok' })
  })

  it.each([
    ['there is none', null, 'none'],
    ['it is off', { enabled: false }, 'switched off'],
    ['it points elsewhere', { url: 'https://other.test/hook?key=canary' }, 'https://other.test/hook,'],
    ['it lacks events', { events: ['MESSAGES_UPSERT'] }, 'MESSAGES_UPDATE'],
    ['its secret is refused', { headers: { 'X-SparkOne-Webhook-Secret': 'another' } }, 'refused'],
    ['it has no secret', { headers: {} }, 'refused'],
  ])('has failed when %s, and connecting again mends it', async (_, webhook, said) => {
    if (webhook !== null) await set(webhook)
    const finding = await found()
    expect(finding).toMatchObject({ status: 'failed', found: expect.stringContaining(said) })
    expect(finding.advice).toContain('sparkone whatsapp connect')
    expect(JSON.stringify(finding)).not.toContain('canary')
  })

  it('is a warning when its address does not answer from here: the gateway may still reach it', async () => {
    await instance().setWebhook({ url: `http://127.0.0.1:${await freePort()}/webhooks/whatsapp`, secret: SECRET })
    expect(await found()).toMatchObject({ status: 'warning' })
  })

  it('is not judged while the gateway does not answer', async () => {
    evolution.always('GET /webhook/find', { kind: 'reset_before' })
    expect(await found()).toMatchObject({ status: 'off' })
  })

  it('gives the clock of the gateway on the way', async () => {
    const asking = instance()
    expect(asking.clock()).toBeNull()
    await asking.webhook()
    const clock = asking.clock()
    expect(Math.abs((clock?.at.getTime() ?? 0) - (clock?.seen.getTime() ?? 0))).toBeLessThan(5000)
  })
})
