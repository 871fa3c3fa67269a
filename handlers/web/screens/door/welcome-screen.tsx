import { aliasOn, isUnnamed, type Person } from '../../../../core/people/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { masked } from '../../visit/csrf.ts'
import { jsonIn, type Problems, statusOf, textOf, typed } from '../../visit/form.ts'
import { isName } from '../../visit/name.ts'
import { problemsIn } from '../../visit/outcome.ts'
import { passOn } from '../../visit/pass-on.ts'
import { type WelcomeForm, WelcomePage } from './welcome.tsx'
import { doorWords } from './words.ts'

/** Behind the door, before the house: an account that a link opened is given a way in of its own. */
export const welcomeScreen: Screen = (deps) =>
  routes()
    .get('/', async (context) => show(deps, context, await knownOf(deps, context.get('visit').person), {}))
    .post('/', async (context) => {
      const words = doorWords(context.get('locale'))
      const { person } = context.get('visit')
      const given = await typed(context)
      const form = { name: given.one('name').trim(), email: given.one('email').trim() }
      if (form.name !== '' && !isName(form.name)) {
        return show(deps, context, form, { name: words.welcome.badName })
      }
      const set = { email: form.email, password: given.one('password') }
      const outcome = await deps.accounts.authenticator.passwords.set(context.get('webRequest'), set)
      const problems = problemsIn(context, outcome, { secret: 'password', text: words.refusedOther })
      if (outcome.kind !== 'session') return show(deps, context, form, problems)
      await call(deps, person, form.name)
      return context.redirect('/web', 303)
    })
    .post('/passkey/options', async (context) => {
      const asked = await deps.accounts.authenticator.passkeys.registrationOptions(context.get('webRequest'))
      if (asked === null) return context.json({}, 401)
      passOn(context, asked)
      return context.json({ options: asked.options })
    })
    .post('/passkey', async (context) => {
      const { answer, name, called } = await jsonIn(context.req)
      const given = { name: textOf(name), answer }
      const outcome = await deps.accounts.authenticator.passkeys.register(context.get('webRequest'), given)
      passOn(context, outcome)
      if (outcome.kind !== 'session') return context.json({}, 401)
      await call(deps, context.get('visit').person, textOf(called).trim())
      return context.json({ location: '/web' })
    })

/** Calls somebody as they say, if they say it. */
const call = async ({ core }: ScreenDeps, { id, name }: Person, called: string): Promise<void> => {
  if (called !== name && isName(called)) await core.people.patch(id, { name: called })
}

/** What need not be typed again: a name that somebody gave, and the e-mail one signed in with or is written to. */
const knownOf = async ({ accounts }: ScreenDeps, person: Person): Promise<WelcomeForm> => {
  const account = await accounts.authenticator.keeper.accountOf(person.id)
  return {
    name: isUnnamed(person) ? '' : person.name,
    email: account?.email ?? aliasOn('email', person)?.address ?? '',
  }
}

const show = ({ pages }: ScreenDeps, context: WebContext, form: WelcomeForm, problems: Problems): Promise<Response> => {
  const words = doorWords(context.get('locale'))
  const csrf = masked(context.get('visit').session.csrfToken)
  return pages.door(
    context,
    { title: words.welcome.title, status: statusOf(problems) },
    <WelcomePage {...{ words, csrf, form, problems }} />,
  )
}
