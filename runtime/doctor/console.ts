import type { Config } from '../../config.ts'
import { consoleUrl, isPlain } from '../accounts.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

const ANSWER_MS = 5000

type Given = Pick<Config, 'console' | 'environment' | 'host' | 'port' | 'publicUrl' | 'trustedProxies'>

/** Whether people can get into the console by the address that there is, and what its secret is. */
export const consoleFound = (config: Given, words: Words): Finding => {
  const finding = { check: 'console', name: words.console }
  const { publicUrl, environment } = config
  const found = words.consoleAt(consoleUrl(config), config.console.authSecret !== null)
  const isRelied = environment === 'production'
  if (isPlain(config)) {
    return { ...finding, status: isRelied ? 'failed' : 'warning', found: words.consolePlain, advice: words.setHttps }
  }
  // Behind a proxy links and passkeys follow the address of each request, which only whoever set the proxy up vouches for.
  if (isRelied && publicUrl === null) return { ...finding, status: 'warning', found, advice: words.setConsoleUrl }
  return { ...finding, status: 'ok', found, advice: null }
}

/** Whether the provider that people may sign in with is there, and is the one that it is called. */
export const providerFound = async (
  { console: { oidc } }: { readonly console: Pick<Config['console'], 'oidc'> },
  words: Words,
): Promise<Finding> => {
  const finding = { check: 'oidc', name: words.provider }
  if (oidc === null) return { ...finding, status: 'off', found: words.notConfigured, advice: null }
  const issuer = await issuerAt(oidc.issuer)
  if (issuer === null) return { ...finding, status: 'failed', found: words.silent, advice: words.mendProvider }
  return same(issuer, oidc.issuer)
    ? { ...finding, status: 'ok', found: words.answers, advice: null }
    : { ...finding, status: 'failed', found: words.providerElsewhere(issuer), advice: words.mendIssuer }
}

/** Who the server says it is; null: it says nothing that a provider would. */
const issuerAt = async (base: string): Promise<string | null> => {
  try {
    const url = `${base.replace(/\/$/, '')}/.well-known/openid-configuration`
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })
    if (!response.ok) return null
    const said: unknown = await response.json()
    const issuer = typeof said === 'object' && said !== null && 'issuer' in said ? said.issuer : null
    return typeof issuer === 'string' && URL.canParse(issuer) ? issuer : null
  } catch {
    return null
  }
}

const same = (a: string, b: string): boolean => a.replace(/\/$/, '') === b.replace(/\/$/, '')
