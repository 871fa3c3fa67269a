import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PortError, type PortErrorKind } from '../../../core/kernel/errors.ts'
import type { Copy, TaskMirror } from '../../../core/sync/ports.ts'
import type { Fault } from '../../support/sheets-server.ts'
import { type OpenSheet, openSheet } from './open-sheet.ts'
import { BARE } from './rows.ts'

const COPY: Copy = { ...BARE, title: 'Segredo de Ana' }

const google = (status: number, name: string, message: string, extra: object = {}): Fault => ({
  kind: 'answer',
  status,
  body: { error: { code: status, message, status: name, ...extra } },
})
const quota403 = { errors: [{ domain: 'usageLimits', reason: 'userRateLimitExceeded' }] }

interface Row {
  readonly fault: Fault
  readonly kind: PortErrorKind
  /** Whether the row is there afterwards although the call failed. */
  readonly happened: boolean
  readonly retryAfterMs?: number
}

const MATRIX: Readonly<Record<string, Row>> = {
  '400 for the whole request': {
    fault: google(400, 'INVALID_ARGUMENT', 'Invalid value Segredo'),
    kind: 'rejected',
    happened: false,
  },
  '401': { fault: google(401, 'UNAUTHENTICATED', 'invalid credentials'), kind: 'misconfigured', happened: false },
  '403': {
    fault: google(403, 'PERMISSION_DENIED', 'The caller does not have permission'),
    kind: 'misconfigured',
    happened: false,
  },
  '403 for a quota': {
    fault: google(403, 'PERMISSION_DENIED', 'User rate limit', quota403),
    kind: 'throttled',
    happened: false,
    retryAfterMs: 60_000,
  },
  '404': { fault: google(404, 'NOT_FOUND', 'Requested entity was not found.'), kind: 'misconfigured', happened: false },
  '408': { fault: { kind: 'answer', status: 408 }, kind: 'unavailable', happened: false },
  '409': { fault: google(409, 'ABORTED', 'The operation was aborted.'), kind: 'unavailable', happened: false },
  '413 of a proxy': { fault: { kind: 'answer', status: 413, body: 'too large' }, kind: 'unavailable', happened: false },
  '429 with a time': {
    fault: { kind: 'answer', status: 429, body: {}, headers: { 'retry-after': '7' } },
    kind: 'throttled',
    happened: false,
    retryAfterMs: 7000,
  },
  '429 without': {
    fault: google(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'),
    kind: 'throttled',
    happened: false,
    retryAfterMs: 60_000,
  },
  '500': { fault: google(500, 'INTERNAL', 'Internal error encountered.'), kind: 'unavailable', happened: false },
  '502 in HTML': { fault: { kind: 'html' }, kind: 'unavailable', happened: false },
  '503': {
    fault: google(503, 'UNAVAILABLE', 'The service is currently unavailable.'),
    kind: 'unavailable',
    happened: false,
  },
  'a redirect': { fault: { kind: 'redirect' }, kind: 'unavailable', happened: false },
  'a reset before': { fault: { kind: 'reset-before' }, kind: 'unavailable', happened: false },
  'a reset after': { fault: { kind: 'reset-after' }, kind: 'unavailable', happened: true },
  'headers that never come': { fault: { kind: 'stall-headers' }, kind: 'unavailable', happened: true },
  'a body that never ends': { fault: { kind: 'stall-body' }, kind: 'unavailable', happened: true },
  'a body by the drop': { fault: { kind: 'drip' }, kind: 'unavailable', happened: true },
  'half a document': { fault: { kind: 'truncated' }, kind: 'unavailable', happened: true },
  'another shape': { fault: { kind: 'wrong-type' }, kind: 'unavailable', happened: true },
  'an endless body': { fault: { kind: 'endless' }, kind: 'unavailable', happened: true },
}

let sheet: OpenSheet
beforeEach(async () => {
  sheet = await openSheet()
})
afterEach(() => sheet.close())

const failure = async (call: Promise<unknown>): Promise<PortError> => {
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof PortError)) throw new Error(`Expected a PortError, got ${String(error)}`)
  return error
}

/** All that a log could print of it. */
const told = (error: PortError): string =>
  `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`

const there = async (mirror: TaskMirror): Promise<boolean> =>
  (await mirror.pull({ cursor: null, mode: 'sweep' })).entries.length > 0

