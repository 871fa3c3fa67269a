import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, inject } from './evolution-faults.ts'
import { createFaults } from './notion/faults.ts'
import { createHand, type Hand } from './notion/hand.ts'
import { type Answer, bodyInvalid, invalid, NotionProblem, restricted, throttled } from './notion/problem.ts'
import { type Property, taskSchema } from './notion/schema.ts'
import type { Database } from './notion/things.ts'
import { createWorkspace, type Workspace } from './notion/workspace.ts'

export type { Fault } from './evolution-faults.ts'
export type { Hand, Typed } from './notion/hand.ts'
export { makeProperty, taskSchema } from './notion/schema.ts'
export { hookEvent, signHook } from './notion/webhooks.ts'

export interface NotionRequest {
  readonly method: string
  /** Without the query. */
  readonly path: string
  readonly query: URLSearchParams
  readonly version: string | undefined
  readonly body: unknown
}

export interface NotionServer {
  /** To be the adapter's base URL. */
  readonly url: string
  readonly apiKey: string
  readonly connection: { readonly id: string; readonly name: string }
  /** The database that is there from the start, shared with the connection. */
  readonly database: Database
  readonly hand: Hand
  readonly workspace: Workspace
  /** All that came, in order, however it ended. */
  readonly requests: readonly NotionRequest[]
  /** How the next requests of a route (`POST /pages`, `*`) end, one each. */
  fault(route: string, ...faults: readonly Fault[]): void
  /** How every request of that route ends until null is given. */
  always(route: string, fault: Fault | null): void
  /** Whatever is still to go wrong does not. */
  calm(): void
  /** A 429 as Notion sends it; null: without Retry-After. */
  throttle(seconds: number | null): Fault
  /** What the connection may do; all of it at the start. */
  allow(capabilities: Partial<Capabilities>): void
  /** The token is not accepted any more. */
  revoke(isRevoked: boolean): void
  /** A database of the same workspace, seen through a hand of its own. */
  addDatabase(title: string, ...schemas: readonly (readonly Property[])[]): { database: Database; hand: Hand }
  /** A page of the workspace that the connection may make databases in. */
  addPage(): string
  stop(): Promise<void>
}

export interface Capabilities {
  readonly read: boolean
  readonly insert: boolean
  readonly update: boolean
  readonly users: 'none' | 'names' | 'emails'
}

export interface NotionServerOptions {
  readonly now?: () => Date
  readonly apiKey?: string
  readonly port?: number
  readonly schemas?: readonly (readonly Property[])[]
  /** Rows one query gives at most. */
  readonly queryLimit?: number
  /** false: an API from before `is_archived`, which it refuses. */
  readonly archives?: boolean
  /** Requests allowed in each window of the server's clock; unlimited unless said. */
  readonly limit?: { readonly limit: number; readonly seconds: number }
}

const VERSION = '2026-03-11'
const MOST_BYTES = 500 * 1024

