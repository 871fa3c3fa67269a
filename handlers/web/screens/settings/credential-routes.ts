import type { CredentialsSet } from '../../../../core/accounts/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { isWrong, typed } from '../../visit/form.ts'
import { problemsIn } from '../../visit/outcome.ts'
import { showSecurity } from './security.tsx'
import { SECURITY } from './security-shown.ts'
import { settingsWords } from './words.ts'

/** E-mail and password. Each change rotates the session; what was wrong is said where it was typed. */
export const credentialRoutes: Screen = (deps) => {
  const { passwords } = deps.accounts.authenticator
  const answer = (
    context: WebContext,
    outcome: CredentialsSet,
    how: {
      readonly secret: string
      readonly refused: string
      readonly fields: Parameters<typeof problemsIn>[3]
      readonly email?: string
      readonly done: string
    },
  ) => {
    const { secret, refused, fields, email = '', done } = how
    const problems = problemsIn(context, outcome, { secret, text: refused }, fields)
    if (isWrong(problems)) return showSecurity(deps, context, { problems, email })
    say(context, { tone: 'good', text: done })
    return context.redirect(SECURITY, 303)
  }

  return routes()
    .post('/email', async (context) => {
      const words = settingsWords(context.get('locale'))
      const form = await typed(context)
      const email = form.one('email').trim()
      const given = { current: form.one('current'), email }
      return answer(context, await passwords.changeEmail(context.get('webRequest'), given), {
        secret: 'email-current',
        refused: words.wrongPassword,
        fields: { email: 'email-email', password: 'email-current' },
        email,
        done: words.emailChanged,
      })
    })
    .post('/password', async (context) => {
      const words = settingsWords(context.get('locale'))
      const form = await typed(context)
      const given = { current: form.one('current'), next: form.one('next') }
      return answer(context, await passwords.change(context.get('webRequest'), given), {
        secret: 'password-current',
        refused: words.wrongPassword,
        fields: { email: 'password-next', password: 'password-next' },
        done: words.passwordChanged,
      })
    })
    .post('/password/first', async (context) => {
      const words = settingsWords(context.get('locale'))
      const form = await typed(context)
      const given = { email: form.one('email').trim(), password: form.one('password') }
      return answer(context, await passwords.set(context.get('webRequest'), given), {
        secret: 'set-password',
        refused: words.refused,
        fields: { email: 'set-email', password: 'set-password' },
        email: given.email,
        done: words.passwordSet,
      })
    })
}
