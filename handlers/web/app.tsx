import { compress } from 'hono/compress'
import { matchedRoutes } from 'hono/route'
import type { RouterRoute } from 'hono/types'
import type { HttpApp } from '../http/index.ts'
import { observed } from '../observed.ts'
import { assetRoutes } from './assets.ts'
import type { WebDeps } from './deps.ts'
import { makePages } from './layout/pages.tsx'
import { liveRoutes, makeLive } from './live/index.ts'
import { routes, type ScreenDeps } from './screen.ts'
import { alertsScreen } from './screens/alerts/screen.tsx'
import { briefScreen } from './screens/brief/screen.tsx'
import { deliveriesScreen } from './screens/deliveries/screen.tsx'
import { doorScreen, signOut } from './screens/door/screen.tsx'
import { welcomeScreen } from './screens/door/welcome-screen.tsx'
import { healthScreen } from './screens/health/screen.tsx'
import { messagesScreen } from './screens/messages/screen.tsx'
import { mirrorsScreen } from './screens/mirrors/screen.tsx'
import { moreScreen } from './screens/more/screen.tsx'
import { ownProfileScreen } from './screens/people/own-profile.tsx'
import { peopleScreen } from './screens/people/screen.tsx'
import { problemPage } from './screens/problem/problem.tsx'
import { settingsScreen } from './screens/settings/screen.tsx'
import { tasksScreen } from './screens/tasks/screen.tsx'
import { todayScreen } from './screens/today/screen.tsx'
import { operatorsOnly, ownForms, signedIn } from './visit/guard.ts'
import { consoleHeaders } from './visit/headers.ts'
import { keepsSecure } from './visit/keeps-secure.ts'
import { originOf } from './visit/origin.ts'
import { onlyReadable } from './visit/readable.ts'
import { Refusal } from './visit/refusal.ts'
import { refusalOf } from './visit/refused.ts'
import { themeOf } from './visit/theme.ts'
import { localeFor } from './words/index.ts'

/** Screens that members do not see, whoever forgets it in one of them. */
const FOR_OPERATORS = ['alerts', 'mirrors', 'people', 'health'] as const

export interface WebApp extends HttpApp {
  /** Ends the streams of all pages: they would hold up the end of the process. */
  close(): void
}

/** The console over the core: a Fetch handler for what is under /web. */
export const createWebApp = (given: WebDeps): WebApp => {
  const pages = makePages(given)
  const deps: ScreenDeps = { ...given, pages }
  const app = routes().basePath('/web')
  const live = makeLive({
    feed: deps.feed,
    after: deps.after,
    name: deps.ids.uuid(),
    onError: (error) => deps.onError(error, 'live'),
  })

  app.use(observed(deps, { methods: METHODS, routeOf: (context) => labelOf(matchedRoutes(context)) }))
  app.use(async (context, next) => {
    context.set('locale', localeFor(context.req.header('accept-language') ?? null, deps.settings.locale))
    const cookie = context.req.header('cookie') ?? null
    const origin = originOf(deps, context.req.raw, context.env)
    context.set('webRequest', {
      cookie,
      address: deps.sourceOf(context.req.raw, context.env),
      userAgent: context.req.header('user-agent') ?? null,
      origin,
      keepsSecure: keepsSecure(origin, cookie),
    })
    context.set('theme', themeOf(context))
    await next()
  })
  app.use(consoleHeaders)
  app.use(compress())
  app.use(ownForms)
  app.use(onlyReadable)
  app.route('/', assetRoutes(deps))
  app.route('/', liveRoutes(deps, live))

  app.route('/', doorScreen(deps))

  app.use(signedIn(deps, live))
  app.route('/welcome', welcomeScreen(deps))
  app.post('/sign-out', signOut(deps))
  for (const name of FOR_OPERATORS) app.use(`/${name}/*`, operatorsOnly)
  app.route('/', todayScreen(deps))
  app.route('/tasks', tasksScreen(deps))
  app.route('/brief', briefScreen(deps))
  app.route('/deliveries', deliveriesScreen(deps))
  app.route('/messages', messagesScreen(deps))
  app.route('/alerts', alertsScreen(deps))
  app.route('/mirrors', mirrorsScreen(deps))
  app.route('/health', healthScreen(deps))
  app.route('/people', peopleScreen(deps))
  app.route('/settings/profile', ownProfileScreen(deps))
  app.route('/settings', settingsScreen(deps))
  app.route('/more', moreScreen(deps))

  app.all('*', () => {
    throw new Refusal('notFound')
  })
  app.onError((error, context) => {
    const code = refusalOf(error)
    if (code === 'unexpected') deps.onError(error, context.get('requestId'))
    return problemPage(pages, context, code)
  })
  return {
    close: live.close,
    fetch: (request, env) => app.fetch(request, env as object),
    routes: app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`),
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST'])

/** The pattern that answers, as the API's routes are named: `/web/tasks/{id}`. What no route has is one name for all of it. */
const labelOf = (matched: readonly RouterRoute[]): string =>
  matched.find(({ method }) => method !== 'ALL')?.path.replaceAll(/:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, '{$1}') ??
  'none'
