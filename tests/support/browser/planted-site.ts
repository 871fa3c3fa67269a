import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

export interface PlantedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Path, or method and path, to what is answered: a text is the body of a page. */
export type PlantedPages = Readonly<
  Record<string, string | PlantedAnswer | ((request: IncomingMessage) => PlantedAnswer)>
>

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"

/** A page without a fault around what is given. */
export const around = (main: string, head = ''): string =>
  `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>Página</title>` +
  `<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">${head}</head>` +
  `<body><main><h1>Página</h1>${main}</main></body></html>`

const ICON: PlantedAnswer = {
  headers: { 'content-type': 'image/svg+xml' },
  body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
}

/** A site of a few pages, as strict as the console, for the test that runs. Gives its origin. */
export const plantSite = async (pages: PlantedPages): Promise<string> => {
  const known: PlantedPages = { '/icon.svg': ICON, ...pages }
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const missing = { status: 404, body: around('<p>Não há nada aqui.</p>') }
    const found = known[`${request.method} ${path}`] ?? (request.method === 'GET' ? known[path] : undefined)
    const given = typeof found === 'function' ? found(request) : (found ?? missing)
    const answer: PlantedAnswer = typeof given === 'string' ? { body: around(given) } : given
    const { status = 200, headers = {}, body = '' } = answer
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      ...headers,
    })
    response.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://localhost:${typeof address === 'object' ? address?.port : 0}`
}
