import type { WithRecoveryCodes } from '../../../../core/accounts/index.ts'
import type { WebContext } from '../../env.ts'
import { routes, type Screen, type ScreenDeps } from '../../screen.ts'
import { say } from '../../visit/flash.ts'
import { type Problems, statusOf, typed } from '../../visit/form.ts'
import { problemsIn } from '../../visit/outcome.ts'
import { showSettings } from './page.tsx'
import { showSecurity } from './security.tsx'
import { SECURITY } from './security-shown.ts'
import { RecoveryCodes, TotpSetup } from './totp-setup.tsx'
import { settingsWords } from './words.ts'

/** What begun enrolment is told by; the form brings it back when its code was wrong, so that nothing is scanned twice. */
interface Begun {
  readonly uri: string
  readonly secret: string
}

const isBegun = ({ uri, secret }: Begun): boolean =>
  /^[A-Z2-7]{16,64}$/.test(secret) && uri.startsWith('otpauth://totp/') && uri.length < 500

/** The code of an app: begun, confirmed, its recovery codes made anew, and taken off again. */
export const totpRoutes: Screen = (deps) => {
  const { secondFactor } = deps.accounts.authenticator
  return (
    routes()
      // What a form answered is no page of its own: who reloads it begins anew.
      .get('/*', (context) => context.redirect(SECURITY, 303))
      .post('/', async (context) => {
        const words = settingsWords(context.get('locale'))
        const password = (await typed(context)).one('password')
        const begun = await secondFactor.begin(context.get('webRequest'), { password: password || null })
        if (begun.kind === 'begun') return setUp(deps, context, begun, {})
        const problems = problemsIn(context, begun, { secret: 'totp-password', text: words.wrongPassword })
        return showSecurity(deps, context, { problems })
      })
      .post('/confirm', async (context) => {
        const form = await typed(context)
        const confirmed = await secondFactor.confirm(context.get('webRequest'), form.one('code'))
        const problems = problemsIn(context, confirmed, wrongCode(context, 'code'))
        const begun = { uri: form.one('uri'), secret: form.one('secret') }
        if (confirmed.kind === 'session') return showCodes(deps, context, confirmed, 'done')
        return isBegun(begun) ? setUp(deps, context, begun, problems) : context.redirect(SECURITY, 303)
      })
      .post('/renew', async (context) => {
        const code = (await typed(context)).one('code')
        const renewed = await secondFactor.renewRecoveryCodes(context.get('webRequest'), code)
        const problems = problemsIn(context, renewed, wrongCode(context, 'renew-code'))
        if (renewed.kind === 'session') return showCodes(deps, context, renewed, 'renewed')
        return showSecurity(deps, context, { problems })
      })
      .post('/disable', async (context) => {
        const code = (await typed(context)).one('code')
        const disabled = await secondFactor.disable(context.get('webRequest'), code)
        const problems = problemsIn(context, disabled, wrongCode(context, 'disable-code'))
        if (disabled.kind !== 'session') return showSecurity(deps, context, { problems })
        say(context, { tone: 'good', text: settingsWords(context.get('locale')).totp.disabled })
        return context.redirect(SECURITY, 303)
      })
  )
}

const wrongCode = (context: WebContext, secret: string) => ({
  secret,
  text: settingsWords(context.get('locale')).totp.wrongCode,
})

const setUp = async (
  { pages, qr }: ScreenDeps,
  context: WebContext,
  begun: Begun,
  problems: Problems,
): Promise<Response> => {
  const modules = await qr(begun.uri)
  return showSettings(pages, context, { tab: 'security', status: statusOf(problems) }, (csrf, visit) => (
    <TotpSetup {...{ ...begun, modules, visit, csrf }} problem={problems.code} />
  ))
}

const showCodes = (
  { pages }: ScreenDeps,
  context: WebContext,
  { recoveryCodes }: Extract<WithRecoveryCodes, { kind: 'session' }>,
  why: 'done' | 'renewed',
): Promise<Response> =>
  showSettings(pages, context, { tab: 'security' }, (_csrf, visit) => (
    <RecoveryCodes codes={recoveryCodes} why={why} visit={visit} />
  ))
