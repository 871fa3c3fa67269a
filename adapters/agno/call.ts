import { PortError } from '../../core/kernel/errors.ts'
import { retryAfterOf } from '../../core/kernel/http-status.ts'

/** One call; `body` goes as a form. `body` of the answer is undefined when it is no whole JSON document within the limit. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Readonly<Record<string, string>>
  readonly timeoutMs: number
}

export interface Reply {
  readonly status: number
  readonly retryAfterMs: number | null
  readonly body: unknown
}

export interface ServerSettings {
  /** Without a trailing slash; may have a path. */
  readonly baseUrl: string
  readonly apiKey: string | null
  readonly fetch?: typeof fetch
}

const MOST_BYTES = 512 * 1024

/**
 * Calls the server. Follows no redirect, repeats nothing; the timeout covers headers and body. PortError unavailable when
 * no whole answer came, and then nothing is known of what the server did.
 */
export const makeCall =
  ({ baseUrl, apiKey, fetch = globalThis.fetch }: ServerSettings) =>
  async ({ method, path, body, timeoutMs }: Call): Promise<Reply> => {
    const signal = AbortSignal.timeout(Math.max(1, Math.trunc(timeoutMs)))
    try {
      const response = await fetch(`${baseUrl}${path}`, {
        method,
        redirect: 'manual',
        signal,
        headers: {
          accept: 'application/json',
          ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
      })
      const text = await readText(response, signal)
      const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), new Date())
      return { status: response.status, retryAfterMs, body: parse(text) }
    } catch (error) {
      const message = signal.aborted ? 'It gave no answer in time.' : `It cannot be reached (${codeOf(error)}).`
      throw new PortError('agno', 'unavailable', message, { cause: error })
    }
  }

/** Runtimes wrap the socket's error, some of them twice. */
const codeOf = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 3) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause, depth + 1)
}

const readText = async (response: Response, signal: AbortSignal): Promise<string | null> => {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    if (bytes > MOST_BYTES || signal.aborted) break
    text += decoder.decode(value, { stream: true })
  }
  await reader.cancel().catch(() => undefined)
  signal.throwIfAborted()
  return null
}

const parse = (text: string | null): unknown => {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
