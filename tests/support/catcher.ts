import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Caught {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Catcher {
  readonly url: string
  /** All that was sent here, in order. */
  readonly caught: readonly Caught[]
  stop(): Promise<void>
}

/** Takes whatever is posted to it and answers 200. */
export const startCatcher = async (): Promise<Catcher> => {
  const caught: Caught[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.once('end', () => {
      caught.push({ path: request.url ?? '', headers: request.headers, body })
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    caught,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
