import { describe, expect, it } from 'vitest'
import type { Told } from '../../../adapters/evolution/instance.ts'
import type { BackupRecord } from '../../../core/upkeep/index.ts'
import type { WebDeps, WebPairing } from '../../../handlers/web/index.ts'
import { allWell } from '../../support/all-well.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/health'
const up = { status: 'ok' as const, detail: 'ready', latencyMs: 12 }

const fail = async (test: TestConsole): Promise<void> => {
  await test.storage.run(({ jobs }) => jobs.enqueue({ name: 'tasks.remind', data: { reminderId: 'r' } }))
  const broken = { ...test.core.jobs, 'tasks.remind': () => Promise.reject(new RangeError('never')) }
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await test.storage.jobs.drain(broken, { max: 9 })
    test.clock.advance(3_600_000)
  }
}

const deadIn = async ({ core, ana }: TestConsole): Promise<number> =>
  (await core.upkeep.queues(actorOf(ana))).reduce((sum, { dead }) => sum + dead, 0)

describe('the page of health', () => {
  it('is for operators, with all that is below it', async () => {
    const { get, post, bruno } = await createTestConsole()
    for (const path of ['', '/jobs', '/charts', '/whatsapp']) {
      expect((await get(PLACE + path, bruno.id)).status).toBe(403)
    }
    for (const path of ['/test', '/check', '/jobs/redrive', '/whatsapp/prepare']) {
      expect((await post(PLACE + path, {}, bruno.id)).status).toBe(403)
    }
  })

  it('says of what does not answer what to do about it, and counts such things', async () => {
    const { get } = await createTestConsole({
      deps: {
        health: {
          ...allWell,
          evolution: async () => ({ status: 'unavailable', detail: 'unauthorized', latencyMs: 3 }),
          smtp: async () => up,
          openai: async () => ({ status: 'unavailable', detail: 'does not answer within 3 s', latencyMs: 3000 }),
        },
      },
    })
    const { html } = await get(PLACE)
    expect(html).toContain('Há 2 coisas a resolver.')
    expect(html).toContain('a chave ou a conta foi recusada')
    expect(html).toContain('EVOLUTION_API_KEY deve ser a chave global')
    expect(html).toContain('responde em 12 ms')
    expect(html).toContain('Confira LLM_BASE_URL')
  })

  it('says that all is well, and offers tests of what is configured alone', async () => {
    const { get, core, ana } = await createTestConsole({ deps: { health: { ...allWell, smtp: async () => up } } })
    const { html } = await get(PLACE)
    expect(html).toContain('Tudo o que o SparkOne usa está funcionando.')
    expect(html).toContain('value="email"')
    expect(html).not.toContain('value="whatsapp"')
    expect(html).not.toContain('value="openai"')
    await core.people.patch(ana.id, { locale: 'en' })
    expect((await get(PLACE)).html).toContain('Everything SparkOne uses works.')
  })

  it('tells the version, the commit and since when it runs', async () => {
    const startedAt = new Date('2026-11-24T11:00:00Z')
    const settings = {
      environment: 'test',
      version: '9.8.7',
      commit: 'abcdef0123456789',
      startedAt,
      publicUrl: null,
      locale: 'pt-BR' as const,
      rateLimitPerMinute: 1000,
    }
    const { html } = await (await createTestConsole({ deps: { settings } })).get(PLACE)
    for (const text of ['9.8.7', 'abcdef012345<', 'ter., 24 nov. 2026, 08:00', 'há 2 h']) expect(html).toContain(text)
  })

  it.each<[string, BackupRecord | null, string]>([
    ['nothing is known', null, 'Daqui não se sabe de nenhum backup'],
    [
      'all is proven',
      {
        made: { at: new Date('2026-11-24T03:00:00Z'), bytes: 1_500_000 },
        verified: { at: new Date('2026-11-24T04:00:00Z'), seconds: 12 },
        lastVerification: { at: new Date('2026-11-24T04:00:00Z'), exitCode: 0 },
      },
      'Em dia e conferido',
    ],
    [
      'the last proof failed',
      {
        made: { at: new Date('2026-11-24T03:00:00Z'), bytes: null },
        verified: null,
        lastVerification: { at: new Date('2026-11-24T04:00:00Z'), exitCode: 3 },
      },
      'falhou (código 3)',
    ],
    [
      'there is none of the last day',
      { made: { at: new Date('2026-11-20T03:00:00Z'), bytes: 9 }, verified: null, lastVerification: null },
      'Nenhum backup nas últimas 26 horas',
    ],
  ])('is honest about backups: %s', async (_, record, text) => {
    const { get } = await createTestConsole({ backupLog: { read: async () => record } })
    expect((await get(PLACE)).html).toContain(text)
  })
})

