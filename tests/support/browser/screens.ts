import { routesOf } from '../routes.ts'
import { createTestConsole } from '../web.ts'

/** What answers to GET with no page, by the name of its route: assets, the manifest, the stream of changes. */
const NO_PAGE = /^\/web\/(?:assets\/|live$|[^/]+\.webmanifest$)/

/** Routes that only lead on to a screen, or refuse. */
export const LEADS_ON = new Map([
  ['/web/sign-in/provider/start', 'to the provider'],
  ['/web/sign-in/provider', 'in, or back to the door'],
  ['/web/settings', 'to the first of the settings'],
  ['/web/people/:id/link', 'to the person, whom a POST there made a link for'],
  ['/web/settings/security/totp/*', 'to security, where a POST there was answered'],
])

/** Screens that no link of the console leads to, and what does. */
export const BEHIND_NO_LINK = new Map([
  ['/web/sign-in', 'whoever is not in'],
  ['/web/sign-in/code', 'the second step of signing in'],
  ['/web/link/:token', 'an invitation'],
  ['/web/welcome', 'a first link'],
  ['/web/add', 'a form that asks before it adds'],
])

interface Route {
  readonly name: string
  readonly isAt: RegExp
}

const routeOf = (path: string): Route => {
  const steps = path.split(/\/(?![^{]*\})/).map((step) => {
    const [, own] = /^:\w+\{(.*)\}$/.exec(step) ?? []
    return own ?? (step.startsWith(':') ? '[^/]+' : step === '*' ? '.+' : step.replace(/[.?+]/g, '\\$&'))
  })
  return { name: path.replaceAll(/\{.*?\}+(?=\/|$)/g, ''), isAt: new RegExp(`^${steps.join('/')}$`) }
}

/** Every GET route of the console that answers with a page, in the order in which they are asked. */
const pageRoutes = async (): Promise<readonly Route[]> => {
  const paths = routesOf(await createTestConsole(), 'GET').map(({ pattern }) => pattern)
  return paths.filter((path) => !NO_PAGE.test(path)).map(routeOf)
}

/** The names of the routes whose pages are at none of these addresses, in the order of the alphabet. */
export const screensNotAmong = async (addresses: Iterable<string>): Promise<readonly string[]> => {
  const routes = await pageRoutes()
  const paths = [...addresses].map((address) => new URL(address).pathname)
  // `/web/people/new` is not a person: the first route that fits is the one that answers.
  const seen = new Set(paths.map((path) => routes.find(({ isAt }) => isAt.test(path))?.name))
  return routes
    .map(({ name }) => name)
    .filter((name) => !seen.has(name))
    .toSorted()
}
