import type { Hono } from 'hono'
import type { WebDeps } from '../deps.ts'
import type { WebContext, WebEnv } from '../env.ts'
import { routes } from '../screen.ts'
import { mayHear } from './hear.ts'
import type { Live } from './live.ts'
import { serveLive } from './serve.ts'

/**
 * `GET /live`. It stands before the guard of the screens: htmx takes any answer below 400 for a stream that ended and
 * comes again at once, so that whoever is not in is told 401, and never sent elsewhere.
 */
export const liveRoutes = (deps: Pick<WebDeps, 'accounts' | 'isStarting'>, live: Live): Hono<WebEnv> =>
  routes().get('/live', async (context: WebContext) => {
    if (deps.isStarting?.() === true) return context.body(null, 503, { 'Retry-After': '5' })
    const request = context.get('webRequest')
    const current = () => deps.accounts.authenticator.sessions.current(request, { touch: false })
    const session = await current()
    if (session === null || session.need !== null) return context.body(null, 401)
    const { id, personId } = session.session
    return serveLive(context, live, {
      session: id,
      person: personId,
      mayHear: (change) => mayHear({ personId, role: session.role }, change),
      mayStay: async () => {
        const now = await current()
        return now !== null && now.need === null && now.role === session.role
      },
    })
  })
