import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { onTestFinished } from 'vitest'
import { createMemoryFeed } from '../../../adapters/memory/index.ts'
import { freshOn, LiveStream } from '../../../handlers/web/live/fresh.tsx'
import { makeLive } from '../../../handlers/web/live/live.ts'
import { serveLive } from '../../../handlers/web/live/serve.ts'
import { POLICY } from '../../../handlers/web/visit/headers.ts'
import { listen } from '../../../runtime/listen.ts'

const script = (path: string): string => readFileSync(`node_modules/htmx.org/dist/${path}`, 'utf8')
const HTMX = JSON.stringify({ includeIndicatorCSS: false, extensions: 'sse' })
const MINE = freshOn('main', '/', 'tasks', 'alerts')

/** A page that shows a number, kept fresh under the console's own policy. */
export const liveSite = async () => {
  const feed = createMemoryFeed()
  const live = makeLive({
    feed,
    name: 'here',
    after: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
    onError: () => undefined,
  })
  let [shown, reads, streams] = [1, 0, 0]
  let stays = true
  const app = new Hono()
  app.use(secureHeaders({ contentSecurityPolicy: POLICY }))
  app.get('/icon.svg', (c) =>
    c.body('<svg xmlns="http://www.w3.org/2000/svg"/>', 200, { 'Content-Type': 'image/svg+xml' }),
  )
  // One file: htmx begins as soon as it is there, whether an extension in a file of its own has come or not.
  const scripts = `${script('htmx.min.js')}
${script('ext/hx-sse.min.js')}`
  app.get('/htmx.js', (c) => c.body(scripts, 200, { 'Content-Type': 'text/javascript' }))
  app.get('/web/live', (c) => {
    streams += 1
    return serveLive(c, live, { session: 'ana', person: 'ana', mayHear: () => true, mayStay: async () => stays })
  })
  app.get('/sign-in', (c) => c.html(<p id="door">Entrar</p>))
  app.get('/', (c) => {
    const since = live.position()
    if (!stays) return c.body(null, 200, { 'HX-Redirect': '/sign-in' })
    reads += 1
    return c.html(
      <html lang="pt-BR">
        <head>
          <title>Página</title>
          <link rel="icon" href="/icon.svg" />
          <meta name="htmx-config" content={HTMX} />
          <script defer src="/htmx.js" />
        </head>
        <body>
          <LiveStream since={since} />
          <main {...MINE}>
            <p id="number">{shown}</p>
            <input id="draft" aria-label="rascunho" />
          </main>
        </body>
      </html>,
    )
  })
  const server = await listen((request) => app.fetch(request), { port: 0, host: '127.0.0.1', variable: 'PORT' })
  onTestFinished(async () => {
    live.close()
    await server.close(0)
  })
  return {
    origin: `http://localhost:${server.port}`,
    feed,
    counts: () => ({ reads, streams }),
    become: (number: number): void => {
      shown = number
    },
    turnAway: (): void => {
      stays = false
    },
  }
}