/** The wire of Notion's API, version 2026-03-11, as its documentation has it; faults on request. Loopback only. */
export const startNotionServer = async (options: NotionServerOptions = {}): Promise<NotionServer> => {
  const {
    now = () => new Date(),
    apiKey = 'ntn_test_token_of_a_connection',
    port = 0,
    queryLimit = 10_000,
    archives = true,
  } = options
  const connection = { id: crypto.randomUUID(), name: 'SparkOne' }
  const workspace = createWorkspace({ now, most: queryLimit, archives, connection })
  const database = workspace.addDatabase('Tarefas', options.schemas ?? [taskSchema()])
  const requests: NotionRequest[] = []
  const faults = createFaults()
  let can: Capabilities = { read: true, insert: true, update: true, users: 'emails' }
  let isRevoked = false
  let window = { from: 0, count: 0 }

  const admit = (): void => {
    if (options.limit === undefined) return
    const { limit, seconds } = options.limit
    const at = now().getTime()
    if (at >= window.from + seconds * 1000) window = { from: at, count: 0 }
    window.count += 1
    if (window.count > limit) throw throttled(Math.max(1, Math.ceil((window.from + seconds * 1000 - at) / 1000)))
  }

  const route = ({ method, path, query, body }: NotionRequest): Answer => {
    const [kind = '', id = '', action = '', property = ''] = path.split('/').slice(1)
    const only = query.getAll('filter_properties')
    const given = body as Record<string, unknown>
    const need = (capability: 'read' | 'insert' | 'update'): void => {
      if (!can[capability]) throw restricted()
    }
    const { api } = workspace
    const ok = (shown: unknown): Answer => ({ status: 200, body: shown })
    if (kind !== 'users')
      need(method === 'GET' || action === 'query' ? 'read' : method === 'POST' ? 'insert' : 'update')
    switch (`${method} ${kind}${action === '' ? '' : `/${action}`}`) {
      case 'GET users':
        if (id === 'me') return ok(api.me())
        if (can.users === 'none') throw restricted()
        return ok(api.users())
      case 'GET databases':
        return ok(api.database(id))
      case 'POST databases':
        return ok(api.createDatabase(given))
      case 'GET data_sources':
        return ok(api.source(id))
      case 'POST data_sources/query':
        return ok(api.query(id, given, only))
      case 'POST pages':
        return ok(api.createPage(given))
      case 'GET pages':
        return ok(api.page(id, only))
      case 'PATCH pages':
        return ok(api.updatePage(id, given))
      case 'GET pages/properties':
        return ok(api.propertyItems(id, property, query))
      default:
        throw new NotionProblem(400, 'invalid_request_url', 'Invalid request URL.')
    }
  }

  const guarded = (request: NotionRequest, authorization: string | undefined, bytes: number): void => {
    if (isRevoked || authorization !== `Bearer ${apiKey}`) {
      throw new NotionProblem(401, 'unauthorized', 'API token is invalid.')
    }
    if (request.version === undefined) {
      throw new NotionProblem(400, 'missing_version', 'Notion-Version header failed validation.')
    }
    if (request.version !== VERSION) throw invalid('Notion-Version header failed validation.')
    admit()
    if (bytes > MOST_BYTES) throw invalid(`body failed validation: body should be ≤ \`${MOST_BYTES}\` bytes.`)
    if (request.method !== 'GET' && (typeof request.body !== 'object' || request.body === null)) {
      throw bodyInvalid('', 'an object')
    }
  }

  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await read(incoming)
    const url = new URL(incoming.url ?? '/', 'http://notion')
    const method = incoming.method ?? ''
    const path = url.pathname.replace(/^\/v1/, '')
    const version = incoming.headers['notion-version']
    const request = { method, path, query: url.searchParams, version: version?.toString(), body: parse(text) }
    requests.push(request)
    const act = (): Answer => {
      try {
        guarded(request, incoming.headers.authorization, Buffer.byteLength(text))
        if (request.body === NOT_JSON) throw new NotionProblem(400, 'invalid_json', 'Error parsing JSON body.')
        return route(request)
      } catch (error) {
        if (error instanceof NotionProblem) return error.answer
        throw error
      }
    }
    const fault = faults.of(`${method} ${path}`)
    if (fault !== undefined) return inject(fault, response, act)
    const { status, body, headers = {} } = act()
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(body))
  }

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    connection,
    database,
    hand: createHand(workspace, database, now),
    workspace,
    requests,
    fault: faults.next,
    always: faults.always,
    calm: faults.calm,
    throttle: (seconds) => ({ kind: 'answer', ...throttled(seconds).answer }),
    allow: (capabilities) => {
      can = { ...can, ...capabilities }
      workspace.showing.users = can.users
    },
    revoke: (revoked) => {
      isRevoked = revoked
    },
    addDatabase: (title, ...schemas) => {
      const added = workspace.addDatabase(title, schemas.length === 0 ? [taskSchema()] : schemas)
      return { database: added, hand: createHand(workspace, added, now) }
    },
    addPage: () => {
      const id = crypto.randomUUID()
      workspace.pages.add(id)
      return id
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const NOT_JSON = Symbol('not JSON')

const parse = (text: string): unknown => {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return NOT_JSON
  }
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
