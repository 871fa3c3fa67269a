import { createMiddleware } from 'hono/factory'
import type { SignIn } from '../../../../core/accounts/index.ts'
import type { WebContext, WebEnv } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { typed } from '../../visit/form.ts'
import { count, elsewhere, safePath } from '../../visit/guard.ts'
import { tryKeeping } from '../../visit/keeps-secure.ts'
import { lockedText } from '../../visit/outcome.ts'
import { passOn } from '../../visit/pass-on.ts'
import { CodePage } from './code.tsx'
import { linkRoutes } from './link-routes.tsx'
import { passkeyRoutes } from './passkey-routes.ts'
import { refusePlain } from './plain.tsx'
import { providerRoutes } from './provider-routes.ts'
import { SignInPage } from './sign-in.tsx'
import { doorWords } from './words.ts'

/** By address, as there is no session yet; forms behind the door count for theirs alone. */
const countPosts = (deps: ScreenDeps) =>
  createMiddleware<WebEnv>(async (context, next) => {
    if (context.req.method === 'POST') await count(deps, `web-address:${context.get('webRequest').address}`)
    return next()
  })

/** What is before the door: the ways in. */
export const doorScreen: Screen = (deps) =>
  routes()
    .use('/sign-in/*', countPosts(deps))
    .use('/link/*', countPosts(deps))
    .use('/sign-in', tryKeeping)
    .use('/link/*', tryKeeping)
    .use('/sign-in', refusePlain(deps))
    .use('/sign-in/*', refusePlain(deps))
    .use('/link/*', refusePlain(deps))
    .get('/sign-in', async (context) => {
      const to = safePath(context.req.query('to'))
      const current = await deps.accounts.authenticator.sessions.current(context.get('webRequest'))
      if (current !== null) {
        passOn(context, current)
        return context.redirect(to, 303)
      }
      return showSignIn(deps, context, { to, email: '', problem: problemOf(deps, context) })
    })
    .post('/sign-in', async (context) => {
      const form = await typed(context)
      const [email, to] = [form.one('email').trim(), safePath(form.one('to'))]
      const given = { email, password: form.one('password') }
      const outcome = await deps.accounts.authenticator.passwords.signIn(context.get('webRequest'), given)
      const words = doorWords(context.get('locale'))
      return (
        enter(context, outcome, to) ??
        showSignIn(deps, context, { to, email, problem: refusal(context, outcome, words.refused) })
      )
    })
    .get('/sign-in/code', (context) => {
      const to = safePath(context.req.query('to'))
      return showCode(deps, context, { to, isRecovery: context.req.query('by') === 'recovery', problem: undefined })
    })
    .post('/sign-in/code', async (context) => {
      const form = await typed(context)
      const [to, isRecovery] = [safePath(form.one('to')), form.one('by') === 'recovery']
      const { secondFactor } = deps.accounts.authenticator
      const request = context.get('webRequest')
      const code = form.one('code').trim()
      const outcome = isRecovery
        ? await secondFactor.verifyRecoveryCode(request, code)
        : await secondFactor.verifyTotp(request, code.replaceAll(/\s/g, ''))
      const words = doorWords(context.get('locale')).code
      const problem = refusal(context, outcome, isRecovery ? words.recoveryRefused : words.refused)
      return enter(context, outcome, to) ?? showCode(deps, context, { to, isRecovery, problem: problem ?? undefined })
    })
    .route('/', passkeyRoutes(deps))
    .route('/', providerRoutes(deps))
    .route('/', linkRoutes(deps))

export const signOut =
  ({ accounts }: ScreenDeps) =>
  async (context: WebContext): Promise<Response> => {
    passOn(context, await accounts.authenticator.sessions.signOut(context.get('webRequest')))
    return elsewhere(context, '/web/sign-in')
  }

/** In, or on to the second factor; null: neither. Hands the cookies on in each case. */
export const enter = (context: WebContext, outcome: SignIn, to: string): Response | null => {
  passOn(context, outcome)
  if (outcome.kind === 'session') return context.redirect(to, 303)
  if (outcome.kind === 'second_factor') return context.redirect(`/web/sign-in/code?to=${encodeURIComponent(to)}`, 303)
  return null
}

const refusal = (context: WebContext, outcome: SignIn, refused: string): string | null => {
  if (outcome.kind === 'locked') {
    context.header('Retry-After', String(outcome.retryAfterSeconds))
    return lockedText(context, outcome.retryAfterSeconds)
  }
  return outcome.kind === 'refused' ? refused : null
}

/** Whoever is told when to come again came too often; whoever is not was wrong. */
const refusedWith = (context: WebContext): 401 | 429 => (context.res.headers.has('Retry-After') ? 429 : 401)

/** What an attempt that ended elsewhere left in the address. */
const problemOf = (deps: ScreenDeps, context: WebContext): string | null => {
  const words = doorWords(context.get('locale'))
  const reason = context.req.query('why')
  const name = deps.accounts.authenticator.provider?.name ?? ''
  if (reason === 'unavailable') return words.unavailable(name)
  return reason === 'refused' ? words.refusedOther : null
}

const showSignIn = (
  { accounts, pages }: ScreenDeps,
  context: WebContext,
  { to, email, problem }: { to: string; email: string; problem: string | null },
): Promise<Response> => {
  const words = doorWords(context.get('locale'))
  const provider = accounts.authenticator.provider?.name ?? null
  const status = problem === null || context.req.method === 'GET' ? 200 : refusedWith(context)
  return pages.door(
    context,
    { title: words.signIn, status },
    <SignInPage {...{ words, to, email, problem, provider }} />,
  )
}

const showCode = (
  { pages }: ScreenDeps,
  context: WebContext,
  { to, isRecovery, problem }: { to: string; isRecovery: boolean; problem: string | undefined },
): Promise<Response> => {
  const words = doorWords(context.get('locale'))
  const page = { title: words.code.title, status: problem === undefined ? 200 : refusedWith(context) } as const
  return pages.door(context, page, <CodePage {...{ words, to, isRecovery, problem }} />)
}