describe('the last verified restore', () => {
  const factsOf = (html: string): Readonly<Record<string, string>> =>
    Object.fromEntries(
      [...html.matchAll(/<dt>([^<]*)<\/dt><dd>(.*?)<\/dd>/gs)].map(([, name = '', value = '']) => [name, value]),
    )
  const seen = async (record: BackupRecord) => {
    const { get, core, ana } = await createTestConsole({ backupLog: { read: async () => record } })
    const pt = factsOf((await get(PLACE)).html)
    await core.people.patch(ana.id, { locale: 'en' })
    return { pt, en: factsOf((await get(PLACE)).html) }
  }
  const made = { at: new Date('2026-11-24T03:00:00Z'), bytes: 1_500_000 }
  const at = new Date('2026-11-23T04:05:00Z')
  const stamp = (text: string) => `<time datetime="2026-11-23T04:05:00.000Z">${text}</time>`

  it('stands with its moment by the clock of who looks, and what it took', async () => {
    const { pt, en } = await seen({ made, verified: { at, seconds: 83 }, lastVerification: { at, exitCode: 0 } })
    expect(pt['Última restauração conferida']).toBe(`${stamp('seg., 23 nov. 2026, 01:05')}, em 1 min 23 s`)
    expect(pt['Último backup']).toContain('1,5 MB')
    expect(pt['Última conferência']).toBe(`${stamp('seg., 23 nov. 2026, 01:05')}: deu certo`)
    expect(en['Last verified restore']).toBe(`${stamp('Mon, Nov 23, 2026, 01:05')}, in 1 min 23 s`)
  })

  it('is not the last verification, where that one failed', async () => {
    const later = new Date('2026-11-24T09:00:00Z')
    const { pt, en } = await seen({
      made,
      verified: { at, seconds: null },
      lastVerification: { at: later, exitCode: 3 },
    })
    expect(pt['Última restauração conferida']).toBe(stamp('seg., 23 nov. 2026, 01:05'))
    expect(pt['Última conferência']).toMatch(/ter., 24 nov. 2026, 06:00<\/time>: falhou \(código 3\)/)
    expect(en['Last verification']).toContain('it failed (code 3)')
  })

  it('is known to be none where no backup was ever restored', async () => {
    const { pt, en } = await seen({ made, verified: null, lastVerification: null })
    expect(pt['Última restauração conferida']).toBe('nenhum conhecido')
    expect(en['Last verified restore']).toBe('none is known')
    expect(Object.keys(pt)).not.toContain('Última conferência')
  })
})

describe('tests from the console', () => {
  it('sends one to who asks, down that channel alone, and leads to its path', async () => {
    const test = await createTestConsole()
    const asked = await test.post(`${PLACE}/test`, { channel: 'whatsapp' })
    expect(asked.location).toMatch(/^\/web\/deliveries\/[\w-]+$/)
    await test.drain()
    expect(test.whatsapp.sent).toHaveLength(1)
    expect(test.email.sent).toHaveLength(0)
    expect(test.whatsapp.sent[0]?.message.body).toContain('Teste do SparkOne')
    expect((await test.get(asked.location ?? '')).html).toContain('Teste do SparkOne')
  })

  it('says where there is no address, and sends nothing', async () => {
    const test = await createTestConsole()
    const bruno = await test.core.people.patch(test.bruno.id, {
      role: 'operator',
      aliases: [{ channel: 'web', address: 'bruno' }],
    })
    expect((await test.post(`${PLACE}/test`, { channel: 'email' }, bruno.id)).location).toBe(PLACE)
    await test.drain()
    expect(test.email.sent).toHaveLength(0)
    expect((await test.post(`${PLACE}/test`, { channel: 'pigeon' })).status).toBe(400)
  })

  it('asks an integration now, and says what it found', async () => {
    let asked = 0
    const test = await createTestConsole({
      deps: {
        health: {
          ...allWell,
          notion: async () => {
            asked += 1
            return { status: 'unavailable', detail: 'missing_key: SparkOne ID', latencyMs: 1 }
          },
        },
      },
    })
    const answer = await test.post(`${PLACE}/check`, { what: 'notion' })
    expect([asked, answer.location]).toEqual([1, PLACE])
    expect(decodeURIComponent(answer.headers.get('set-cookie') ?? '')).toContain('SparkOne ID')
    expect((await test.post(`${PLACE}/check`, { what: 'everything' })).status).toBe(400)
    expect((await test.post(`${PLACE}/check`, { what: 'notion', back: 'https://example.com' })).location).toBe('/web')
  })
})

