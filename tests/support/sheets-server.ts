import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { applyBatch, matcherOf } from './sheets-server/batch.ts'
import { type Book, Invalid, newTab, type Tab, withCell, withRow } from './sheets-server/book.ts'
import { type Answer, type Fault, inject, problem, QUOTA, send } from './sheets-server/faults.ts'
import { createHand, type Hand } from './sheets-server/hand.ts'
import { parseMask, project } from './sheets-server/mask.ts'
import { type Account, createSignIn, newAccount } from './sheets-server/sign-in.ts'
import { valuesOf, viewOf } from './sheets-server/view.ts'

export type { Fault } from './sheets-server/faults.ts'
export type { Hand, Typed } from './sheets-server/hand.ts'
export type { Account } from './sheets-server/sign-in.ts'

export interface Recorded {
  readonly kind: 'token' | 'read' | 'write'
  readonly path: string
  readonly bytes: number
  readonly body: unknown
}

export interface SheetsServer {
  readonly url: string
  readonly tokenUrl: string
  readonly spreadsheetId: string
  readonly account: Account
  /** Every request that arrived, in order, however it ended. */
  readonly requests: readonly Recorded[]
  /** How the next calls of the API end, one each. */
  fault(...faults: readonly Fault[]): void
  /** Faults that no call has met yet are forgotten, and what would have come before a write. */
  calm(): void
  /** How every call ends until it is called with null: of the API, of what writes, or of the sign-in. */
  always(fault: Fault | null, of?: 'api' | 'writes' | 'token'): void
  /** Requests a minute, reads and writes each, as Google counts them; null: none are counted. */
  limit(perMinute: number | null): void
  /** Runs just before the next write is done: a person was quicker. */
  beforeWrite(act: () => void): void
  /** Nobody may edit the rows whose first cell shows this. */
  protect(text: string): void
  share(isShared: boolean): void
  /** What was signed in so far is not any more. */
  revoke(): void
  /** The service account gets another key. */
  replaceKey(): void
  hand(tab?: string): Hand
  book(): Book
  /** Puts a tab there, with these headers. */
  addTab(title: string, headers: readonly string[], size?: { rows?: number; columns?: number }): void
  setHeader(tab: string, row: number, headers: readonly string[]): void
  change(act: (tab: Tab) => Tab, title?: string): void
  stop(): Promise<void>
}

export interface SheetsServerOptions {
  readonly locale?: string
  readonly timeZone?: string
  readonly port?: number
}

