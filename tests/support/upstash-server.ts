import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient } from 'redis'

/** down: 500 · stall: no answer · html: a proxy's page · cut: half a JSON */
export type UpstashFault = 'down' | 'stall' | 'html' | 'cut' | 'throttled'

export interface UpstashServer {
  readonly url: string
  readonly token: string
  readonly requests: readonly {
    readonly path: string
    readonly headers: IncomingMessage['headers']
    readonly body: unknown
  }[]
  fault(fault: UpstashFault | null): void
  stop(): Promise<void>
}

type Command = readonly (string | number)[]
type Answer = { result?: unknown; error?: string }

/** Upstash's REST API over a real Redis: token, single command, pipeline, multi-exec, base64 answers. */
export const startUpstashServer = async ({ redisUrl }: { redisUrl: string }): Promise<UpstashServer> => {
  const token = 'upstash-test-token'
  const redis = createClient({ url: redisUrl })
  redis.on('error', () => undefined)
  await redis.connect()
  const requests: UpstashServer['requests'][number][] = []
  let broken: UpstashFault | null = null

  const run = async (command: Command): Promise<Answer> => {
    try {
      return { result: await redis.sendCommand(command.map(String)) }
    } catch (error) {
      return { error: error instanceof Error ? error.message : 'ERR' }
    }
  }

  const transaction = async (commands: readonly Command[]): Promise<Answer[] | Answer> => {
    let multi = redis.multi()
    for (const command of commands) multi = multi.addCommand(command.map(String))
    try {
      return (await multi.exec()).map((result) => ({ result }))
    } catch (error) {
      return { error: error instanceof Error ? error.message : 'EXECABORT' }
    }
  }

  const answer = async (path: string, body: unknown): Promise<Answer | Answer[]> => {
    if (path === '/pipeline') return Promise.all((body as Command[]).map(run))
    if (path === '/multi-exec') return transaction(body as Command[])
    return run(body as Command)
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body: unknown = JSON.parse(await read(request))
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers, body })
    if (broken === 'stall') return
    if (broken === 'html') return send(response, 502, '<html>Bad Gateway</html>', 'text/html')
    if (broken === 'down') return send(response, 500, JSON.stringify({ error: 'internal error' }))
    if (broken === 'throttled')
      return send(response, 429, JSON.stringify({ error: 'ERR max daily request limit exceeded' }))
    if (request.headers.authorization !== `Bearer ${token}`) {
      return send(response, 401, JSON.stringify({ error: 'Unauthorized' }))
    }
    const answered = await answer(path, body)
    const plain = request.headers['upstash-encoding'] !== 'base64'
    const text = JSON.stringify(plain ? answered : encoded(answered))
    const failed = !Array.isArray(answered) && answered.error !== undefined
    send(response, failed ? 400 : 200, broken === 'cut' ? text.slice(0, text.length / 2) : text)
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    requests,
    fault: (fault) => {
      broken = fault
    },
    stop: async () => {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
      if (redis.isOpen) redis.destroy()
    },
  }
}

const send = (response: ServerResponse, status: number, text: string, type = 'application/json'): void => {
  response.writeHead(status, { 'content-type': type, 'upstash-sync-token': 'test' }).end(text)
}

/** Every string but OK, at any depth of a result; numbers, null and errors stay as they are. */
const encoded = (answer: Answer | Answer[]): unknown =>
  Array.isArray(answer)
    ? answer.map(encoded)
    : answer.error === undefined
      ? { result: inBase64(answer.result) }
      : answer

const inBase64 = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inBase64)
  return typeof value === 'string' && value !== 'OK' ? Buffer.from(value, 'utf8').toString('base64') : value
}

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