describe('jobs', () => {
  it('show what stopped after failing, and begin one again', async () => {
    const test = await createTestConsole()
    await fail(test)
    const { html } = await test.get(`${PLACE}/jobs`)
    expect(html).toContain('Último erro: RangeError.')
    expect(html).toContain('hx-trigger="every 10s"')
    const id = /name="id" value="([^"]+)"/.exec(html)?.[1] ?? ''
    expect((await test.post(`${PLACE}/jobs/redrive`, { id })).location).toBe(`${PLACE}/jobs`)
    expect(await deadIn(test)).toBe(0)
    expect((await test.get(`${PLACE}/jobs`)).html).toContain('Nada parado')
  })

  it('begin all again, or those of one kind', async () => {
    const test = await createTestConsole()
    await fail(test)
    await test.post(`${PLACE}/jobs/redrive`, { name: 'notify.email' })
    expect(await deadIn(test)).toBe(1)
    await test.post(`${PLACE}/jobs/redrive`, { name: 'tasks.remind' })
    expect(await deadIn(test)).toBe(0)
    await fail(test)
    await test.post(`${PLACE}/jobs/redrive`)
    expect(await deadIn(test)).toBe(0)
    expect((await test.post(`${PLACE}/jobs/redrive`, { name: 'drop.tables' })).status).toBe(400)
  })
})

/** A code of four modules. */
const qr: WebDeps['qr'] = async () => [
  [true, false],
  [false, true],
]

const ok = <T>(value: T): Told<T> => ({ ok: true, value })

/** A gateway in memory: with or without the instance, its webhook, and a phone. */
const gateway = (begin: Partial<{ made: boolean; linked: boolean; owner: string }> = {}) => {
  const state = { made: false, linked: false, owner: '5511900001234', ...begin }
  let webhook: { url: string; secret: string } | null = begin.made === true ? { url: 'old', secret: 'old' } : null
  const missing = { ok: false, reason: 'instance_missing' } as const
  const pairing: WebPairing = {
    webhookUrl: 'https://sparkone.example/webhooks/whatsapp',
    webhookSecret: null,
    instance: {
      name: 'sparkone',
      ensure: async () => {
        state.made = true
        return ok('created')
      },
      setWebhook: async (given) => {
        webhook = given
        return ok(null)
      },
      webhook: async () => (state.made ? ok(webhook) : missing),
      link: async () =>
        state.made ? ok(state.linked ? { state: 'open' } : { state: 'waiting', code: '2@secret' }) : missing,
      owner: async () => ok(state.linked ? state.owner : null),
    },
  }
  return { state, pairing, webhook: () => webhook }
}

describe("the connection of SparkOne's number", () => {
  it('names what to set where WhatsApp is not configured', async () => {
    const { get } = await createTestConsole()
    const { html } = await get(`${PLACE}/whatsapp`)
    expect(html).toContain('EVOLUTION_API_BASE_URL')
    expect(html).not.toContain('action="/web/health')
  })

  it('prepares the gateway, shows the code while a phone is waited for, and is done when one is linked', async () => {
    const { state, pairing, webhook } = gateway()
    const { get, post, core } = await createTestConsole({ deps: { pairing, qr } })
    const before = await get(`${PLACE}/whatsapp`)
    expect(before.html).toContain('Preparar a conexão')
    expect(before.html).not.toContain('class="qr"')

    expect((await post(`${PLACE}/whatsapp/prepare`)).location).toBe(`${PLACE}/whatsapp`)
    expect(webhook()?.url).toBe('https://sparkone.example/webhooks/whatsapp')
    expect(await core.access.authenticate(webhook()?.secret ?? '')).not.toBeNull()

    const waiting = await get(`${PLACE}/whatsapp`)
    expect(waiting.html).toContain('<path d="M4 4h1v1h-1zM5 5h1v1h-1z"')
    expect(waiting.html).toContain('hx-trigger="every 5s"')
    expect(waiting.html).not.toContain('2@secret')
    expect(waiting.headers.get('cache-control')).toBe('no-store')

    state.linked = true
    const done = await get(`${PLACE}/whatsapp`)
    expect(done.html).toContain('Número de final 1234.')
    expect(done.html).not.toContain('5511900001234')
    expect(done.html).not.toContain('every 5s')
  })

  it("says so when the linked number is an operator's own", async () => {
    const { pairing } = gateway({ made: true, linked: true, owner: '5511988887777' })
    const { get } = await createTestConsole({ deps: { pairing } })
    expect((await get(`${PLACE}/whatsapp`)).html).toContain('O número conectado é o de um operador')
  })

  it('says why the gateway does not serve, and asks for an address before it prepares anything', async () => {
    const { pairing } = gateway()
    const silent = { ...pairing.instance, webhook: async () => ({ ok: false, reason: 'unreachable' }) as const }
    const broken = await createTestConsole({ deps: { pairing: { ...pairing, instance: silent } } })
    expect((await broken.get(`${PLACE}/whatsapp`)).html).toContain('EVOLUTION_API_BASE_URL: confira o endereço')
    const lost = await createTestConsole({ deps: { pairing: { ...pairing, webhookUrl: null } } })
    expect((await lost.get(`${PLACE}/whatsapp`)).html).toContain('defina PUBLIC_URL')
    expect((await lost.post(`${PLACE}/whatsapp/prepare`)).status).toBe(400)
  })
})
