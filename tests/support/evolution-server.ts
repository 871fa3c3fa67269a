import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, inject } from './evolution-faults.ts'
import { createJid, type Sent, sentBody, storedRecord } from './evolution-messages.ts'
import { createPairing, OWNER, problem } from './evolution-pairing.ts'
import { createWebhooks, type Webhooks } from './evolution-webhooks.ts'

export { problem } from './evolution-pairing.ts'

export interface Recorded {
  readonly method: string
  readonly path: string
  readonly apikey: string | undefined
  readonly body: unknown
}

export interface EvolutionServer extends Webhooks {
  readonly url: string
  readonly apiKey: string
  readonly instance: string
  /** Every request, in order, however it ended. */
  readonly requests: readonly Recorded[]
  /** What really left, in order: also when the answer said otherwise. */
  readonly sent: readonly Sent[]
  /** How the next calls of sendText end, one each. */
  fault(...faults: readonly Fault[]): void
  /** How every call of that route ends until it is called again with null. */
  always(route: string, fault: Fault | null): void
  /** null: the row is there, the connection is not in memory. */
  setState(state: 'open' | 'connecting' | 'close' | null): void
  /** Numbers nobody has. */
  unknownNumber(digits: string): void
  /** Chats that the gateway knows by LID only: an address and the LID it becomes. */
  hideBehindLid(address: string, lid: string): void
  /** Messages stay out of the table, as with saving turned off. */
  keepMessages(keep: boolean): void
  /** A phone scans the code that is shown: open from here on, with this number as its owner. */
  scan(digits?: string): void
  /** The code shown so far is over; the next one asked for is another. */
  expireCode(): void
  /** What the gateway keeps of its webhook; null before one was set through its API. */
  webhookRow(): unknown
  /** From here on WhatsApp says these of each message as soon as it has left, by webhook. */
  acknowledge(...statuses: readonly string[]): void
  stop(): Promise<void>
}

export interface EvolutionServerOptions {
  /** false: there is no instance yet, and one that is made waits for its phone. */
  readonly exists?: boolean
  readonly apiKey?: string
  readonly instance?: string
  readonly port?: number
}

