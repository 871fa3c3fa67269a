import type { Account } from '../../../../core/accounts/index.ts'
import type { WebContext } from '../../env.ts'
import { Notice } from '../../parts/index.ts'
import type { ScreenDeps } from '../../screen.ts'
import { type Problems, statusOf } from '../../visit/form.ts'
import { Credentials } from './credentials.tsx'
import { showSettings } from './page.tsx'
import { PasskeySection } from './passkeys.tsx'
import { TotpSection } from './totp.tsx'
import { settingsWords } from './words.ts'

/** How one gets in, and what else is asked then. */
export const showSecurity = async (
  { accounts, pages }: ScreenDeps,
  context: WebContext,
  { problems = {}, email = '' }: { readonly problems?: Problems; readonly email?: string } = {},
): Promise<Response> => {
  const { keeper, passkeys: ways } = accounts.authenticator
  const { session, need } = context.get('visit').session
  const [account, passkeys] = await Promise.all([
    keeper.accountOf(session.personId),
    ways.list(context.get('webRequest')),
  ])
  const known = account ?? nobodys(session.personId, session.accountId, session.createdAt)
  const mayEnrol = session.hasPassedMfa || (!known.hasTotp && known.passkeys === 0)
  const words = settingsWords(context.get('locale'))
  return showSettings(pages, context, { tab: 'security', status: statusOf(problems) }, (csrf, visit) => {
    const shown = { account: known, passkeys, visit, csrf, problems, email, mayEnrol }
    return (
      <>
        {mayEnrol ? null : <Notice tone="warn">{words.mustProve}</Notice>}
        {need === 'second_factor' && mayEnrol ? <Notice tone="info">{words.needsFactor}</Notice> : null}
        {need === null ? <Credentials {...shown} /> : null}
        <TotpSection {...shown} />
        <PasskeySection {...shown} />
      </>
    )
  })
}

/** Whose account went between the guard and here is shown nothing to change. */
const nobodys = (personId: string, id: string, createdAt: Date): Account => ({
  id,
  personId,
  email: null,
  hasPassword: false,
  hasTotp: false,
  recoveryCodes: 0,
  passkeys: 0,
  createdAt,
})
