import type { Confirmed, CredentialsSet, CurrentSession } from '../../../core/accounts/index.ts'
import type { WebContext } from '../env.ts'
import { credentialWords } from '../words/credentials.ts'
import { formatsOf } from '../words/format.ts'
import type { Problems } from './form.ts'
import { passOn } from './pass-on.ts'

export const lockedText = (context: WebContext, seconds: number): string => {
  const locale = context.get('locale')
  return credentialWords(locale).locked(formatsOf(locale, 'UTC').duration(seconds))
}

/** The page that answers is the rotated session's: its forms carry that one's token. */
const goOnWith = (context: WebContext, session: CurrentSession): void =>
  context.set('visit', { ...context.get('visit'), session })

/**
 * What came of an act that asks for a secret again: hands the cookies on, and says what is wrong at which field. Empty: it
 * is done. `secret` is the field that a refusal is about; `fields` says which one each credential was typed in.
 */
export const problemsIn = (
  context: WebContext,
  outcome: Confirmed | CredentialsSet,
  refused: { readonly secret: string; readonly text: string },
  fields: Readonly<Record<'email' | 'password', string>> = { email: 'email', password: 'password' },
): Problems => {
  passOn(context, outcome)
  switch (outcome.kind) {
    case 'session':
      goOnWith(context, outcome.current)
      return {}
    case 'refused':
      return { [refused.secret]: refused.text }
    case 'locked':
      return { [refused.secret]: lockedText(context, outcome.retryAfterSeconds) }
    case 'invalid': {
      const words = credentialWords(context.get('locale'))
      return Object.fromEntries(
        outcome.problems.map(({ field, reason }) => [
          fields[field],
          words.problem[`${field} ${reason}`] ?? words.invalid,
        ]),
      )
    }
  }
}
