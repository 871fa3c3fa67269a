import { routes, type Screen } from '../../screen.ts'
import { jsonIn } from '../../visit/form.ts'
import { safePath } from '../../visit/guard.ts'
import { lockedText } from '../../visit/outcome.ts'
import { passOn } from '../../visit/pass-on.ts'

/** In by a passkey: what the browser is asked, and what it answers. `location` is where the page goes on. */
export const passkeyRoutes: Screen = ({ accounts }) =>
  routes()
    .post('/sign-in/passkey/options', async (context) => {
      const asked = await accounts.authenticator.passkeys.signInOptions(context.get('webRequest'))
      passOn(context, asked)
      return context.json({ options: asked.options })
    })
    .post('/sign-in/passkey', async (context) => {
      const { answer, to } = await jsonIn(context.req)
      const outcome = await accounts.authenticator.passkeys.signIn(context.get('webRequest'), answer)
      passOn(context, outcome)
      const path = safePath(typeof to === 'string' ? to : undefined)
      switch (outcome.kind) {
        case 'session':
          return context.json({ location: path })
        case 'second_factor':
          return context.json({ location: `/web/sign-in/code?to=${encodeURIComponent(path)}` })
        case 'locked':
          return context.json({ problem: lockedText(context, outcome.retryAfterSeconds) }, 429)
        case 'refused':
          return context.json({}, 401)
      }
    })
