import { jsonOf, networkCodeOf, readAtMost } from '../../core/kernel/http-answer.ts'
import { retryAfterOf } from '../../core/kernel/http-status.ts'

/** How one call ended. Nothing here carries what was sent or received but `body`, which is for reading only. */
export type Reply =
  /** `body` is undefined when it is no whole JSON document within the limit. */
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfterMs: number | null; readonly body: unknown }
  /** Certain: the request never left. */
  | { readonly kind: 'unreachable'; readonly reason: 'unreachable' | 'tls' }
  /** The request may have arrived. */
  | { readonly kind: 'lost'; readonly reason: 'timeout' | 'reset' }

export interface Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly timeoutMs: number
  /** Of the answer, in bytes. */
  readonly mostBytes?: number
}

export type Gateway = (call: Call) => Promise<Reply>

export interface GatewaySettings {
  /** With or without a trailing slash; may have a path. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly fetch: typeof fetch
}

const MOST_BYTES = 1024 * 1024

/** Calls the gateway. Follows no redirect, retries nothing, never throws. The timeout covers headers and body. */
export const createGateway = ({ baseUrl, apiKey, fetch }: GatewaySettings): Gateway => {
  const base = baseUrl.replace(/\/+$/, '')
  return async ({ method, path, body, timeoutMs, mostBytes = MOST_BYTES }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    let response: Response
    try {
      response = await fetch(`${base}${path}`, {
        method,
        redirect: 'manual',
        signal,
        headers: { apikey: apiKey, accept: 'application/json', 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    } catch (error) {
      return failure(error, signal.aborted)
    }
    const { status, headers } = response
    const retryAfterMs = retryAfterOf(headers.get('retry-after'), new Date())
    return { kind: 'answer', status, retryAfterMs, body: await readJson(response, mostBytes, signal) }
  }
}

/** Codes of failures before a byte of the request was written. All others leave it open. */
const NEVER_LEFT = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/
const TLS =
  /^(CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|EPROTO|ERR_SSL_\w+)$/

const failure = (error: unknown, timedOut: boolean): Reply => {
  if (timedOut) return { kind: 'lost', reason: 'timeout' }
  const code = networkCodeOf(error) ?? ''
  if (TLS.test(code)) return { kind: 'unreachable', reason: 'tls' }
  return NEVER_LEFT.test(code) ? { kind: 'unreachable', reason: 'unreachable' } : { kind: 'lost', reason: 'reset' }
}

/** undefined when it is no JSON, broke off, was too long or did not come in time. */
const readJson = async (response: Response, mostBytes: number, signal: AbortSignal): Promise<unknown> => {
  const bytes = await readAtMost(response.body, mostBytes, signal).catch(() => null)
  return bytes === null ? undefined : jsonOf(new TextDecoder().decode(bytes))
}
