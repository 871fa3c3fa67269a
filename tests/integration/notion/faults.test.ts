import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionMirror, type NotionSettings } from '../../../adapters/notion/index.ts'
import { PortError, type PortErrorKind } from '../../../core/kernel/errors.ts'
import { makeCertificate } from '../../support/certificate.ts'
import { NotionProblem } from '../../support/notion/problem.ts'
import { type Fault, type NotionServer, startNotionServer } from '../../support/notion-server.ts'
import { freePort } from '../../support/tethered.ts'

const SECRET = 'Segredo de família'
/** Where an answer is waited for in vain, it is not for long. */
const VAIN_MS = 800
const timeoutOf = ({ kind }: Fault): number => (/^(stall|drip)/.test(kind) ? VAIN_MS : 10_000)

const told = (status: number, code: string, headers?: Record<string, string>): Fault => ({
  kind: 'answer',
  ...new NotionProblem(status, code, `Said of ${SECRET}`, headers === undefined ? {} : { headers }).answer,
})
const html = (status: number, headers: Record<string, string> = {}): Fault => ({ kind: 'html', status, headers })
const inTwoHours = (): string => new Date(Date.now() + 7_200_000).toUTCString()

interface Ends {
  readonly kind: PortErrorKind
  readonly retryAfterMs?: number | null
  /** It was done outside, and only the answer was lost. */
  readonly happened?: boolean
}
const unavailable = (more: Omit<Ends, 'kind'> = {}): Ends => ({ kind: 'unavailable', ...more })
const misconfigured: Ends = { kind: 'misconfigured' }
const throttled = (retryAfterMs: number): Ends => ({ kind: 'throttled', retryAfterMs })

const MATRIX: Readonly<Record<string, readonly [Fault, Ends]>> = {
  'the token is refused': [told(401, 'unauthorized'), misconfigured],
  'a right is missing': [told(403, 'restricted_resource'), misconfigured],
  'a wall of the network': [html(403), unavailable()],
  'a page of a proxy that knows no API': [html(404), unavailable()],
  'a conflict': [told(409, 'conflict_error'), unavailable({ retryAfterMs: null })],
  'throttled, told for how long': [told(429, 'rate_limited', { 'retry-after': '7' }), throttled(7000)],
  'throttled for longer than a minute': [told(429, 'rate_limited', { 'retry-after': '3600' }), throttled(3_600_000)],
  'throttled for ages': [told(429, 'rate_limited', { 'retry-after': '99999999999999' }), throttled(86_400_000)],
  'throttled, not told for how long': [told(429, 'rate_limited'), throttled(30_000)],
  'throttled by a proxy, told nonsense': [html(429, { 'retry-after': 'soon' }), throttled(30_000)],
  overloaded: [told(529, 'service_overload', { 'retry-after': '11' }), throttled(11_000)],
  'an error of theirs': [told(500, 'internal_server_error'), unavailable()],
  'a bare bad gateway': [html(502), unavailable()],
  'unavailable, told for how long': [
    told(503, 'service_unavailable', { 'retry-after': '5' }),
    unavailable({ retryAfterMs: 5000 }),
  ],
  'a gateway that gave up': [told(504, 'gateway_timeout'), unavailable()],
  'a code nobody knows': [told(599, 'something_new'), unavailable()],
  'no headers': [{ kind: 'stall_headers' }, unavailable()],
  'no headers after doing it': [{ kind: 'stall_headers', sends: true }, unavailable({ happened: true })],
  'half a body': [{ kind: 'stall_body' }, unavailable({ happened: true })],
  'a body that drips': [{ kind: 'drip' }, unavailable({ happened: true })],
  'a body without end': [{ kind: 'flood', bytes: 17 * 1024 * 1024 }, unavailable({ happened: true })],
  'a connection reset before': [{ kind: 'reset_before' }, unavailable()],
  'a connection reset after': [{ kind: 'reset_after' }, unavailable({ happened: true })],
  'a body that breaks off': [{ kind: 'truncated' }, unavailable({ happened: true })],
  'half a document in a whole body': [{ kind: 'cut_json' }, unavailable({ happened: true })],
  'another document': [{ kind: 'wrong_type' }, unavailable({ happened: true })],
  'an empty body': [{ kind: 'empty' }, unavailable({ happened: true })],
}

