import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyPostgres } from '../support/databases.ts'
import { GATEWAY_KEY, type House, openHouse, PHONE, WEBHOOK_SECRET } from '../support/e2e-house.ts'
import { eventually } from '../support/e2e-operator.ts'
import {
  endAll,
  firstKeyOf,
  PROGRAM,
  runCommand,
  type Server,
  startServer,
  temporaryData,
} from '../support/e2e-process.ts'
import { freePort } from '../support/tethered.ts'

const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/

afterAll(endAll)

// The embedded database belongs to the server, which is asked through a socket; PostgreSQL is asked itself.
for (const database of ['pglite', 'postgres'] as const) {
  describe(`commands beside a running server on ${database}`, () => {
    let house: House
    let server: Server
    beforeAll(async () => {
      house = await openHouse({ database })
      server = await house.start()
    })
    afterAll(async () => {
      await house?.close()
    })
    const command = (...args: string[]) => runCommand(args, house.env)

    it('makes, lists and takes back API keys', async () => {
      const created = await command('keys', 'create', 'painel', '--scopes', 'tasks:read')
      expect(created).toMatchObject({ code: 0, stderr: '' })
      const secret = created.stdout.trim()
      const read = () => server.api('GET', '/tasks', { key: secret })
      expect((await read()).status).toBe(200)
      expect((await server.api('POST', '/tasks', { key: secret, body: { title: 'x' } })).status).toBe(403)

      const { stdout } = await command('keys', 'list')
      const row = stdout.split('\n').find((line) => line.includes('painel')) ?? ''
      expect(row).toContain('tasks:read')
      expect(stdout).not.toContain(secret)

      expect(await command('keys', 'revoke', ID.exec(row)?.[0] ?? '')).toMatchObject({ code: 0 })
      expect((await read()).status).toBe(401)
      expect((await command('keys', 'revoke', crypto.randomUUID())).code).toBe(1)
    })

    it('adds people, and shows no more of a phone than its end', async () => {
      const added = await command('people', 'add', 'Dora', '--phone', '+5511976543210', '--email', 'dora@sparkone.test')
      expect(added).toMatchObject({ code: 0 })
      const { json } = await server.api('GET', `/people/${added.stdout.trim()}`)
      expect(json).toMatchObject({ name: 'Dora', role: 'member' })
      const listed = await command('people', 'list')
      expect(listed.stdout).toMatch(/Dora.*…3210/)
      expect(listed.stdout).not.toContain('976543210')
      expect(listed.stdout).not.toContain(PHONE)

      const refused = await command('people', 'add', 'Dora', '--phone', '12')
      expect(refused).toMatchObject({ code: 1, stdout: '' })
      expect(refused.stderr).not.toBe('')
    })

    it('says something to SparkOne, which does it and answers', async () => {
      const { code, stdout, stderr } = await command('say', 'me lembra de regar as plantas', 'amanhã às 10h')
      expect([code, stderr]).toEqual([0, ''])
      const id = /tarefa (\d+): regar as plantas/.exec(stdout)?.[1]
      expect((await server.api('GET', `/tasks/${id}`)).json).toMatchObject({
        title: 'regar as plantas',
        channel: 'web',
      })
      expect((await command('say', `cancelar ${id}`)).stdout).toContain(`Tarefa ${id} cancelada`)
      expect(await command('say')).toMatchObject({ code: 2, stdout: '' })
    })

    it('lists who wrote and is nobody yet, and admits them', async () => {
      await house.evolution.incoming({ jid: '5511955554444@s.whatsapp.net', id: '3C01', text: 'oi', name: 'Eva' })
      const senders = await command('people', 'senders')
      expect(senders.stdout).toMatch(/Eva.*…4444/)
      const admitted = await command('people', 'admit', ID.exec(senders.stdout)?.[0] ?? '', '--name', 'Eva')
      expect(admitted.code).toBe(0)
      expect((await server.api('GET', `/people/${admitted.stdout.trim()}`)).json.name).toBe('Eva')
      expect((await command('people', 'senders')).stdout).not.toContain('Eva')
    })
  })
}

describe('understand', () => {
  it('prints what the grammar makes of a text, as JSON, and opens no database', async () => {
    const folder = temporaryData()
    const { code, stdout } = await runCommand(
      ['understand', '--now', '2026-11-24T10:00:00-03:00', 'pagar o boleto amanhã às 14h'],
      { DATABASE_URL: `pglite://${folder.path}/data` },
    )
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ intent: 'create_task' })
    expect(stdout).toContain('2026-11-25')
    expect(existsSync(`${folder.path}/data`)).toBe(false)
    folder.remove()
  })
})

describe('--help', () => {
  const asked = [
    ...['serve', 'work', 'migrate', 'doctor', 'version', 'understand'].map((name) => [name]),
    ['restore', 'backup.sparkone.gz'],
    ['move', '--to', 'postgres://127.0.0.1:1/none'],
    ['mirror', 'setup', 'notion'],
    ['keys', 'list'],
  ]

  it.each(asked)('of %s says what it does and does nothing, whatever the configuration', async (...words) => {
    const folder = temporaryData()
    const env = { DATABASE_URL: `pglite://${folder.path}/data`, PORT: 'none' }
    for (const help of ['--help', '-h']) {
      const { code, stdout, stderr } = await runCommand([...words, help], env)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      expect(stdout).toMatch(new RegExp(`^Uso: sparkone ${words[0]}`))
      expect(stdout.trim().split('\n').length).toBe(2)
    }
    expect(existsSync(`${folder.path}/data`)).toBe(false)
    folder.remove()
  })

  it.each(['serve', 'work', 'migrate', 'version'])(
    'what %s does not know is refused, and nothing begins',
    async (name) => {
      const folder = temporaryData()
      const { code, stdout } = await runCommand([name, '--dry-run'], { DATABASE_URL: `pglite://${folder.path}/data` })
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(existsSync(`${folder.path}/data`)).toBe(false)
      folder.remove()
    },
  )
})