/** The wire of Evolution API 2.3.6 as recorded: guards, answers, webhooks; faults on request. Loopback only. */
export const startEvolutionServer = async (options: EvolutionServerOptions = {}): Promise<EvolutionServer> => {
  const { apiKey = 'evolution-test-key', instance = 'sparkone', port = 0, exists = true } = options
  const requests: Recorded[] = []
  const sent: Sent[] = []
  const queue: Fault[] = []
  const standing = new Map<string, Fault>()
  const nobody = new Set<string>()
  const lids = new Map<string, string>()
  let state: string | null = 'open'
  let keeping = true
  let acks: readonly string[] = []
  const webhooks = createWebhooks({ instance })
  const pairing = createPairing({ instance, exists, webhooks, state: () => state, become: (next) => (state = next) })

  const send = (body: unknown): { status: number; body: unknown } => {
    const { number, text } = body as { number?: unknown; text?: unknown }
    const missing = Object.entries({ number, text }).filter(([, value]) => value === undefined)
    if (missing.length > 0)
      return problem(400, 'Bad Request', [missing.map(([name]) => `instance requires property "${name}"`)])
    if (typeof number !== 'string' || typeof text !== 'string') return problem(400, 'Bad Request', [['Invalid format']])
    if (text.trim() === '') return problem(400, 'Bad Request', ['Text is required'])
    if (state !== 'open') return problem(500, 'Internal Server Error', 'Connection Closed')
    if (nobody.has(number)) {
      return problem(400, 'Bad Request', [{ jid: `${number}@s.whatsapp.net`, exists: false, number }])
    }
    const message: Sent = {
      id: `3EB0${crypto.randomUUID().replaceAll('-', '').slice(0, 18).toUpperCase()}`,
      address: number,
      jid: lids.get(number) ?? createJid(number),
      text,
      at: Math.floor(Date.now() / 1000),
      kept: keeping,
    }
    sent.push(message)
    // WhatsApp's word comes after the answer, and nobody waits for it.
    void (async () => {
      for (const status of acks) await webhooks.receipt(message, status).catch(() => undefined)
    })()
    return { status: 201, body: sentBody(message) }
  }

  const find = (body: unknown): { status: number; body: unknown } => {
    const { where, page = 1, offset = 50 } = body as FindBody
    const between = where?.messageTimestamp
    const from = between?.gte && between.lte ? Date.parse(between.gte) / 1000 : 0
    const to = between?.gte && between.lte ? Date.parse(between.lte) / 1000 : Number.POSITIVE_INFINITY
    const kept = sent.filter(({ at, kept }) => kept && at >= from && at <= to).reverse()
    const records = kept.slice((page - 1) * offset, page * offset).map(storedRecord)
    const pages = Math.ceil(kept.length / offset)
    return { status: 200, body: { messages: { total: kept.length, pages, currentPage: page, records } } }
  }

  const routes: Readonly<Record<string, (body: unknown) => { status: number; body: unknown }>> = {
    'POST /message/sendText': send,
    'GET /instance/connectionState': () => ({
      status: 200,
      body: { instance: { instanceName: instance, ...(state === null ? {} : { state }) } },
    }),
    ...pairing.routes,
    'POST /chat/findMessages': find,
    'POST /chat/whatsappNumbers': (body) => ({
      status: 200,
      body: (body as { numbers: string[] }).numbers.map((number) => ({
        jid: createJid(number),
        exists: !nobody.has(number),
        number,
      })),
    }),
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = parse(await read(request))
    const [path = '', name = ''] = splitPath(request.url ?? '/')
    const isGlobal = path === '/instance/create' || path === '/instance/fetchInstances'
    const apikey = request.headers.apikey
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      apikey: Array.isArray(apikey) ? apikey[0] : apikey,
      body,
    })
    const route = `${request.method} ${path}`
    const handle = routes[route]
    const act = () =>
      guarded(isGlobal ? null : name, apikey) ??
      handle?.(body) ??
      problem(404, 'Not Found', [`Cannot ${request.method} ${request.url}`])
    const fault = standing.get(route) ?? (path === '/message/sendText' ? queue.shift() : undefined)
    if (fault !== undefined) return inject(fault, response, act)
    const { status, body: answered } = act()
    reply(response, status, answered)
  }

  // The order of the real guards: the instance first, so that a stranger learns which ones there are.
  const guarded = (name: string | null, key: string | string[] | undefined) => {
    if (name !== null && (name !== instance || !pairing.exists()))
      return problem(404, 'Not Found', [`The "${name}" instance does not exist`])
    return key === apiKey ? undefined : problem(401, 'Unauthorized', 'Unauthorized')
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  webhooks.serverIs(url)

  return {
    ...webhooks,
    url,
    apiKey,
    instance,
    requests,
    sent,
    fault: (...faults) => {
      queue.push(...faults)
    },
    always: (route, fault) => {
      if (fault === null) standing.delete(route)
      else standing.set(route, fault)
    },
    setState: (next) => {
      state = next
    },
    unknownNumber: (digits) => {
      nobody.add(digits)
    },
    hideBehindLid: (address, lid) => {
      lids.set(address, lid)
    },
    scan: (digits = OWNER) => pairing.scan(digits),
    expireCode: pairing.expireCode,
    webhookRow: pairing.webhookRow,
    acknowledge: (...statuses) => {
      acks = statuses
    },
    keepMessages: (keep) => {
      keeping = keep
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

interface FindBody {
  readonly where?: { readonly messageTimestamp?: { readonly gte?: string; readonly lte?: string } }
  readonly page?: number
  readonly offset?: number
}

const reply = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'x-powered-by': 'Express' })
  response.end(JSON.stringify(body))
}

const splitPath = (url: string): readonly string[] => {
  const parts = new URL(url, 'http://evolution').pathname.split('/')
  return [parts.slice(0, 3).join('/'), decodeURIComponent(parts[3] ?? '')]
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const parse = (text: string): unknown => (text === '' ? undefined : JSON.parse(text))
