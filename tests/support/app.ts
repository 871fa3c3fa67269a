import { readWebhook, stripSecrets, verifyWebhookAuth } from '../../adapters/evolution/index.ts'
import { createMemoryRateLimit, createSequentialIds } from '../../adapters/memory/index.ts'
import { SCOPES, type Scope } from '../../core/access/index.ts'
import type { CoreSettings } from '../../core/index.ts'
import { createHttpApp, type HttpApp, type HttpDeps } from '../../handlers/http/index.ts'
import { notionWebhook } from '../../runtime/notion-webhook.ts'
import { allWell } from './all-well.ts'
import { createTestCore, type TestCore } from './core.ts'

export const WEBHOOK_SECRET = 'webhook-secret-of-the-tests'

export interface TestApp extends TestCore {
  readonly app: HttpApp
  /** A key of the first operator with all scopes. */
  readonly operatorKey: string
  /** Bruno's key with all scopes. */
  readonly memberKey: string
  keyWith(scopes: readonly Scope[], personId?: string): Promise<string>
  /** What was logged as an unexpected error. */
  readonly errors: unknown[]
  call(method: string, path: string, options?: CallOptions): Promise<Called>
}

export interface CallOptions {
  /** null: none. Absent: the operator's. */
  readonly key?: string | null
  readonly body?: unknown
  readonly raw?: string
  readonly headers?: Record<string, string>
}

export interface Called {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever JSON came back
  readonly json: any
  readonly text: string
}

/** The HTTP side over the whole core on memory, called without sockets. */
export const createTestApp = async (
  options: {
    settings?: Partial<CoreSettings>
    mirrors?: NonNullable<Parameters<typeof createTestCore>[0]>['mirrors']
    deps?: Partial<HttpDeps>
    quota?: number
  } = {},
): Promise<TestApp> => {
  const { settings, mirrors } = options
  const test = await createTestCore({
    ...(settings === undefined ? {} : { settings }),
    ...(mirrors === undefined ? {} : { mirrors }),
  })
  const { core, clock } = test
  const errors: unknown[] = []
  const app = createHttpApp({
    core,
    clock,
    ids: createSequentialIds(),
    observer: test.facts,
    rateLimit: createMemoryRateLimit({ clock }),
    settings: {
      environment: 'test',
      version: '0.0.0-test',
      corsOrigins: [],
      rateLimitPerMinute: options.quota ?? 1_000_000,
      checkAnswers: true,
    },
    health: allWell,
    webhook: {
      authenticate: async ({ authorization, secretHeader }) =>
        (await verifyWebhookAuth({ authorization, secretHeader }, WEBHOOK_SECRET, clock.now())).ok ? 'ok' : 'refused',
      read: (body) => readWebhook(body, { instance: 'sparkone', receivedAt: clock.now() }),
      strip: stripSecrets,
    },
    notionWebhook,
    sourceOf: () => '127.0.0.1',
    metrics: async () => ({ body: '# none\n', type: 'text/plain; version=0.0.4; charset=utf-8' }),
    onAnswer: () => undefined,
    onError: (error) => errors.push(error),
    asset: async (name) => (['start.js', 'style.css'].includes(name) ? '/* */' : null),
    ...options.deps,
  })
  const keyWith = async (scopes: readonly Scope[], personId?: string): Promise<string> =>
    (await core.access.issue({ name: 'test', scopes, personId: personId ?? null })).secret
  const operatorKey = await keyWith(SCOPES)
  const memberKey = await keyWith(SCOPES, test.bruno.id)

  const call: TestApp['call'] = async (method, path, { key = operatorKey, body, raw, headers = {} } = {}) => {
    const text = raw ?? (body === undefined ? undefined : JSON.stringify(body))
    const response = await app.fetch(
      new Request(`http://sparkone.test${path}`, {
        method,
        headers: {
          ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
          ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(text === undefined ? {} : { body: text }),
      }),
    )
    const answer = await response.text()
    const isJson = answer !== '' && (response.headers.get('content-type') ?? '').includes('json')
    return {
      status: response.status,
      headers: response.headers,
      json: isJson ? JSON.parse(answer) : null,
      text: answer,
    }
  }
  return { ...test, app, operatorKey, memberKey, keyWith, errors, call }
}
