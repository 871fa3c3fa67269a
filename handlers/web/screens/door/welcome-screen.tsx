import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { masked } from '../../visit/csrf.ts'
import { jsonIn, type Problems, typed } from '../../visit/form.ts'
import { problemsIn } from '../../visit/outcome.ts'
import { passOn } from '../../visit/pass-on.ts'
import { WelcomePage } from './welcome.tsx'
import { doorWords } from './words.ts'

/** Behind the door, before the house: an account that a link opened is given a way in of its own. */
export const welcomeScreen: Screen = (deps) =>
  routes()
    .get('/', (context) => show(deps, context, '', {}))
    .post('/', async (context) => {
      const words = doorWords(context.get('locale'))
      const form = await typed(context)
      const given = { email: form.one('email').trim(), password: form.one('password') }
      const outcome = await deps.accounts.authenticator.passwords.set(context.get('webRequest'), given)
      const problems = problemsIn(context, outcome, { secret: 'password', text: words.refusedOther })
      return outcome.kind === 'session' ? context.redirect('/web', 303) : show(deps, context, given.email, problems)
    })
    .post('/passkey/options', async (context) => {
      const asked = await deps.accounts.authenticator.passkeys.registrationOptions(context.get('webRequest'))
      if (asked === null) return context.json({}, 401)
      passOn(context, asked)
      return context.json({ options: asked.options })
    })
    .post('/passkey', async (context) => {
      const { answer, name } = await jsonIn(context.req)
      const given = { name: typeof name === 'string' ? name : '', answer }
      const outcome = await deps.accounts.authenticator.passkeys.register(context.get('webRequest'), given)
      passOn(context, outcome)
      return outcome.kind === 'session' ? context.json({ location: '/web' }) : context.json({}, 401)
    })

const show = ({ pages }: ScreenDeps, context: WebContext, email: string, problems: Problems): Promise<Response> => {
  const words = doorWords(context.get('locale'))
  const csrf = masked(context.get('visit').session.csrfToken)
  const status = Object.keys(problems).length === 0 ? 200 : 400
  return pages.door(
    context,
    { title: words.welcome.title, status },
    <WelcomePage {...{ words, csrf, email, problems }} />,
  )
}
