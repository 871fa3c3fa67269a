import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

export interface OidcServer {
  readonly issuer: string
  readonly client: { readonly clientId: string; readonly clientSecret: string }
  /** Who signs in there next. */
  user: { readonly subject: string; readonly email: string; readonly isVerified: boolean }
  /** It takes what it is asked and answers nothing. */
  isSilent: boolean
  /** Follows redirects from `location` as a browser does, up to the address that leads back to us; its query. */
  visit(location: string): Promise<string>
  close(): Promise<void>
}

const ORIGIN = 'https://ops.example.org'

/**
 * A real OpenID provider on this machine, where whoever comes is signed in at once and consents to everything. `origin`:
 * where the console is that people come from.
 */
export const startOidcServer = async (origin: string = ORIGIN): Promise<OidcServer> => {
  const server = createServer()
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'sparkone', clientSecret: 'secret-of-the-client-sparkone' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${origin}/web/sign-in/provider`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['cookies of the provider'] },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: oidc.user.email,
        email_verified: oidc.user.isVerified,
      }),
    }),
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  })
  const answer = provider.callback()

  const interact = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { prompt, params, grantId } = await provider.interactionDetails(request, response)
    if (prompt.name === 'login') {
      const login = { accountId: oidc.user.subject }
      return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
    }
    const clientId = String(params.client_id)
    const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
    const grant = known ?? new provider.Grant({ accountId: oidc.user.subject, clientId })
    grant.addOIDCScope('openid email profile')
    const consent = { grantId: await grant.save() }
    return provider.interactionFinished(request, response, { consent }, { mergeWithLastSubmission: true })
  }
  server.on('request', (request, response) => {
    if (oidc.isSilent) return
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response)
    interact(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
  })

  const oidc: OidcServer = {
    issuer,
    client,
    user: { subject: 'subject-1', email: 'ana@example.org', isVerified: true },
    isSilent: false,
    visit: async (location) => {
      const jar = new Map<string, string>()
      let next = location
      while (!next.startsWith(origin)) {
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
        const reply = await fetch(next, { redirect: 'manual', headers: { cookie } })
        for (const set of reply.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
          jar.set(name, value)
        }
        const to = reply.headers.get('location')
        if (to === null) throw new Error(`The provider went nowhere: ${reply.status} ${await reply.text()}`)
        next = new URL(to, next).href
      }
      return new URL(next).search.slice(1)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
  return oidc
}
