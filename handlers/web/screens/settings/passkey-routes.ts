import type { WebContext } from '../../env.ts'
import { routes, type Screen } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { jsonIn, textOf, typed } from '../../visit/form.ts'
import { passOn } from '../../visit/pass-on.ts'
import { idIn } from '../../visit/query.ts'
import { Refusal } from '../../visit/refusal.ts'
import { showSecurity } from './security.tsx'
import { SECURITY } from './security-shown.ts'
import { settingsWords } from './words.ts'

/** One's own passkeys. Making one is JSON, by `browser/passkeys.ts`; the rest are forms. */
export const passkeyRoutes: Screen = (deps) => {
  const { passkeys } = deps.accounts.authenticator
  /** Somebody else's, or gone: not there. */
  const own = async (context: WebContext): Promise<string> => {
    const id = idIn(context)
    const all = await passkeys.list(context.get('webRequest'))
    if (!all.some((one) => one.id === id)) throw new Refusal('notFound')
    return id
  }

  return routes()
    .post('/options', async (context) => {
      const asked = await passkeys.registrationOptions(context.get('webRequest'))
      if (asked === null) return context.json({}, 403)
      passOn(context, asked)
      return context.json({ options: asked.options })
    })
    .post('/', async (context) => {
      const { answer, name } = await jsonIn(context.req)
      const given = { name: textOf(name), answer }
      const outcome = await passkeys.register(context.get('webRequest'), given)
      passOn(context, outcome)
      if (outcome.kind !== 'session') return context.json({}, 400)
      say(context, { tone: 'good', text: settingsWords(context.get('locale')).passkeys.made })
      return context.json({ location: SECURITY })
    })
    .post('/:id/rename', async (context) => {
      const words = settingsWords(context.get('locale')).passkeys
      const id = await own(context)
      const name = (await typed(context)).one('name')
      if (!(await passkeys.rename(context.get('webRequest'), id, name))) {
        return showSecurity(deps, context, { problems: { [`rename-${id}`]: words.notRenamed } })
      }
      say(context, { tone: 'good', text: words.renamed })
      return context.redirect(SECURITY, 303)
    })
    .post('/:id/remove', async (context) => {
      const words = settingsWords(context.get('locale')).passkeys
      const outcome = await passkeys.remove(context.get('webRequest'), await own(context))
      if (outcome !== null) passOn(context, outcome)
      const isGone = outcome?.kind === 'session'
      say(context, isGone ? { tone: 'good', text: words.removed } : { tone: 'warn', text: words.last })
      return context.redirect(SECURITY, 303)
    })
}
