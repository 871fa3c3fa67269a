import { once } from 'node:events'
import { createServer, type Server as HttpServer } from 'node:http'
import { type ConnectionOptions, connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type FreshPostgres, freshPostgres } from '../support/databases.ts'
import { API_KEY, endAll, type Server, startServer } from '../support/e2e-process.ts'
import { freePort } from '../support/tethered.ts'
import { type Answer, type NginxServer, startNginx } from './support/nginx-server.ts'

const AUTHORIZED = { authorization: `Bearer ${API_KEY}` }
const PER_MINUTE = 500
let database: FreshPostgres
let api: Server
let nginx: NginxServer

beforeAll(async () => {
  database = await freshPostgres()
  api = await startServer({
    env: {
      DATABASE_URL: database.url,
      TRUSTED_PROXIES: '127.0.0.1',
      RATE_LIMIT_PER_MINUTE: String(PER_MINUTE),
    },
  })
  nginx = await startNginx(api.port)
})

afterAll(async () => {
  await nginx?.stop()
  await endAll()
  await database?.close()
})

/** What the API still grants to the address it believes the caller has. */
const remaining = ({ headers }: Answer): number => Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1])

describe('nginx before the real API', () => {
  it('serves it over TLS', async () => {
    const answer = await nginx.ask('/health')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body)).toMatchObject({ status: 'ok' })
    expect((await nginx.ask('/tasks', { headers: AUTHORIZED })).status).toBe(200)
  })

  it('sends plain HTTP to TLS, with path and query', async () => {
    const answer = await fetch(`http://127.0.0.1:${nginx.plainPort}/tasks?q=a`, {
      redirect: 'manual',
      headers: { host: 'localhost' },
    })
    expect(answer.status).toBe(308)
    expect(answer.headers.get('location')).toMatch(/^https:\/\/[\w.]+\/tasks\?q=a$/)
  })

  const handshake = async (options: ConnectionOptions) => {
    const { tlsPort: port, certificate } = nginx
    const socket = connect({ port, host: '127.0.0.1', servername: 'localhost', ca: certificate.cert, ...options })
    onTestFinished(() => void socket.destroy())
    await once(socket, 'secureConnect')
    return { protocol: socket.getProtocol(), cipher: socket.getCipher().standardName }
  }

  it.each(['TLSv1', 'TLSv1.1'] as const)('refuses %s', async (version) => {
    const old = { minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0' }
    await expect(handshake(old)).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' })
  })

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('speaks %s with a cipher of today', async (version) => {
    const { protocol, cipher } = await handshake({ minVersion: version, maxVersion: version })
    expect(protocol).toBe(version)
    expect(cipher).toMatch(/GCM|CHACHA20/)
  })

  it('refuses ciphers of yesterday', async () => {
    const weak = {
      maxVersion: 'TLSv1.2',
      ciphers: 'ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-SHA:@SECLEVEL=0',
    } as const
    await expect(handshake(weak)).rejects.toThrow(/handshake failure/)
  })

  it('sets one Strict-Transport-Security, keeps the headers of the API and names no version', async () => {
    const { headers } = await nginx.ask('/health')
    expect(headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', server: 'nginx' })
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('serves the console with its own policy and one Strict-Transport-Security, and its files', async () => {
    const page = await nginx.ask('/web/sign-in')
    expect(page.status).toBe(200)
    expect(page.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    const [, styles = ''] = /href="(\/web\/assets\/[^"]+\.css)"/.exec(page.body) ?? []
    const file = await nginx.ask(styles)
    expect([file.status, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
  })

  it('leads to the console as the browser sees it, and takes its forms over TLS alone', async () => {
    const home = await nginx.ask('/')
    expect([home.status, home.headers.location]).toEqual([302, '/web'])
    const send = (origin: string) =>
      nginx.ask('/web/sign-in', {
        method: 'POST',
        headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'email=nobody%40sparkone.test&password=wrong',
      })
    expect((await send('https://localhost')).status).toBe(401)
    expect((await send('http://localhost')).status).toBe(403)
  })

  it.each(['/metrics', '/metrics/', '/metrics?x=1', '/%6detrics', '//metrics'])(
    'shows %s to nobody, with a key or without',
    async (path) => {
      const answer = await nginx.ask(path, { headers: AUTHORIZED })
      expect(answer.status).toBe(404)
      expect(answer.body).not.toContain('sparkone_')
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  it('leaves what is too large for the API to the API, and stops what is larger still', async () => {
    const post = (bytes: number) =>
      nginx.ask('/tasks', {
        method: 'POST',
        headers: { ...AUTHORIZED, 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'x'.repeat(bytes) }),
      })
    const byTheApi = await post(1_100_000)
    expect([byTheApi.status, JSON.parse(byTheApi.body)]).toMatchObject([
      413,
      { type: 'urn:sparkone:problem:too_large' },
    ])
    const byNginx = await post(2_200_000)
    expect([byNginx.status, JSON.parse(byNginx.body)]).toMatchObject([413, { type: 'about:blank' }])
    expect(byNginx.headers['content-type']).toContain('application/problem+json')
  })

  it('tells the API who calls: two addresses have two allowances', async () => {
    const one = remaining(await nginx.ask('/tasks', { from: '127.0.0.11' }))
    expect(one).toBe(PER_MINUTE - 1)
    expect(remaining(await nginx.ask('/tasks', { from: '127.0.0.12' }))).toBe(PER_MINUTE - 1)
    expect(remaining(await nginx.ask('/tasks', { from: '127.0.0.11' }))).toBe(one - 1)
  })

  it.each([
    ['x-forwarded-for', '203.0.113.7'],
    ['x-forwarded-for', '203.0.113.8, 127.0.0.1'],
    ['x-real-ip', '203.0.113.9'],
    ['forwarded', 'for=203.0.113.10'],
  ])('a caller cannot choose an address by %s: %s', async (name, value) => {
    const from = '127.0.0.13'
    const before = remaining(await nginx.ask('/tasks', { from }))
    expect(remaining(await nginx.ask('/tasks', { from, headers: { [name]: value } }))).toBe(before - 1)
  })

  it('answers 429 to a flood from one address, before the API has to', async () => {
    const from = '127.0.0.14'
    const answers = await Promise.all(Array.from({ length: 400 }, () => nginx.ask('/no-such-path', { from })))
    const refused = answers.filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]?.headers).toMatchObject({
      'retry-after': '1',
      'content-type': 'application/problem+json',
      'strict-transport-security': expect.any(String),
    })
    expect((await nginx.ask('/no-such-path', { from: '127.0.0.15' })).status).toBe(404)
  })

  it('turns no webhook away, however many come at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => nginx.ask('/webhooks/whatsapp', { method: 'POST', from: '127.0.0.16' })),
    )
    expect(answers.filter(({ body }) => body.includes('about:blank'))).toEqual([])
  })

  it('says 503 with Retry-After when nothing is behind it', async () => {
    const alone = await startNginx(await freePort())
    onTestFinished(() => alone.stop())
    const answer = await alone.ask('/health')
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '5'])
  })
})

describe('a stream through nginx', () => {
  let upstream: HttpServer
  let streaming: NginxServer
  let end = (): void => undefined

  beforeAll(async () => {
    upstream = createServer((_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('data: first\n\n')
      end = () => response.end('data: last\n\n')
    }).listen(0, '127.0.0.1')
    await once(upstream, 'listening')
    const address = upstream.address()
    streaming = await startNginx(typeof address === 'object' ? (address?.port ?? 0) : 0)
  })

  afterEach(() => end())

  afterAll(async () => {
    await streaming?.stop()
    upstream.close()
  })

  it('brings the first event while the stream is still open', async () => {
    const answer = await streaming.open('/events')
    const chunks = answer[Symbol.asyncIterator]()
    expect(String((await chunks.next()).value)).toBe('data: first\n\n')
    expect(answer.complete).toBe(false)
    end()
    expect(String((await chunks.next()).value)).toBe('data: last\n\n')
  })
})
