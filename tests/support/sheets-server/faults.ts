import type { ServerResponse } from 'node:http'

/** How a call ends. `act` does what was asked and gives the answer; some faults do it and some do not. */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body?: unknown
      readonly headers?: Record<string, string>
    }
  /** After the request was done. */
  | { readonly kind: 'reset-after' | 'stall-headers' | 'stall-body' | 'truncated' | 'wrong-type' | 'drip' | 'endless' }
  /** Before. */
  | { readonly kind: 'reset-before' | 'redirect' | 'html' }

export interface Answer {
  readonly status: number
  readonly body: unknown
}

export const problem = (status: number, name: string, message: string, reason?: string): Answer => ({
  status,
  body: {
    error: {
      code: status,
      message,
      status: name,
      ...(reason === undefined
        ? {}
        : { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'googleapis.com' }] }),
    },
  },
})

export const QUOTA = problem(
  429,
  'RESOURCE_EXHAUSTED',
  "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com'.",
  'RATE_LIMIT_EXCEEDED',
)

const JSON_TYPE = { 'content-type': 'application/json; charset=UTF-8' }

export const send = (
  response: ServerResponse,
  { status, body }: Answer,
  headers: Record<string, string> = {},
): void => {
  response.writeHead(status, { ...JSON_TYPE, ...headers })
  response.end(JSON.stringify(body))
}

export const inject = (fault: Fault, response: ServerResponse, act: () => Answer): void => {
  switch (fault.kind) {
    case 'answer':
      send(response, { status: fault.status, body: fault.body ?? {} }, fault.headers)
      return
    case 'html':
      response.writeHead(502, { 'content-type': 'text/html' })
      response.end('<html><title>502 Bad Gateway</title></html>')
      return
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/elsewhere' })
      response.end()
      return
    case 'reset-before':
      response.socket?.resetAndDestroy()
      return
    case 'reset-after':
      act()
      response.socket?.resetAndDestroy()
      return
    case 'stall-headers':
      act()
      return
    default:
      halfway(fault.kind, response, JSON.stringify(act().body))
  }
}

const halfway = (
  kind: 'stall-body' | 'truncated' | 'wrong-type' | 'drip' | 'endless',
  response: ServerResponse,
  text: string,
): void => {
  if (kind === 'wrong-type') {
    response.writeHead(200, JSON_TYPE)
    response.end('{"spreadsheetId":7,"sheets":"none","replies":null}')
    return
  }
  if (kind === 'endless') {
    response.writeHead(200, JSON_TYPE)
    const chunk = ' '.repeat(1024 * 1024)
    const more = (): void => {
      if (!response.destroyed) response.write(chunk, () => setImmediate(more))
    }
    more()
    return
  }
  if (kind === 'truncated') {
    response.writeHead(200, JSON_TYPE)
    response.end(text.slice(0, Math.floor(text.length / 2)))
    return
  }
  response.writeHead(200, { ...JSON_TYPE, 'content-length': String(Buffer.byteLength(text)) })
  response.write(text.slice(0, 10))
  if (kind === 'stall-body') return
  let at = 10
  const timer = setInterval(() => {
    if (response.destroyed || at >= text.length) return clearInterval(timer)
    response.write(text.slice(at, at + 1))
    at += 1
  }, 20)
}
