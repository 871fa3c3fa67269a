import type { ServerResponse } from 'node:http'

type Answer = { readonly status: number; readonly body: unknown }

/**
 * How a call goes wrong. `sends`: the message leaves all the same; without it, it does not. Faults of the answer's end
 * (reset_after, truncated, wrong_type, stalls, drip) act first.
 */
export type Fault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: unknown
      readonly headers?: Record<string, string>
      readonly sends?: boolean
    }
  | {
      readonly kind: 'html'
      readonly status: number
      readonly headers?: Record<string, string>
      readonly sends?: boolean
    }
  | { readonly kind: 'redirect'; readonly to: string; readonly status?: number }
  | { readonly kind: 'reset_before' }
  | { readonly kind: 'reset_after' }
  | { readonly kind: 'stall_headers'; readonly sends?: boolean }
  | { readonly kind: 'stall_body' }
  | { readonly kind: 'truncated' }
  /** Half the body, and then an orderly end of the answer. */
  | { readonly kind: 'cut_json' }
  | { readonly kind: 'wrong_type' }
  | { readonly kind: 'empty' }
  /** An answer without end, one byte after the other. */
  | { readonly kind: 'drip' }
  /** More bytes than anybody asked for. */
  | { readonly kind: 'flood'; readonly bytes: number }

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

/** Answers one request as the fault says; `act` is what the gateway would have done. */
export const inject = (fault: Fault, response: ServerResponse, act: () => Answer): void => {
  if ('sends' in fault && fault.sends) act()
  switch (fault.kind) {
    case 'answer':
      response.writeHead(fault.status, { ...JSON_TYPE, ...fault.headers }).end(JSON.stringify(fault.body))
      return
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html', ...fault.headers })
      response.end('<html><head><title>Bad Gateway</title></head><body><h1>nginx</h1></body></html>')
      return
    case 'redirect':
      response.writeHead(fault.status ?? 302, { location: fault.to }).end()
      return
    case 'reset_before':
      response.socket?.resetAndDestroy()
      return
    case 'stall_headers':
      return
    default:
      spoil(fault.kind === 'flood' ? fault : { kind: fault.kind }, response, act())
  }
}

type Spoiled =
  | { kind: 'reset_after' | 'stall_body' | 'truncated' | 'cut_json' | 'wrong_type' | 'empty' | 'drip' }
  | { kind: 'flood'; bytes: number }

const spoil = (fault: Spoiled, response: ServerResponse, { status, body }: Answer): void => {
  const text = JSON.stringify(body)
  const half = text.slice(0, Math.floor(text.length / 2))
  switch (fault.kind) {
    case 'reset_after':
      response.socket?.resetAndDestroy()
      return
    case 'stall_body':
      response.writeHead(status, { ...JSON_TYPE, 'content-length': Buffer.byteLength(text) }).write(half)
      return
    case 'truncated':
      response.writeHead(status, { ...JSON_TYPE, 'content-length': Buffer.byteLength(text) })
      response.write(half, () => response.socket?.end())
      return
    case 'cut_json':
      response.writeHead(status, JSON_TYPE).end(half)
      return
    case 'wrong_type':
      response.writeHead(status, JSON_TYPE).end(JSON.stringify({ key: 'a word', status: 7 }))
      return
    case 'empty':
      response.writeHead(status, JSON_TYPE).end()
      return
    case 'drip':
      drip(response, status, text)
      return
    case 'flood':
      response.writeHead(status, JSON_TYPE).end(`"${'x'.repeat(fault.bytes)}"`)
  }
}

const drip = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, JSON_TYPE)
  response.write(text.slice(0, 1))
  const timer = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(timer))
}