describe('a write that meets', () => {
  for (const [name, { fault, kind, happened, retryAfterMs }] of Object.entries(MATRIX)) {
    it(`${name} is ${kind}, asked once, tells nothing of the text, and is whole when it is asked again`, async () => {
      const key = crypto.randomUUID()
      const create = { type: 'create', key, taskId: 1, copy: COPY } as const
      // So that the next request is the one that writes.
      await sheet.mirror.pull({ cursor: null, mode: 'sweep' })
      const before = sheet.received()
      sheet.server.fault(fault)
      const error = await failure(sheet.mirror.write([create]))
      expect(error.kind).toBe(kind)
      expect(error.retryAfterMs).toBe(retryAfterMs ?? null)
      expect(told(error)).not.toMatch(/Segredo|Ana|ya29|PRIVATE/)
      expect(sheet.received().writes - before.writes).toBe(1)
      expect(await there(sheet.again())).toBe(happened)
      expect((await sheet.mirror.write([create]))[0]?.type).toBe('done')
      const { entries } = await sheet.mirror.pull({ cursor: null, mode: 'sweep' })
      expect(entries.map((entry) => entry.key)).toEqual([key])
    })
  }
})

describe('a read that meets', () => {
  for (const [name, { fault, kind }] of Object.entries(MATRIX)) {
    it(`${name} is never taken for an empty sheet`, async () => {
      sheet.server.hand().add({ Tarefa: 'Uma' })
      await sheet.mirror.describe()
      sheet.server.fault(fault)
      const error = await failure(sheet.mirror.pull({ cursor: null, mode: 'sweep' }))
      expect(error.kind).toBe(kind)
      expect(await there(sheet.again({ timeoutMs: 20_000 }))).toBe(true)
    })
  }
})

describe('signing in', () => {
  const cases: Readonly<Record<string, readonly [Fault, PortErrorKind]>> = {
    'a refused key': [{ kind: 'answer', status: 400, body: { error: 'invalid_grant' } }, 'misconfigured'],
    'a sign-in that is down': [{ kind: 'answer', status: 503, body: {} }, 'unavailable'],
    'a page of a proxy': [{ kind: 'html' }, 'unavailable'],
    'a sign-in that asks for patience': [{ kind: 'answer', status: 429, body: {} }, 'throttled'],
    'a reset': [{ kind: 'reset-before' }, 'unavailable'],
    silence: [{ kind: 'stall-headers' }, 'unavailable'],
    'a 200 without a token': [{ kind: 'answer', status: 200, body: { hello: 1 } }, 'unavailable'],
  }
  for (const [name, [fault, kind]] of Object.entries(cases)) {
    it(`with ${name} is ${kind}, tried once`, async () => {
      sheet.server.always(fault, 'token')
      const error = await failure(there(sheet.mirror))
      expect(error.kind).toBe(kind)
      expect(told(error)).not.toMatch(/PRIVATE|eyJ/)
      expect(sheet.server.requests.filter(({ kind: one }) => one === 'token')).toHaveLength(1)
      sheet.server.always(null, 'token')
      expect(await there(sheet.mirror)).toBe(false)
    })
  }

  it('happens once for many requests, and again when a token is not accepted any more', async () => {
    await there(sheet.mirror)
    await there(sheet.mirror)
    const grants = () => sheet.server.requests.filter(({ kind }) => kind === 'token').length
    expect(grants()).toBe(1)
    sheet.server.revoke()
    expect((await failure(there(sheet.mirror))).kind).toBe('misconfigured')
    expect((await sheet.mirror.describe({ fresh: true })).state).toBe('ready')
    expect(grants()).toBe(2)
  })
})

describe('what stops the mirror says what to do', () => {
  it('a sheet that is not shared names the address to share it with', async () => {
    sheet.server.share(false)
    const email = sheet.server.account.clientEmail
    expect(await sheet.mirror.describe({ fresh: true })).toEqual({
      state: 'stopped',
      trouble: { code: 'not_shared', params: { email } },
    })
    expect((await failure(there(sheet.mirror))).kind).toBe('misconfigured')
    sheet.server.share(true)
    expect((await sheet.mirror.describe({ fresh: true })).state).toBe('ready')
  })

  it('a key that was replaced', async () => {
    const mirror = sheet.again()
    sheet.server.replaceKey()
    expect(await mirror.describe({ fresh: true })).toMatchObject({ trouble: { code: 'credentials_refused' } })
  })

  it('another spreadsheet, and a tab that is not there', async () => {
    const other = sheet.again({ spreadsheetId: 'x'.repeat(30) })
    expect(await other.describe()).toMatchObject({ trouble: { code: 'not_found' } })
    expect(await sheet.again({ range: 'Outra' }).describe()).toMatchObject({
      trouble: { code: 'not_found', params: { name: 'Outra' } },
    })
  })

  it('a budget that is spent sends nothing', async () => {
    const admit = async (credential: string): Promise<void> => {
      if (credential === 'writes') throw new PortError('sheets', 'throttled', 'spent', { retryAfterMs: 1234 })
    }
    const mirror = sheet.again({ admit })
    const error = await failure(mirror.write([{ type: 'create', key: crypto.randomUUID(), taskId: 1, copy: COPY }]))
    expect(error).toMatchObject({ kind: 'throttled', retryAfterMs: 1234 })
    expect(sheet.received().writes).toBe(0)
  })
})