describe('what is wrong with Notion, over real HTTP', () => {
  let server: NotionServer
  let mirror: NotionMirror
  let pageId: string
  const open = (more: Partial<NotionSettings> = {}): NotionMirror =>
    createNotionMirror({
      apiKey: server.apiKey,
      database: server.database.id,
      baseUrl: server.url,
      timeoutMs: 10_000,
      ...more,
    })
  beforeEach(async () => {
    server = await startNotionServer()
    mirror = open()
    pageId = server.hand.add({ Nome: 'Antes' })
    await mirror.describe()
  })
  afterEach(() => server.stop())

  const failureOf = async (asked: Promise<unknown>): Promise<PortError> => {
    const error: unknown = await asked.then(
      () => null,
      (reason: unknown) => reason,
    )
    if (!(error instanceof PortError)) throw new Error(`Not a PortError: ${String(error)}`)
    // All a log could show of it.
    const shown = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
    for (const secret of [SECRET, server.apiKey]) expect(shown).not.toContain(secret)
    return error
  }
  const titleOf = async (): Promise<string | undefined> => (await mirror.read([pageId]))[0]?.fields.title
  /** One that waits as long as the fault is worth, and knows the schema already. */
  const opened = async (fault: Fault): Promise<NotionMirror> => {
    const one = open({ timeoutMs: timeoutOf(fault) })
    await one.describe()
    return one
  }
  const rename = (by = mirror) => by.write([{ type: 'update', externalId: pageId, changes: { title: SECRET } }])
  const asked = (method: string) => server.requests.filter((one) => one.method === method).length

  describe.each(Object.entries(MATRIX))('%s', (_name, [fault, ends]) => {
    it('ends a write in one request, as what it is, and says whether it happened only by what is there', async () => {
      const before = asked('PATCH')
      const hasty = await opened(fault)
      server.fault('PATCH /pages', fault)
      const error = await failureOf(rename(hasty))
      expect(error.kind).toBe(ends.kind)
      if (ends.retryAfterMs !== undefined) expect(error.retryAfterMs).toBe(ends.retryAfterMs)
      expect(asked('PATCH') - before).toBe(1)
      expect(await titleOf()).toBe(ends.happened === true ? SECRET : 'Antes')
    })

    it('ends a pull in one request, and the next goes on from the same place', async () => {
      const before = asked('POST')
      const hasty = await opened(fault)
      server.fault('POST /query', fault)
      expect((await failureOf(hasty.pull({ cursor: null, mode: 'changes' }))).kind).toBe(ends.kind)
      expect(asked('POST') - before).toBe(1)
      const { entries } = await mirror.pull({ cursor: null, mode: 'changes' })
      expect(entries.map(({ externalId }) => externalId)).toContain(pageId)
    })

    it('ends a look at the schema as a failure, or as a trouble in words', async () => {
      server.fault('GET /users', fault)
      const shape = await open({ timeoutMs: timeoutOf(fault) })
        .describe()
        .catch((error: unknown) => error)
      if (ends.kind === 'misconfigured') expect(shape).toMatchObject({ trouble: { code: 'credentials_refused' } })
      else expect(shape).toMatchObject({ name: 'PortError', kind: ends.kind })
    })
  })

  it('waits as long as a date says', async () => {
    server.fault('PATCH /pages', told(429, 'rate_limited', { 'retry-after': inTwoHours() }))
    const { retryAfterMs } = await failureOf(rename())
    expect(retryAfterMs).toBeGreaterThan(7_190_000)
    expect(retryAfterMs).toBeLessThanOrEqual(7_200_000)
  })

  it('refuses one page for good in their words, and the mirror goes on', async () => {
    server.fault('PATCH /pages', told(400, 'validation_error'))
    expect(await rename()).toEqual([{ type: 'refused', problems: [], detail: `Said of ${SECRET}` }])
    expect(await titleOf()).toBe('Antes')
    expect(await rename()).toMatchObject([{ type: 'done' }])
  })

  it('follows no redirect: the token goes nowhere else', async () => {
    const other = await startNotionServer({ apiKey: server.apiKey })
    for (const status of [301, 307, 308]) {
      server.fault('PATCH /pages', { kind: 'redirect', to: `${other.url}/v1/pages/${pageId}`, status })
      expect((await failureOf(rename())).kind).toBe('unavailable')
    }
    expect(other.requests).toEqual([])
    await other.stop()
  })

  it('is unavailable where nobody listens, where no name leads, and where the certificate is not trusted', async () => {
    const certificate = makeCertificate()
    const tls = createServer(certificate, (_, response) => response.end('{}'))
    await new Promise<void>((resolve) => tls.listen(0, '127.0.0.1', resolve))
    const { port } = tls.address() as AddressInfo
    const nowhere = [`http://127.0.0.1:${await freePort()}`, 'http://no-such-host.invalid', `https://localhost:${port}`]
    for (const baseUrl of nowhere) {
      expect((await failureOf(open({ baseUrl, timeoutMs: 5000 }).describe())).kind).toBe('unavailable')
    }
    tls.close()
  })

  it('sends nothing when the own budget is spent, and says how long to wait: a window for what begins anew', async () => {
    let isSpent = false
    const spent = new PortError('notion', 'throttled', 'The budget is spent.', { retryAfterMs: 4321 })
    const busy = open({ admit: async () => (isSpent ? Promise.reject(spent) : undefined) })
    await busy.describe()
    isSpent = true
    const before = server.requests.length
    expect(await failureOf(rename(busy))).toMatchObject({ kind: 'throttled', retryAfterMs: 4321 })
    for (const asked of [
      busy.pull({ cursor: null, mode: 'sweep' }),
      busy.find(['key']),
      busy.describe({ fresh: true }),
      open({ admit: () => Promise.reject(spent) }).read([pageId]),
    ])
      expect(await failureOf(asked)).toMatchObject({ kind: 'throttled', retryAfterMs: 10_000 })
    expect(server.requests.length).toBe(before)
  })

  it('asks for each request once, and of the version it was written for', async () => {
    let admitted = 0
    const admit = async (): Promise<void> => {
      admitted += 1
    }
    const counted = open({ admit })
    const before = server.requests.length
    await counted.pull({ cursor: null, mode: 'sweep' })
    await counted.read([pageId])
    expect(admitted).toBe(server.requests.length - before)
    expect(new Set(server.requests.map(({ version }) => version))).toEqual(new Set(['2026-03-11']))
  })
})
