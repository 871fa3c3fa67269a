import { createVerify, generateKeyPairSync, randomUUID } from 'node:crypto'

export interface Account {
  readonly clientEmail: string
  readonly privateKey: string
  readonly publicKey: string
}

export const newAccount = (clientEmail = 'sparkone@projeto-teste.iam.gserviceaccount.com'): Account => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { clientEmail, privateKey, publicKey }
}

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
/** The scope the tasks need; a token for another one opens nothing here. */
const SCOPE = 'https://www.googleapis.com/auth/spreadsheets'

const refused = (error: string, error_description: string) => ({ status: 400, body: { error, error_description } })

/** Google's token endpoint for service accounts: https://developers.google.com/identity/protocols/oauth2/service-account */
export const createSignIn = (account: () => Account) => {
  const tokens = new Set<string>()
  const grant = (form: URLSearchParams): { status: number; body: unknown } => {
    if (form.get('grant_type') !== GRANT) return refused('unsupported_grant_type', 'Invalid grant_type')
    const assertion = form.get('assertion') ?? ''
    const [header = '', claims = '', signature = ''] = assertion.split('.')
    const decoded = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}') as Record<string, unknown>
    const { clientEmail, publicKey } = account()
    if (decoded.iss !== clientEmail) return refused('invalid_grant', 'Invalid grant: account not found')
    const isSigned = createVerify('RSA-SHA256').update(`${header}.${claims}`).verify(publicKey, signature, 'base64url')
    if (!isSigned) return refused('invalid_grant', 'Invalid JWT Signature.')
    const now = Date.now() / 1000
    const { iat, exp } = decoded as { iat: number; exp: number }
    if (!(iat <= now + 60 && exp > now && exp - iat <= 3600))
      return refused('invalid_grant', 'Invalid JWT: Token must be a short-lived token')
    if (decoded.aud !== 'https://oauth2.googleapis.com/token') return refused('invalid_grant', 'Invalid JWT: audience')
    if (decoded.scope !== SCOPE) return refused('invalid_scope', 'Invalid OAuth scope')
    const access_token = `ya29.${randomUUID()}`
    tokens.add(access_token)
    return { status: 200, body: { access_token, expires_in: 3599, token_type: 'Bearer' } }
  }
  return {
    grant,
    accepts: (authorization: string | undefined): boolean => tokens.has((authorization ?? '').replace(/^Bearer /, '')),
    /** What was given out holds no longer. */
    revoke: (): void => tokens.clear(),
  }
}
