import type { Authenticator } from '../../core/accounts/ports.ts'
import type { AuthenticatorOptions } from './options.ts'

export type { AuthenticatorOptions, OidcOptions, PasswordHashing } from './options.ts'

type Methods<T> = {
  [K in keyof T]: T[K] extends (...input: infer I) => Promise<infer R> ? (...input: I) => Promise<R> : T[K]
}

/**
 * Sign-in by better-auth over our records. Nothing of the library loads, and no secret is made, before the first call that
 * needs it: a console nobody opens costs nothing.
 */
export const createAuthenticator = (options: AuthenticatorOptions): Authenticator => {
  let opening: Promise<Authenticator> | null = null
  const opened = (): Promise<Authenticator> => {
    opening ??= import('./open.ts')
      .then(({ openAuthenticator }) => openAuthenticator(options))
      .catch((error: unknown) => {
        // The database was down: the next call begins anew.
        opening = null
        throw error
      })
    return opening
  }

  const late = <K extends Exclude<keyof Authenticator, 'provider'>>(
    part: K,
    names: readonly (keyof Authenticator[K])[],
  ) =>
    Object.fromEntries(
      names.map((name) => [
        name,
        async (...input: readonly unknown[]) => {
          const method = (await opened())[part][name] as (...input: readonly unknown[]) => Promise<unknown>
          return method(...input)
        },
      ]),
    ) as Methods<Authenticator[K]>

  const { oidc } = options
  return {
    sessions: late('sessions', ['current', 'signOut', 'list', 'revoke', 'revokeOthers']),
    passwords: late('passwords', ['signIn', 'change', 'changeEmail', 'set']),
    secondFactor: late('secondFactor', [
      'verifyTotp',
      'verifyRecoveryCode',
      'begin',
      'confirm',
      'renewRecoveryCodes',
      'disable',
    ]),
    passkeys: late('passkeys', [
      'list',
      'registrationOptions',
      'register',
      'rename',
      'remove',
      'signInOptions',
      'signIn',
    ]),
    keeper: late('keeper', ['accountOf', 'create', 'sessionsOf', 'revoke', 'resetMfa', 'openFor', 'refuseLink']),
    provider:
      oidc === null
        ? null
        : {
            name: new URL(oidc.issuer).host,
            begin: async (request) => providerIn(await opened()).begin(request),
            finish: async (request, query) => providerIn(await opened()).finish(request, query),
          },
  }
}

const providerIn = ({ provider }: Authenticator): NonNullable<Authenticator['provider']> => {
  if (provider === null) throw new Error('No provider is configured.')
  return provider
}
