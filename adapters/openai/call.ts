import { PortError } from '../../core/kernel/errors.ts'
import { jsonOf, networkCodeOf, readAtMost } from '../../core/kernel/http-answer.ts'
import { retryAfterOf } from '../../core/kernel/http-status.ts'

/** One call; `body` goes as JSON. `body` of the answer is undefined when it is no whole JSON document within the limit. */
export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
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
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const bytes = await readAtMost(response.body, MOST_BYTES, signal)
      if (bytes === null) signal.throwIfAborted()
      const retryAfterMs = retryAfterOf(response.headers.get('retry-after'), new Date())
      const json = bytes === null ? undefined : jsonOf(new TextDecoder().decode(bytes))
      return { status: response.status, retryAfterMs, body: json }
    } catch (error) {
      const message = signal.aborted
        ? 'It gave no answer in time.'
        : `It cannot be reached (${networkCodeOf(error) ?? 'unknown'}).`
      throw new PortError('llm', 'unavailable', message, { cause: error })
    }
  }
