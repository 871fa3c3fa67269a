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
    const text = await readText(response, mostBytes, signal)
    return { kind: 'answer', status, retryAfterMs: retryAfter(headers.get('retry-after')), body: parse(text) }
  }
}

/** Codes of failures before a byte of the request was written. All others leave it open. */
const NEVER_LEFT = /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/
const TLS =
  /^(CERT_\w+|ERR_TLS_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|HOSTNAME_MISMATCH|EPROTO|ERR_SSL_\w+)$/

const failure = (error: unknown, timedOut: boolean): Reply => {
  if (timedOut) return { kind: 'lost', reason: 'timeout' }
  const code = codeOf(error)
  if (TLS.test(code)) return { kind: 'unreachable', reason: 'tls' }
  return NEVER_LEFT.test(code) ? { kind: 'unreachable', reason: 'unreachable' } : { kind: 'lost', reason: 'reset' }
}

// Runtimes wrap the socket's error, some of them twice.
const codeOf = (error: unknown, depth = 0): string => {
  if (!(error instanceof Error) || depth > 3) return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause, depth + 1)
}

/** null when the body broke off, was too long or did not come in time. */
const readText = async (response: Response, mostBytes: number, signal: AbortSignal): Promise<string | null> => {
  const reader = response.body?.getReader()
  if (reader === undefined) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > mostBytes || signal.aborted) break
      text += decoder.decode(value, { stream: true })
    }
  } catch {
    return null
  }
  await reader.cancel().catch(() => undefined)
  return null
}

const parse = (text: string | null): unknown => {
  if (text === null) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const LONGEST_WAIT_MS = 60 * 60 * 1000

const retryAfter = (header: string | null): number | null => {
  if (header === null) return null
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : null
}
