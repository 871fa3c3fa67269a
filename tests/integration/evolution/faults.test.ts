import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createWhatsAppChannel, type WhatsAppSettings } from '../../../adapters/evolution/index.ts'
import type { Outgoing, SendOutcome } from '../../../core/notify/ports.ts'
import { makeCertificate } from '../../support/certificate.ts'
import type { Fault } from '../../support/evolution-faults.ts'
import { type EvolutionServer, problem, startEvolutionServer } from '../../support/evolution-server.ts'
import recordings from '../../support/recordings/evolution-answers.json' with { type: 'json' }
import { freePort } from '../../support/tethered.ts'

const message: Outgoing = {
  id: 'd-1',
  notificationId: 'n-1',
  address: '5511999998888',
  kind: 'alert',
  subject: 'Disco cheio',
  body: 'O disco do servidor azul está cheio.',
  locale: 'pt-BR',
}

const recorded = (name: keyof typeof recordings): Fault => ({ kind: 'answer', ...recordings[name] })
const answers = (status: number, message: unknown, error = 'Bad Request'): Fault => ({
  kind: 'answer',
  ...problem(status, error, message),
})
const transient = (reason: string, retryAfterMs: number | null = null): SendOutcome => ({
  outcome: 'transient',
  reason,
  retryAfterMs,
})
const rejected = (reason: string): SendOutcome => ({ outcome: 'rejected', reason })
const unavailable = (reason: string): SendOutcome => ({ outcome: 'unavailable', reason })
const ambiguous = (reason: string): SendOutcome => ({ outcome: 'ambiguous', reason })
const prisma =
  "\nInvalid `this.prismaRepository.message.create()` invocation in\n/evolution/dist/main.js:355:1\nCan't reach database server"

type State = 'open' | 'connecting' | 'close' | null
interface Row {
  readonly name: string
  readonly fault: Fault
  readonly state?: State
  readonly ends: SendOutcome
  /** 1 but for those where the state has to be asked. */
  readonly requests?: number
  /** Messages that really left. */
  readonly sent?: number
}

