import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { onTestFinished } from 'vitest'

export interface PlantedAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Path, or method and path, to what is answered: a text is the body of a page. */
export type PlantedPages = Readonly<
  Record<string, string | PlantedAnswer | ((request: IncomingMessage) => PlantedAnswer | Promise<PlantedAnswer>)>
>

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"

/** A page without a fault around what is given. */
export const around = (main: string, head = ''): string =>
  `<!doctype html><html lang="pt-BR"><head><meta charset="utf-8"><title>Página</title>` +
  `<meta name="viewport" content="width=device-width"><link rel="icon" href="/icon.svg">${head}</head>` +
  `<body><main><h1>Página</h1>${main}</main></body></html>`

/** Something of each kind that can be used, and nothing wrong with it. */
export const GOOD =
  '<p><a href="/">Início</a></p><form><p><label>Nome <input name="name"></label></p>' +
  '<p><label>Dia <input name="day" type="date"></label></p>' +
  '<fieldset><legend>Cor</legend><label><input type="radio" name="c" value="a"> a</label>' +
  '<label><input type="radio" name="c" value="b"> b</label></fieldset><p><button>Enviar</button></p></form>'

/** A site of this one page, with a sheet of its own. */
export const styled = (main: string, style: string, script = ''): PlantedPages => ({
  '/': {
    body: around(main, `<link rel="stylesheet" href="/page.css">${script && '<script src="/page.js"></script>'}`),
  },
  '/page.css': {
    headers: { 'content-type': 'text/css' },
    body: `a, button, input { padding: 12px }\n${style}`,
  },
  '/page.js': { headers: { 'content-type': 'text/javascript' }, body: script },
})

const ICON: PlantedAnswer = {
  headers: { 'content-type': 'image/svg+xml' },
  body: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>',
}

/** A site of a few pages, as strict as the console, for the test that runs. Gives its origin. */
export const plantSite = async (pages: PlantedPages): Promise<string> => {
  const known: PlantedPages = { '/icon.svg': ICON, ...pages }
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const missing = { status: 404, body: around('<p>Não há nada aqui.</p>') }
    const found = known[`${request.method} ${path}`] ?? (request.method === 'GET' ? known[path] : undefined)
    const given = typeof found === 'function' ? await found(request) : (found ?? missing)
    const wanted: PlantedAnswer = typeof given === 'string' ? { body: around(given) } : given
    const { status = 200, headers = {}, body = '' } = wanted
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      ...headers,
    })
    response.end(body)
  }
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  return `http://localhost:${typeof address === 'object' ? address?.port : 0}`
}
