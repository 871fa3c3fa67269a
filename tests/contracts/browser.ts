import type { SignIn, WebRequest } from '../../core/accounts/ports.ts'

const PAIR = /^([^=;]+)=([^;]*)/

/** A browser as the Authenticator sees one: an address and a jar of cookies, of one origin. */
export const createBrowser = (given: Partial<WebRequest> = {}) => {
  const jar = new Map<string, string>()
  const { origin = 'https://ops.example.org' } = given
  // Where only some browsers keep Secure cookies, one that has such a cookie does.
  const keepsSecure = (): boolean =>
    origin.startsWith('https:') || [...jar.keys()].some((name) => name.startsWith('__Host-'))
  return {
    request: (): WebRequest => ({
      origin,
      keepsSecure: keepsSecure(),
      address: '203.0.113.7',
      userAgent: 'Firefox',
      ...given,
      cookie: jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    }),
    /** Takes the cookies of an answer, and gives the answer back. */
    take: <T extends { readonly cookies: readonly string[] }>(answer: T): T => {
      for (const cookie of answer.cookies) {
        const [, name = '', value = ''] = PAIR.exec(cookie) ?? []
        if (value === '' || /max-age=0(;|$)/i.test(cookie)) jar.delete(name)
        else jar.set(name, value)
      }
      return answer
    },
    cookies: (): ReadonlyMap<string, string> => new Map(jar),
    values: (): readonly string[] => [...jar.values()],
    copy: () => {
      const other = createBrowser(given)
      other.put(jar)
      return other
    },
    put: (cookies: ReadonlyMap<string, string>): void => {
      for (const [name, value] of cookies) jar.set(name, value)
    },
  }
}

export type Browser = ReturnType<typeof createBrowser>

/** The session of an answer that has one. */
export const sessionIn = (answer: SignIn | { readonly kind: 'invalid' }) => {
  if (answer.kind !== 'session') throw new Error(`No session: ${answer.kind}`)
  return answer.current
}