/** The wire of Google Sheets v4 and of its sign-in, from the vendor's pages; faults and a person's hand on request. */
export const startSheetsServer = async (options: SheetsServerOptions = {}): Promise<SheetsServer> => {
  const { locale = 'pt_BR', timeZone = 'America/Sao_Paulo', port = 0 } = options
  const spreadsheetId = `1SparkOne${crypto.randomUUID().replaceAll('-', '')}`
  let account = newAccount()
  const signIn = createSignIn(() => account)
  let book: Book = { spreadsheetId, title: 'Planilha', locale, timeZone, tabs: [] }
  const requests: Recorded[] = []
  const queue: Fault[] = []
  const standing = new Map<'api' | 'writes' | 'token', Fault>()
  const protectedRows = new Set<string>()
  const spent = { read: [] as number[], write: [] as number[] }
  let perMinute: number | null = null
  let isShared = true
  let first: (() => void) | null = null

  const write = (body: Record<string, unknown>): unknown => {
    const { book: next, replies } = applyBatch(book, (body.requests ?? []) as Record<string, unknown>[], {
      protectedRows,
    })
    book = next
    const view =
      body.includeSpreadsheetInResponse === true
        ? { updatedSpreadsheet: viewOf(book, (body.responseRanges ?? []) as string[]) }
        : {}
    return { spreadsheetId, replies, ...view }
  }

  const search = (body: Record<string, unknown>): unknown => {
    const filters = (body.dataFilters ?? []) as { developerMetadataLookup: object }[]
    const matches = filters.map(({ developerMetadataLookup }) => matcherOf(developerMetadataLookup))
    const found = book.tabs.flatMap(({ rows, sheetId }) =>
      rows.flatMap(({ metadata }, index) =>
        metadata
          .filter((one) => matches.some((match) => match(one)))
          .map((one) => ({
            developerMetadata: {
              ...one,
              location: {
                locationType: 'ROW',
                dimensionRange: { sheetId, dimension: 'ROWS', startIndex: index, endIndex: index + 1 },
              },
            },
          })),
      ),
    )
    return found.length === 0 ? {} : { matchedDeveloperMetadata: found }
  }

  const route = (
    method: string,
    url: URL,
    body: Record<string, unknown>,
  ): { isWrite: boolean; act: () => unknown } | null => {
    const [, id, rest = ''] = /^\/v4\/spreadsheets(?:\/([\w-]+))?(.*)$/.exec(url.pathname) ?? []
    if (method === 'POST' && id === undefined && url.pathname === '/v4/spreadsheets') return null
    if (id !== spreadsheetId) return null
    const ranges = url.searchParams.getAll('ranges')
    const option = url.searchParams.get('valueRenderOption') ?? 'FORMATTED_VALUE'
    switch (`${method} ${rest}`) {
      case 'GET ':
        return { isWrite: false, act: () => viewOf(book, ranges) }
      case 'GET /values:batchGet':
        return {
          isWrite: false,
          act: () => ({ spreadsheetId, valueRanges: ranges.map((one) => valuesOf(book, one, option)) }),
        }
      case 'POST :batchUpdate':
        return {
          isWrite: true,
          act: () => {
            const quicker = first
            first = null
            quicker?.()
            return write(body)
          },
        }
      case 'POST /developerMetadata:search':
        return { isWrite: false, act: () => search(body) }
      default:
        return null
    }
  }

  const isSpent = (kind: 'read' | 'write'): boolean => {
    const since = Date.now() - 60_000
    spent[kind] = spent[kind].filter((at) => at > since)
    if (perMinute !== null && spent[kind].length >= perMinute) return true
    spent[kind].push(Date.now())
    return false
  }

  const answer = (isWrite: boolean, act: () => unknown, fields: string | null): Answer => {
    if (!isShared) return problem(403, 'PERMISSION_DENIED', 'The caller does not have permission')
    if (isSpent(isWrite ? 'write' : 'read')) return QUOTA
    try {
      const body = act()
      return { status: 200, body: fields === null ? body : project(body, parseMask(fields)) }
    } catch (error) {
      if (!(error instanceof Invalid) && !(error instanceof SyntaxError)) throw error
      return problem(400, 'INVALID_ARGUMENT', error.message)
    }
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://sheets')
    const raw = await read(request)
    const method = request.method ?? ''
    if (url.pathname === '/token') {
      requests.push({ kind: 'token', path: url.pathname, bytes: raw.length, body: null })
      const fault = standing.get('token')
      const act = () => signIn.grant(new URLSearchParams(raw.toString()))
      return fault === undefined ? send(response, act()) : inject(fault, response, act)
    }
    const body = raw.length === 0 ? {} : (JSON.parse(raw.toString()) as Record<string, unknown>)
    const found = route(method, url, body)
    requests.push({
      kind: found?.isWrite === true ? 'write' : 'read',
      path: `${method} ${url.pathname}`,
      bytes: raw.length,
      body,
    })
    const act = (): Answer => {
      if (!signIn.accepts(request.headers.authorization)) {
        return problem(
          401,
          'UNAUTHENTICATED',
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
          'ACCESS_TOKEN_EXPIRED',
        )
      }
      if (found === null) return problem(404, 'NOT_FOUND', 'Requested entity was not found.')
      return answer(found.isWrite, found.act, url.searchParams.get('fields'))
    }
    const fault = standing.get('api') ?? (found?.isWrite === true ? standing.get('writes') : undefined) ?? queue.shift()
    return fault === undefined ? send(response, act()) : inject(fault, response, act)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  // A client that is busy in the same process would find its idle connection closed.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const tabNamed = (title?: string): Tab => {
    const tab = title === undefined ? book.tabs[0] : book.tabs.find((one) => one.title === title)
    if (tab === undefined) throw new Error('There is no such tab.')
    return tab
  }
  const put = (tab: Tab): void => {
    book = { ...book, tabs: book.tabs.map((one) => (one.sheetId === tab.sheetId ? tab : one)) }
  }
  const headed = (tab: Tab, row: number, headers: readonly string[]): Tab =>
    headers.reduce(
      (now, stringValue, column) =>
        withRow(
          now,
          row,
          withCell(
            now.rows[row] ?? { cells: [], metadata: [] },
            column,
            stringValue === '' ? {} : { userEnteredValue: { stringValue } },
          ),
        ),
      tab,
    )

  return {
    url,
    tokenUrl: `${url}/token`,
    spreadsheetId,
    get account() {
      return account
    },
    requests,
    fault: (...faults) => void queue.push(...faults),
    calm: () => {
      queue.length = 0
      first = null
    },
    always: (fault, of = 'api') => void (fault === null ? standing.delete(of) : standing.set(of, fault)),
    limit: (count) => {
      perMinute = count
    },
    beforeWrite: (act) => {
      first = act
    },
    protect: (text) => void protectedRows.add(text),
    share: (shared) => {
      isShared = shared
    },
    revoke: signIn.revoke,
    replaceKey: () => {
      account = newAccount()
      signIn.revoke()
    },
    hand: (title) => createHand(() => tabNamed(title), put),
    book: () => book,
    addTab: (title, headers, size) => {
      const tab = headed(newTab(book.tabs.length * 111, title, size), 0, headers)
      book = { ...book, tabs: [...book.tabs, tab] }
    },
    setHeader: (title, row, headers) => put(headed(tabNamed(title), row, headers)),
    change: (act, title) => put(act(tabNamed(title))),
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const read = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}
