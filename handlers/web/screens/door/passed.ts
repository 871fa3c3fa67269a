import type { Cookies } from '../../../../core/accounts/index.ts'
import type { WebContext } from '../../env.ts'
import { formatsOf } from '../../words/format.ts'
import { doorWords } from './words.ts'

/** Hands on what the Authenticator has for the browser, whatever the answer is. */
export const passOn = (context: WebContext, { cookies }: Cookies): void => {
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true })
}

export const lockedText = (context: WebContext, seconds: number): string => {
  const locale = context.get('locale')
  return doorWords(locale).locked(formatsOf(locale, 'UTC').duration(seconds))
}
