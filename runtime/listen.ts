import { createServer, type IncomingMessage, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { PortError } from '../core/kernel/errors.ts'

export interface Listening {
  readonly port: number
  /** Refuses new connections, lets requests under way end within the grace period, then cuts what is left. */
  close(graceMs: number): Promise<void>
}

/** What Node knows of a request beside the request itself. */
export interface NodeEnvironment {
  readonly incoming: { readonly socket: { readonly remoteAddress?: string } }
}

type Fetch = (request: Request, env: NodeEnvironment) => Response | Promise<Response>

const IDLE_CHECK_MS = 50

/** Serves `fetch` over HTTP. Throws PortError `misconfigured` that says what to do when the port cannot be had. */
export const listen = async (
  fetch: Fetch,
  at: { port: number; host: string; variable: string },
): Promise<Listening> => {
  const answer = getRequestListener((request, env) => fetch(request, env as NodeEnvironment))
  const server = createServer((incoming, outgoing) => {
    outgoing.once('finish', () => letRestFlow(incoming))
    // It answers every failure itself.
    void answer(incoming, outgoing)
  })
  // A slow client may not hold a connection for ever; keep-alive outlives the proxies in front.
  server.headersTimeout = 20_000
  server.requestTimeout = 120_000
  server.keepAliveTimeout = 65_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, at)))
    server.listen(at.port, at.host, () => resolve())
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : at.port,
    close: (graceMs) => close(server, graceMs),
  }
}

/**
 * Who was refused early still sends, and a body of which a part was read waits for a reader that is gone. Without one it
 * flows away; the listener's own bounds (64 MiB, half a second) end it.
 */
const letRestFlow = (incoming: IncomingMessage): void => {
  if (incoming.readableEnded) return
  incoming.removeAllListeners('data')
  incoming.resume()
}

const explain = (
  error: Error,
  { port, host, variable }: { port: number; host: string; variable: string },
): PortError => {
  const code = 'code' in error ? error.code : ''
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program. Stop it, or choose another port with ${variable}.`,
    EACCES: `Port ${port} needs more rights than this user has. Choose one above 1024 with ${variable}.`,
    EADDRNOTAVAIL: `${host} is no address of this machine.`,
  }
  return new PortError('http', 'misconfigured', reasons[String(code)] ?? `Port ${port} cannot be opened.`, {
    cause: error,
  })
}

const close = (server: Server, graceMs: number): Promise<void> =>
  new Promise((resolve) => {
    // A keep-alive connection without a request would hold the close for its whole idle time.
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS)
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(idle)
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
