import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { createLog } from '../../../adapters/pino/index.ts'
import { loadConfig } from '../../../config.ts'
import { openSparkOne } from '../../../runtime/sparkone.ts'
import { sessionIn } from '../../contracts/browser.ts'
import { freshPostgres } from '../../support/databases.ts'
import { PASSWORD } from '../../support/web-accounts.ts'
import { createWebBrowser, type Page } from '../../support/web-browser.ts'

const PLACE = '/web/settings/integrations'
const CHECKED = ['evolution', 'smtp', 'notion', 'sheets', 'agno', 'openai'] as const

const secret = (name: string): string => `${name}-canary-${crypto.randomUUID()}`

/** A server that refuses everybody, and says of each request all it was told, secrets as well. */
const startEcho = async (): Promise<{ readonly port: number; readonly heard: () => string }> => {
  let heard = ''
  const server = createServer((request, response) => {
    const told = JSON.stringify([request.url, request.headers])
    heard += told
    response.writeHead(401, { 'content-type': 'application/json', 'x-told': encodeURIComponent(told) })
    response.end(JSON.stringify({ error: told, message: told, detail: told, code: told }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { port: (server.address() as AddressInfo).port, heard: () => heard }
}

const secretsOf = () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    EVOLUTION_API_KEY: secret('evolution'),
    EVOLUTION_WEBHOOK_SECRET: secret('webhook'),
    SMTP_PASSWORD: secret('smtp'),
    NOTION_API_KEY: secret('notion'),
    AGNO_API_KEY: secret('agno'),
    LLM_API_KEY: secret('llm'),
    AUTH_SECRET: secret('auth'),
    OIDC_CLIENT_SECRET: secret('oidc'),
    API_KEY: `spk_${crypto.randomUUID()}`,
    privateKey,
  }
}

it('no secret of the configuration is shown by the pages of the integrations, nor by a test of any', async () => {
  const { port, heard } = await startEcho()
  const base = `http://127.0.0.1:${port}`
  const { privateKey, ...secrets } = secretsOf()
  const database = await freshPostgres()
  onTestFinished(() => database.close())
  const env = {
    ...secrets,
    ENVIRONMENT: 'test',
    DATABASE_URL: database.url,
    EVOLUTION_API_BASE_URL: base,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(port),
    SMTP_USERNAME: 'ana@example.org',
    SMTP_SECURITY: 'none',
    NOTION_BASE_URL: base,
    NOTION_DATABASE_ID: '0123456789abcdef0123456789abcdef',
    GOOGLE_SHEETS_CREDENTIALS: JSON.stringify({
      type: 'service_account',
      client_email: 'sparkone@example.iam.gserviceaccount.com',
      private_key: privateKey,
    }),
    GOOGLE_SHEETS_SPREADSHEET_ID: 'spreadsheet-of-the-test-0123456789',
    GOOGLE_API_ROOT_URL: base,
    GOOGLE_TOKEN_URL: `${base}/token`,
    AGNO_BASE_URL: base,
    AGNO_AGENT_ID: 'sparkone',
    LLM_BASE_URL: `${base}/v1`,
    LLM_MODEL: 'a-model',
    OIDC_ISSUER: base,
    OIDC_CLIENT_ID: 'sparkone',
    PUBLIC_URL: 'http://localhost:8000',
  }
  const log = createLog({ level: 'silent', service: {} })
  const sparkone = await openSparkOne(
    loadConfig(env, () => ''),
    log,
  )
  onTestFinished(() => sparkone.close())
  sparkone.open()
  const { core, accounts } = sparkone
  await core.people.ensureOperators([])
  const [operator] = (await core.people.list({ limit: 1 })).people
  await core.people.patch(operator?.id ?? '', { locale: 'en' })
  const browser = createWebBrowser({ accounts, fetch: async (request) => sparkone.fetch(request, {}) })
  const { jar } = browser
  sessionIn(jar.take(await accounts.redeem(jar.request(), (await accounts.ensureFirst(null)) ?? '')))
  const email = 'ana@example.org'
  sessionIn(jar.take(await accounts.authenticator.passwords.set(jar.request(), { email, password: PASSWORD })))

  const seen: (readonly [string, Page])[] = []
  const look = async (path: string): Promise<Page> => {
    const page = await browser.get(path)
    expect([path, page.status]).toEqual([path, 200])
    seen.push([path, page])
    return page
  }
  const { html } = await look(PLACE)
  for (const name of CHECKED) {
    expect(html).toContain(`id="check-${name}"`)
    const asked = await browser.post('/web/health/check', { what: name, back: PLACE })
    expect([name, asked.status, asked.location]).toEqual([name, 303, PLACE])
    seen.push([`test of ${name}`, asked], [`answer of ${name}`, await look(PLACE)])
  }
  for (const path of [
    '/web/health',
    '/web/health/whatsapp',
    '/web/mirrors',
    '/web/mirrors/notion',
    '/web/settings/keys',
  ]) {
    await look(path)
  }

  // All are configured, and were asked with what must not come back.
  expect(html).not.toContain('not configured')
  for (const name of ['EVOLUTION_API_KEY', 'NOTION_API_KEY', 'LLM_API_KEY'] as const)
    expect(heard()).toContain(secrets[name])
  const pem = privateKey.split('\n')[1] ?? ''
  for (const [where, { html: body, headers }] of seen) {
    const told = `${body} ${decodeURIComponent(JSON.stringify([...headers]))}`
    for (const [name, value] of [...Object.entries(secrets), ['private key', pem], ['what was heard', '127.0.0.1:']]) {
      expect([where, name, told.includes(String(value))]).toEqual([where, name, false])
    }
  }
})
