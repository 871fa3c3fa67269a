import type { WebRequest } from '../../core/accounts/ports.ts'

const PAIR = /^([^=;]+)=([^;]*)/

/** The request as the browser would make it after these Set-Cookie values. */
export const withCookies = (request: WebRequest, setCookies: readonly string[]): WebRequest => {
  const jar = new Map<string, string>()
  for (const pair of (request.cookie ?? '').split(';')) {
    const [, name, value] = PAIR.exec(pair.trim()) ?? []
    if (name !== undefined && value !== undefined) jar.set(name, value)
  }
  for (const cookie of setCookies) {
    const [, name, value] = PAIR.exec(cookie) ?? []
    if (name === undefined || value === undefined) continue
    if (value === '' || /;\s*max-age=0(;|$)/i.test(cookie)) jar.delete(name)
    else jar.set(name, value)
  }
  return { ...request, cookie: jar.size === 0 ? null : [...jar].map(([name, value]) => `${name}=${value}`).join('; ') }
}

/** Of several values for one cookie the last, as browsers keep them. */
export const lastOfEach = (setCookies: readonly string[]): readonly string[] => [
  ...new Map(setCookies.map((cookie) => [PAIR.exec(cookie)?.[1] ?? cookie, cookie])).values(),
]
