import { routes, type Screen } from '../../screen.ts'
import { safePath } from '../../visit/guard.ts'
import { Refusal } from '../../visit/refusal.ts'
import { lockedText, passOn } from './passed.ts'

/** The JSON of a passkey's answer, as `browser/passkeys.ts` sends it. */
export const jsonIn = async (request: { text(): Promise<string> }): Promise<Readonly<Record<string, unknown>>> => {
  try {
    const body: unknown = JSON.parse(await request.text())
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  } catch {
    // Falls through: what is no JSON is refused like what is no object.
  }
  throw new Refusal('form')
}

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