describe('what is not a command', () => {
  it('is told in a line, with the commands of its group where it has one, and the way to all', async () => {
    const alone = await runCommand(['foo'], {})
    expect(alone).toMatchObject({ code: 2, stdout: '' })
    expect(alone.stderr).toMatch(/^Não existe o comando "foo"\. sparkone help .*\n$/)
    const grouped = await runCommand(['keys', 'lost'], {})
    expect(grouped).toMatchObject({ code: 2, stdout: '' })
    expect(grouped.stderr).toMatch(/^Não existe o comando "keys lost"/)
    expect(grouped.stderr).toContain('sparkone keys list')
    expect(grouped.stderr).not.toContain('sparkone doctor')
  })
})

describe('output that nobody reads any more', () => {
  it('ends a command as SIGPIPE would, without a trace', async () => {
    const child = spawn(process.execPath, [PROGRAM, 'help'], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.destroy()
    const [complaint, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect({ code, complaint }).toEqual({ code: 141, complaint: '' })
  })
})

describe('migrate', () => {
  const migrated = async (url: string) => {
    const first = await runCommand(['migrate'], { DATABASE_URL: url })
    expect(first, first.stderr).toMatchObject({ code: 0 })
    expect(first.stdout).toContain('aplicadas')
    const second = await runCommand(['migrate'], { DATABASE_URL: url })
    expect(second).toMatchObject({ code: 0 })
    expect(second.stdout).toContain('em dia')
  }

  it('brings an embedded database up to date, once', async () => {
    const folder = temporaryData()
    await migrated(`pglite://${folder.path}/data`)
    folder.remove()
  })

  it('lets a server that waits for it begin, with a first key that works', async () => {
    const database = await emptyPostgres()
    const server = await startServer({ env: { DATABASE_URL: database.url, API_KEY: '' }, role: 'serve', unready: true })
    const health = (path: string) => server.api('GET', path, { key: null })
    await eventually(async () => expect((await health('/health/live')).status).toBe(200), 30_000)
    const waiting = await health('/health/ready')
    expect(waiting).toMatchObject({ status: 503, json: { reasons: ['migrations'] } })
    expect((await server.api('GET', '/tasks')).status).toBe(503)

    await migrated(database.url)
    await eventually(async () => expect((await health('/health/ready')).status).toBe(200))
    const key = await eventually(() => {
      expect(firstKeyOf(server)).not.toBeNull()
      return firstKeyOf(server)
    })
    expect((await server.api('GET', '/tasks', { key })).status).toBe(200)
    await server.stop()
    await database.close()
  })
})

describe('doctor', () => {
  it('says that all is well, and exits 0', async () => {
    const house = await openHouse({ database: 'postgres', cache: 'tcp', whatsapp: true, email: true })
    const server = await house.start()
    await fetch(`${house.evolution.url}/webhook/set/sparkone`, {
      method: 'POST',
      headers: { apikey: GATEWAY_KEY, 'content-type': 'application/json' },
      body: JSON.stringify({
        webhook: {
          enabled: true,
          url: `${server.url}/webhooks/whatsapp`,
          events: [],
          headers: { jwt_key: WEBHOOK_SECRET },
        },
      }),
    })
    const { code, stdout } = await runCommand(['doctor', '--json'], { ...house.env, PUBLIC_URL: server.url })
    expect(code, stdout).toBe(0)
    const { ok, checks } = JSON.parse(stdout)
    expect(ok).toBe(true)
    const statuses = checks.map(({ check, status }: { check: string; status: string }) => [check, status])
    expect(Object.fromEntries(statuses)).toMatchObject({
      configuration: 'ok',
      database: 'ok',
      redis: 'ok',
      whatsapp: 'ok',
      number: 'ok',
      webhook: 'ok',
      email: 'ok',
      public_url: 'ok',
      clock: 'ok',
    })
    for (const hidden of [GATEWAY_KEY, WEBHOOK_SECRET, PHONE]) expect(stdout).not.toContain(hidden)
    await house.close()
  })

  it('names what is wrong, says what to do, exits 1, and tells no password', async () => {
    const database = await emptyPostgres()
    const { code, stdout } = await runCommand(['doctor'], {
      DATABASE_URL: database.url,
      SMTP_HOST: '127.0.0.1',
      SMTP_PORT: String(await freePort()),
      SMTP_USERNAME: 'someone@sparkone.test',
      SMTP_PASSWORD: 'canary-password',
    })
    expect(code).toBe(1)
    expect(stdout).toMatch(/✗ Banco de dados: .*não está migrado\n +→ Rode sparkone migrate/)
    expect(stdout).toMatch(/✗ E-mail: .*\n +→ Confira SMTP_HOST/)
    expect(stdout).not.toContain('canary-password')
    await database.close()
  })
})
