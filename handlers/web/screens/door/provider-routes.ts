import { routes, type Screen } from '../../screen.ts'
import { forget, keep, kept } from '../../visit/cookies.ts'
import { count, safePath } from '../../visit/guard.ts'
import { passOn } from '../../visit/pass-on.ts'
import { Refusal } from '../../visit/refusal.ts'

const TO = 'sparkone_to'
const KEPT_SECONDS = 600

/**
 * To the provider and back. The start is a link and not a form: it changes nothing but the browser's own cookies, and a
 * form's policy would have to name the provider.
 */
export const providerRoutes: Screen = (deps) => {
  const { accounts } = deps
  return routes()
    .get('/sign-in/provider/start', async (context) => {
      const { provider } = accounts.authenticator
      if (provider === null) throw new Refusal('notFound')
      const request = context.get('webRequest')
      // Each is a record of ours and a question to the provider, whoever asks.
      await count(deps, `web-address:${request.address}`)
      const begun = await provider.begin(request)
      passOn(context, begun)
      if (begun.kind === 'unavailable') return context.redirect('/web/sign-in?why=unavailable', 303)
      keep(context, TO, safePath(context.req.query('to')), KEPT_SECONDS)
      return context.redirect(begun.location, 303)
    })
    .get('/sign-in/provider', async (context) => {
      const { provider } = accounts.authenticator
      if (provider === null) throw new Refusal('notFound')
      const to = safePath(kept(context, TO))
      forget(context, TO)
      const outcome = await provider.finish(context.get('webRequest'), new URL(context.req.url).search)
      passOn(context, outcome)
      if (outcome.kind === 'session') return context.redirect(to, 303)
      if (outcome.kind === 'second_factor') {
        return context.redirect(`/web/sign-in/code?to=${encodeURIComponent(to)}`, 303)
      }
      return context.redirect('/web/sign-in?why=refused', 303)
    })
}
