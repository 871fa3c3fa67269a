import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryMirror } from '../../../adapters/memory/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'

const TOKEN = 'secret_of-the-subscription'
const MINUTES = 60_000

let test: TestApp
beforeEach(async () => {
  test = await createTestApp({
    mirrors: (clock) => ({ notion: createMemoryMirror({ name: 'notion', reading: 'each', clock }) }),
  })
})

const signed = (raw: string, token: string) => `sha256=${createHmac('sha256', token).update(raw).digest('hex')}`
const send = (body: unknown, signature?: string | null) => {
  const raw = typeof body === 'string' ? body : JSON.stringify(body)
  const sign = signature === undefined ? signed(raw, TOKEN) : signature
  return test.call('POST', '/webhooks/notion', {
    key: null,
    raw,
    headers: sign === null ? {} : { 'X-Notion-Signature': sign },
  })
}
const handshake = (token = TOKEN) => send({ verification_token: token }, null)
const pair = async () => (await test.call('POST', '/sync/notion/pair')).json
const event = (id: string, type = 'page.properties_updated') => ({
  id,
  type,
  timestamp: '2026-11-24T13:00:00.000Z',
  entity: { id: 'e1a2b3c4-0000-4000-8000-000000000001', type: type.split('.')[0] },
})
const refusals = () => test.facts.facts.filter(({ type }) => type === 'auth_failure')

describe("Notion's handshake", () => {
  it('is taken while an operator pairs, and its token is said once', async () => {
    expect(await pair()).toMatchObject({ state: 'open', until: '2026-11-24T13:15:00.000Z', verification_token: null })
    expect((await handshake()).json).toEqual({ status: 'paired' })
    expect(await pair()).toEqual({ state: 'received', until: null, verification_token: TOKEN })
    expect(await pair()).toMatchObject({ state: 'open', verification_token: null })
  })

  it('is refused while nobody pairs, too late, and when another came first', async () => {
    expect((await handshake()).status).toBe(401)
    await pair()
    test.clock.advance(15 * MINUTES)
    expect((await handshake()).status).toBe(401)
    await pair()
    expect((await handshake()).status).toBe(200)
    expect((await handshake('secret_of-a-stranger')).status).toBe(401)
    expect((await pair()).verification_token).toBe(TOKEN)
    expect(refusals()).toHaveLength(3)
  })

  it('is not told again by a repeated request', async () => {
    await pair()
    await handshake()
    const once = { headers: { 'Idempotency-Key': 'k1' } }
    expect((await test.call('POST', '/sync/notion/pair', once)).json.verification_token).toBe(TOKEN)
    const again = await test.call('POST', '/sync/notion/pair', once)
    expect([again.headers.get('idempotency-replayed'), again.json]).toEqual([
      'true',
      { state: 'received', until: null, verification_token: null },
    ])
  })

  it('does not end an older pairing before it comes, and is for operators alone', async () => {
    await pair()
    await handshake()
    await pair()
    await pair()
    expect((await send(event('e1'))).json).toEqual({ status: 'accepted' })
    expect((await test.call('POST', '/sync/notion/pair', { key: test.memberKey })).status).toBe(403)
  })

  it('leaves its token in no list, no log and no other answer', async () => {
    await pair()
    await handshake()
    for (const path of ['/sync', '/keys', '/tasks?include=mirrors']) {
      expect((await test.call('GET', path)).text).not.toContain(TOKEN)
    }
    expect(JSON.stringify(test.facts.facts)).not.toContain(TOKEN)
  })
})

describe("Notion's events", () => {
  beforeEach(async () => {
    await pair()
    await handshake()
    await pair()
  })
  const jobs = async () => (await test.storage.jobs.depth()).find(({ name }) => name === 'sync.run')?.queued ?? 0

  it('make one run of the mirror, however often they are delivered', async () => {
    const before = await jobs()
    expect((await send(event('e1'))).json).toEqual({ status: 'accepted' })
    expect((await send(event('e1'))).json).toEqual({ status: 'duplicate' })
    expect((await jobs()) - before).toBeLessThanOrEqual(1)
  })

  it('are believed by the signature over their very bytes and by nothing else', async () => {
    const raw = JSON.stringify(event('e1'))
    for (const signature of [null, '', 'sha256=', signed(raw, 'wrong'), signed(`${raw} `, TOKEN), 'md5=x']) {
      expect((await send(raw, signature)).status, String(signature)).toBe(401)
    }
    expect((await send(`${raw} `, signed(raw, TOKEN))).status).toBe(401)
    expect((await send(raw, signed(raw, TOKEN))).status).toBe(200)
  })

  it('that are about nothing of ours, or of a shape nobody knows, are passed over', async () => {
    for (const body of [
      event('e2', 'comment.created'),
      {},
      [],
      'no json',
      'null',
      event('e3', 'file_upload.created'),
    ]) {
      expect((await send(body)).json).toEqual({ status: 'ignored' })
    }
  })

  it('are not limited once they are believed; whoever is refused is', async () => {
    const limited = await createTestApp({ quota: 2 })
    const strange = () => limited.call('POST', '/webhooks/notion', { key: null, body: event('e1') })
    expect([(await strange()).status, (await strange()).status, (await strange()).status]).toEqual([401, 401, 503])
  })

  it('may not be endless', async () => {
    expect((await send(JSON.stringify({ long: 'x'.repeat(300_000) }))).status).toBe(413)
  })
})

describe('without Notion', () => {
  it('there is nothing to pair, and nobody gets in', async () => {
    test = await createTestApp()
    expect((await test.call('POST', '/sync/notion/pair')).status).toBe(404)
    expect((await handshake()).status).toBe(401)
    expect((await send(event('e1'))).status).toBe(401)
  })
})
