import type { Account, Passkey } from '../../../../core/accounts/index.ts'
import type { Problems } from '../../visit/form.ts'
import type { Visit } from '../../visit/visit.ts'

export const SECURITY = '/web/settings/security'

/** What the parts of the page are shown from. */
export interface SecurityShown {
  readonly account: Account
  readonly passkeys: readonly Passkey[]
  readonly visit: Visit
  readonly csrf: string
  /** By the id of their field. */
  readonly problems: Problems
  /** What was typed as a new e-mail. */
  readonly email: string
  /** Whether the session may change second factors: one that has them proved it. */
  readonly mayEnrol: boolean
}
