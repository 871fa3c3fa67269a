import type { Config } from '../config.ts'
import { parseEmail } from '../core/people/email.ts'
import type { Values } from './read.ts'
import type { Problem } from './words.ts'

const HOUR_SECONDS = 3600

export interface ConsoleConfig {
  /** null: one is made once and kept in the database. */
  readonly authSecret: string | null
  /** The account of the first operator, made while nobody has one. */
  readonly admin: { readonly email: string; readonly password: string } | null
  readonly requireMfa: boolean
  readonly sessionSeconds: { readonly absolute: number; readonly idle: number }
  readonly oidc: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string } | null
}

/** Who gets into the console and how; half an account or half a provider is a problem. */
export const consoleOf = ({ console }: Values, problems: Problem[]): Pick<Config, 'console'> => {
  const together = (names: readonly (keyof typeof console)[]): void => {
    const needer = names.find((name) => console[name] !== undefined)
    if (needer === undefined) return
    for (const name of names) {
      if (console[name] === undefined) problems.push((words) => words.missing(name, needer))
    }
  }
  together(['WEB_ADMIN_EMAIL', 'WEB_ADMIN_PASSWORD'])
  together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  const { WEB_ADMIN_EMAIL: email, WEB_ADMIN_PASSWORD: password } = console
  if (email !== undefined && parseEmail(email) === null) problems.push((words) => words.noAddress('WEB_ADMIN_EMAIL'))
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = console
  return {
    console: {
      authSecret: console.AUTH_SECRET ?? null,
      admin: email === undefined || password === undefined ? null : { email: email.toLowerCase(), password },
      requireMfa: console.WEB_REQUIRE_MFA ?? false,
      sessionSeconds: {
        absolute: (console.WEB_SESSION_HOURS ?? 168) * HOUR_SECONDS,
        idle: (console.WEB_IDLE_HOURS ?? 24) * HOUR_SECONDS,
      },
      oidc:
        issuer === undefined || clientId === undefined || clientSecret === undefined
          ? null
          : { issuer, clientId, clientSecret },
    },
  }
}
