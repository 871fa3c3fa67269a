import type { Cookies } from '../../../core/accounts/index.ts'
import type { WebContext } from '../env.ts'

/** Hands on what the Authenticator has for the browser, whatever the answer is. */
export const passOn = (context: WebContext, { cookies }: Cookies): void => {
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true })
}
