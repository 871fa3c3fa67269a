import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from './certificate.ts'
import { type Fault, inject } from './evolution-faults.ts'

export interface ModelRequest {
  readonly method: string
  readonly path: string
  readonly authorization: string | undefined
  readonly contentType: string | undefined
  readonly body: string
}

export interface ModelAnswer {
  readonly status: number
  readonly body: unknown
}

/** What the fakes of AgentOS and of model servers share: a socket, what was asked, what the model says, faults. */
export interface ModelServer {
  readonly url: string
  readonly apiKey: string
  /** Every request, in order, however it ended. */
  readonly requests: readonly ModelRequest[]
  /** What the model says next, one each; an object goes as its JSON. */
  says(...answers: readonly unknown[]): void
  /** What it says when nothing else is scripted. */
  saysAlways(answer: unknown): void
  /** How the next questions to the model end, one each. */
  fault(...faults: readonly Fault[]): void
  /** How every request ends until null. */
  down(fault: Fault | null): void
  stop(): Promise<void>
}

export interface ModelServerOptions {
  readonly port?: number
  readonly apiKey?: string
  /** Speaks TLS, with a certificate that nobody vouches for. */
  readonly tls?: boolean
}

/** Serves `answer`, which is given the request and what the model says to it. Loopback only. */
export const startModelServer = async (
  answer: (request: ModelRequest, say: () => unknown) => ModelAnswer,
  isQuestion: (request: ModelRequest) => boolean,
  { port = 0, apiKey = 'model-key-of-the-tests', tls = false }: ModelServerOptions,
): Promise<ModelServer> => {
  const requests: ModelRequest[] = []
  const scripted: unknown[] = []
  const faults: Fault[] = []
  let always: unknown = { action: 'create_task', title: null, when: null, priority: null, tasks: [], reply: null }
  let standing: Fault | null = null

  const respond = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request: ModelRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      authorization: incoming.headers.authorization,
      contentType: incoming.headers['content-type'],
      body: await read(incoming),
    }
    requests.push(request)
    const act = () => answer(request, () => (scripted.length > 0 ? scripted.shift() : always))
    const fault = standing ?? (isQuestion(request) ? faults.shift() : undefined)
    if (fault !== undefined) return inject(fault, response, act)
    const { status, body } = act()
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const listener: RequestListener = (request, response) => {
    respond(request, response).catch(() => response.destroy())
  }
  const server = tls ? createTlsServer(makeCertificate(), listener) : createServer(listener)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))

  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    requests,
    says: (...answers) => {
      scripted.push(...answers)
    },
    saysAlways: (next) => {
      always = next
    },
    fault: (...next) => {
      faults.push(...next)
    },
    down: (fault) => {
      standing = fault
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
