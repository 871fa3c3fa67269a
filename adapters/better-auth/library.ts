import { passkey } from '@better-auth/passkey'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { APIError } from 'better-auth/api'
import { genericOAuth } from 'better-auth/plugins'
import type { SignInMethod, WebRequest } from '../../core/accounts/ports.ts'
import { libraryDatabase, OWNER } from './database.ts'
import type { AuthenticatorOptions, PasswordHashing } from './options.ts'
import { ownEndpoints } from './own-endpoints.ts'
import { PASSWORD_LENGTH, PASSWORD_UNITS_MAX } from './password-length.ts'

export const PROVIDER_ID = 'oidc'
/** Where a provider sends the browser back to, below the console's origin. */
export const CALLBACK_PATH = '/web/sign-in/provider'

/** Which paths of the library open a session, and how that is told. */
const METHODS: Readonly<Record<string, SignInMethod>> = {
  '/sign-in/email': 'password',
  '/callback/:id': 'provider',
  '/passkey/verify-authentication': 'passkey',
}

export interface LibraryOptions extends Pick<AuthenticatorOptions, 'records' | 'clock' | 'ids' | 'oidc'> {
  readonly hashing: PasswordHashing
  readonly onlySecure: boolean
  readonly secret: string
  readonly absoluteSeconds: number
  /** What a new session of the account begins with; null: the account may have none. */
  sessionStart(
    accountId: string,
    hasPassedMfa: boolean,
  ): Promise<{ readonly role: string; readonly isPending: boolean } | null>
  /** A provider vouches for somebody: links them to whom they are here, if to anybody. */
  meet(profile: { readonly subject: string; readonly verifiedEmail: string | null }): Promise<void>
}

/** The library for one origin and kind of cookies. Its router is served nowhere: only calls from here reach its endpoints. */
export const createLibrary = (
  options: LibraryOptions,
  { origin, keepsSecure }: Pick<WebRequest, 'origin' | 'keepsSecure'>,
  asksProvider: boolean,
) => {
  const isSecure = options.onlySecure || keepsSecure
  const settings = {
    baseURL: origin,
    basePath: '/web/sign-in',
    secret: options.secret,
    appName: 'SparkOne',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: libraryDatabase(options),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      // Counted in UTF-16 units, where `problemsOf` in passwords.ts, which is what decides, counts letters.
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_UNITS_MAX,
      password: options.hashing,
    },
    user: {
      modelName: 'accounts',
      additionalFields: { personId: { type: 'string', required: true, input: false } },
    },
    account: {
      modelName: 'credentials',
      fields: { userId: OWNER, providerId: 'provider', accountId: 'subject' },
      accountLinking: { disableImplicitLinking: true },
    },
    session: {
      modelName: 'sessions',
      fields: { userId: 'accountId', token: 'digest', ipAddress: 'address' },
      expiresIn: options.absoluteSeconds,
      disableSessionRefresh: true,
      freshAge: 0,
      additionalFields: {
        method: { type: 'string', required: true, input: false },
        role: { type: 'string', required: true, input: false },
        hasPassedMfa: { type: 'boolean', required: true, input: false },
        isPending: { type: 'boolean', required: true, input: false },
        lastSeenAt: { type: 'date', required: true, input: false },
      },
    },
    verification: { modelName: 'verifications' },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-sparkone' : 'sparkone',
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { disableIpTracking: true },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            const method = METHODS[context?.path ?? ''] ?? session.method
            const hasPassedMfa = method === 'passkey' || session.hasPassedMfa === true
            const start = await options.sessionStart(session.userId, hasPassedMfa)
            if (start === null) return false
            const address = context?.headers?.get('x-sparkone-address') ?? null
            const now = new Date()
            return { data: { ...session, ipAddress: address, method, hasPassedMfa, ...start, lastSeenAt: now } }
          },
        },
      },
    },
    plugins: [
      passkey({
        rpID: new URL(origin).hostname,
        rpName: 'SparkOne',
        origin,
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: {
          afterVerification: ({ verification }) => {
            if (verification.registrationInfo?.userVerified !== true) throw new APIError('BAD_REQUEST')
          },
        },
        authentication: {
          afterVerification: ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED')
          },
        },
        schema: {
          passkey: {
            modelName: 'passkeys',
            fields: { userId: 'accountId', credentialID: 'credentialId' },
          },
        },
      }),
      ownEndpoints(),
      ...(options.oidc === null || !asksProvider ? [] : [providerOf(options, options.oidc, origin)]),
    ],
  } satisfies BetterAuthOptions
  return betterAuth(settings)
}

const providerOf = (
  { meet }: LibraryOptions,
  { issuer, clientId, clientSecret }: NonNullable<AuthenticatorOptions['oidc']>,
  origin: string,
) =>
  genericOAuth({
    config: [
      {
        providerId: PROVIDER_ID,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        redirectURI: `${origin}${CALLBACK_PATH}`,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        disableSignUp: true,
        requireIdTokenVerification: true,
        mapProfileToUser: async (profile) => {
          const { sub, email, email_verified: isVerified } = profile
          const verifiedEmail = isVerified === true && typeof email === 'string' ? email : null
          await meet({ subject: String(sub), verifiedEmail })
          // The library wants an address of everybody; whom it means is told by the subject alone.
          return typeof email === 'string' ? {} : { email: `${String(sub)}@accounts.invalid` }
        },
      },
    ],
  })