const rows: readonly Row[] = [
  { name: 'schema violation', fault: recorded('schema violation'), ends: rejected('invalid_request') },
  { name: 'empty text', fault: recorded('empty text'), ends: rejected('invalid_request') },
  { name: 'broken JSON of ours', fault: recorded('bad json'), ends: rejected('invalid_request') },
  { name: 'number not on WhatsApp', fault: recorded('not on whatsapp'), ends: rejected('not_on_whatsapp') },
  { name: 'wrong key', fault: recorded('wrong key'), ends: unavailable('unauthorized') },
  { name: 'key refused by a proxy', fault: { kind: 'html', status: 403 }, ends: unavailable('forbidden') },
  { name: 'unknown instance', fault: recorded('unknown instance'), ends: unavailable('instance_missing') },
  { name: 'unknown route', fault: recorded('unknown route'), ends: unavailable('not_found') },
  { name: 'conflict', fault: answers(409, ['Conflict']), ends: rejected('refused') },
  { name: 'too large', fault: { kind: 'html', status: 413 }, ends: rejected('too_long') },
  {
    name: 'throttled, told for how long',
    fault: { kind: 'html', status: 429, headers: { 'retry-after': '7' } },
    ends: transient('throttled', 7000),
  },
  { name: 'throttled', fault: { kind: 'html', status: 429 }, ends: transient('throttled') },
  {
    name: 'throttled, told nonsense',
    fault: { kind: 'html', status: 429, headers: { 'retry-after': 'soon' } },
    ends: transient('throttled'),
  },
  {
    name: 'throttled for ever',
    fault: { kind: 'html', status: 429, headers: { 'retry-after': '99999999' } },
    ends: transient('throttled', 3_600_000),
  },
  {
    name: 'never connected',
    fault: recorded('never connected'),
    state: 'close',
    ends: unavailable('logged_out'),
    requests: 2,
  },
  {
    name: 'connection closed, logged out',
    fault: recorded('connection closed'),
    state: 'close',
    ends: unavailable('logged_out'),
    requests: 2,
  },
  {
    name: 'connection closed, connecting',
    fault: recorded('connection closed'),
    state: 'connecting',
    ends: transient('connecting'),
    requests: 2,
  },
  {
    name: 'connection closed, said to be open',
    fault: recorded('connection closed'),
    state: 'open',
    ends: transient('not_connected'),
    requests: 2,
  },
  {
    name: 'send failed while open',
    fault: recorded('send failed while open'),
    state: 'open',
    ends: transient('not_connected'),
    requests: 2,
  },
  {
    name: 'LID while dropped',
    fault: recorded('lid while dropped'),
    state: 'connecting',
    ends: transient('connecting'),
    requests: 2,
  },
  {
    name: 'LID never connected',
    fault: recorded('lid never connected'),
    state: 'close',
    ends: unavailable('logged_out'),
    requests: 2,
  },
  {
    name: 'raw 428',
    fault: recorded('numbers while dropped'),
    state: 'connecting',
    ends: transient('connecting'),
    requests: 2,
  },
  {
    name: 'instance just deleted',
    fault: recorded('just deleted'),
    state: null,
    ends: unavailable('instance_missing'),
    requests: 2,
  },
  {
    name: 'query timed out in an open gateway',
    fault: answers(400, ['Error: Timed Out']),
    state: 'open',
    ends: ambiguous('gateway_timeout'),
    requests: 2,
  },
  { name: 'group error', fault: recorded('group not connected'), ends: ambiguous('unexpected_answer') },
  {
    name: 'sent, then not stored',
    fault: { kind: 'answer', ...problem(400, 'Bad Request', [prisma]), sends: true },
    ends: ambiguous('gateway_storage'),
    sent: 1,
  },
  { name: 'database down', fault: answers(500, prisma, 'Internal Server Error'), ends: ambiguous('gateway_storage') },
  { name: 'unknown 400', fault: answers(400, ['Something new']), ends: ambiguous('unexpected_answer') },
  {
    name: 'unknown 500',
    fault: answers(500, 'Something new', 'Internal Server Error'),
    ends: ambiguous('server_error'),
  },
  { name: 'HTML 500', fault: { kind: 'html', status: 500 }, ends: ambiguous('bad_gateway') },
  { name: 'HTML 502', fault: { kind: 'html', status: 502 }, ends: ambiguous('bad_gateway') },
  {
    name: 'HTML 502 after the send',
    fault: { kind: 'html', status: 502, sends: true },
    ends: ambiguous('bad_gateway'),
    sent: 1,
  },
  { name: '503', fault: { kind: 'html', status: 503 }, ends: transient('overloaded') },
  {
    name: '503, told for how long',
    fault: { kind: 'html', status: 503, headers: { 'retry-after': '30' } },
    ends: transient('overloaded', 30_000),
  },
  {
    name: 'licence not activated',
    fault: { kind: 'answer', status: 503, body: { error: 'LICENSE_REQUIRED', message: 'Activate' } },
    ends: unavailable('licence'),
  },
  {
    name: 'licence by code',
    fault: { kind: 'answer', status: 503, body: { code: 'LICENSE_REQUIRED' } },
    ends: unavailable('licence'),
  },
  {
    name: 'licence in the envelope',
    fault: answers(503, ['LICENSE_REQUIRED'], 'Service Unavailable'),
    ends: unavailable('licence'),
  },
  { name: 'HTML 504', fault: { kind: 'html', status: 504 }, ends: ambiguous('gateway_timeout') },
  { name: '529', fault: { kind: 'html', status: 529 }, ends: transient('overloaded') },
  { name: 'request timeout of a proxy', fault: { kind: 'html', status: 408 }, ends: transient('not_processed') },
  {
    name: 'redirect',
    fault: { kind: 'redirect', to: 'http://127.0.0.1:1/elsewhere' },
    ends: unavailable('redirected'),
  },
  {
    name: 'permanent redirect',
    fault: { kind: 'redirect', to: 'https://example.org/', status: 308 },
    ends: unavailable('redirected'),
  },
  { name: 'headers never come', fault: { kind: 'stall_headers', sends: true }, ends: ambiguous('timeout'), sent: 1 },
  { name: 'body never ends', fault: { kind: 'stall_body' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'slow drip', fault: { kind: 'drip' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'reset before it was handled', fault: { kind: 'reset_before' }, ends: ambiguous('reset') },
  { name: 'reset after it was handled', fault: { kind: 'reset_after' }, ends: ambiguous('reset'), sent: 1 },
  { name: 'truncated answer', fault: { kind: 'truncated' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'half a JSON', fault: { kind: 'cut_json' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'JSON of another type', fault: { kind: 'wrong_type' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'nothing in the answer', fault: { kind: 'empty' }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'endless answer', fault: { kind: 'flood', bytes: 3_000_000 }, ends: ambiguous('malformed'), sent: 1 },
  { name: 'HTML 200', fault: { kind: 'html', status: 200 }, ends: ambiguous('malformed') },
  {
    name: '200 with an error inside',
    fault: { kind: 'answer', status: 200, body: { error: true, message: 'x' } },
    ends: ambiguous('malformed'),
  },
]

describe('a send to a gateway that fails', () => {
  let server: EvolutionServer
  const channel = (settings: Partial<WhatsAppSettings> = {}) =>
    createWhatsAppChannel({
      baseUrl: server.url,
      apiKey: server.apiKey,
      instance: server.instance,
      timeoutMs: 400,
      ...settings,
    })

  beforeAll(async () => {
    server = await startEvolutionServer()
  })
  afterEach(async () => {
    await server.stop()
    server = await startEvolutionServer()
  })
  afterAll(() => server.stop())

  it.each(rows)('ends as it must: $name', async ({ fault, state = 'open', ends, requests = 1, sent = 0 }) => {
    server.setState(state)
    server.fault(fault)
    const outcome = await channel().send(message)
    expect(outcome).toEqual(ends)
    expect(server.requests).toHaveLength(requests)
    expect(server.sent).toHaveLength(sent)
    // Nothing of the message, the address, the key or the place may leave through an outcome.
    const words = JSON.stringify(outcome)
    for (const secret of [message.body, message.address, server.apiKey, server.url, 'prisma', 'evolution/']) {
      expect(words).not.toContain(secret)
    }
    expect('reason' in outcome && /^[a-z_]{3,20}$/.test(outcome.reason)).toBe(true)
  })

  it('is tried again later when nobody listens', async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}`
    expect(await channel({ baseUrl }).send(message)).toEqual(transient('unreachable'))
  })

  it.each(['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])(
    'is tried again later when the way there ends with %s',
    async (code) => {
      const cause = Object.assign(new Error('getaddrinfo'), { code })
      const broken = () => Promise.reject(new TypeError('fetch failed', { cause }))
      expect(await channel({ fetch: broken }).send(message)).toEqual(transient('unreachable'))
    },
  )

  it('does not trust a certificate nobody vouches for', async () => {
    let arrived = 0
    const stranger = createServer(makeCertificate(), () => {
      arrived += 1
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const baseUrl = `https://127.0.0.1:${(stranger.address() as AddressInfo).port}`
    expect(await channel({ baseUrl }).send(message)).toEqual(unavailable('tls'))
    expect(arrived).toBe(0)
    await new Promise((resolve) => stranger.close(resolve))
  })

  it('says whether the key or the instance is wrong, and sends nothing', async () => {
    expect(await channel({ apiKey: 'wrong' }).send(message)).toEqual(unavailable('unauthorized'))
    expect(await channel({ instance: 'ghost' }).send(message)).toEqual(unavailable('instance_missing'))
    expect(server.sent).toHaveLength(0)
  })

  it('may be tried again when the state cannot be asked either', async () => {
    server.fault(recorded('connection closed'))
    server.always('GET /instance/connectionState', { kind: 'stall_headers' })
    expect(await channel().send(message)).toEqual(transient('not_connected'))
  })

  it('never takes longer than it says', async () => {
    server.fault(recorded('connection closed'))
    server.always('GET /instance/connectionState', { kind: 'drip' })
    const { send, sendTimeoutMs } = channel()
    const started = performance.now()
    await send(message)
    expect(performance.now() - started).toBeLessThan(sendTimeoutMs + 200)
  })
})
