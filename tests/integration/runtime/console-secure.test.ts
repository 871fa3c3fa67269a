import { expect, it, onTestFinished } from 'vitest'
import { createLog } from '../../../adapters/pino/index.ts'
import { loadConfig } from '../../../config.ts'
import { openSparkOne } from '../../../runtime/sparkone.ts'
import { createBrowser } from '../../contracts/browser.ts'
import { freshPostgres } from '../../support/databases.ts'

const FAR = 'http://ops.example.org'
const PRODUCTION = {
  ENVIRONMENT: 'production',
  API_KEY: 'spk_5b1c2d3e4f5a6b7c',
  AUTH_SECRET: 'f'.repeat(8) + crypto.randomUUID(),
}

/** What a process opens with these variables, and what it logs at that. */
const open = async (env: Readonly<Record<string, string>>) => {
  const database = await freshPostgres()
  onTestFinished(() => database.close())
  const lines: string[] = []
  const log = createLog({ level: 'info', service: {}, write: (line) => void lines.push(line) })
  const sparkone = await openSparkOne(
    loadConfig({ DATABASE_URL: database.url, ...env }, () => ''),
    log,
  )
  onTestFinished(() => sparkone.close())
  return { ...sparkone, warnings: () => lines.filter((line) => line.includes('"warn"')) }
}

it.each([
  [FAR, 'development', 1],
  [FAR, 'staging', 1],
  ['http://192.0.2.7:8000', 'development', 1],
  ['http://localhost:8000', 'development', 0],
  ['http://127.0.0.1:8000', 'development', 0],
  ['https://ops.example.org', 'development', 0],
])(
  'a console at %s in %s is opened with this many warnings that sessions can be read on the way: %d',
  async (url, environment, count) => {
    const { warnings } = await open({ ENVIRONMENT: environment, PUBLIC_URL: url })
    const found = warnings().filter((line) => /plain http/.test(line))
    expect(found).toHaveLength(count)
  },
)

/** The cookie of the session that a first sign-in link opens, from a browser that came by plain http. */
const cookieFrom = async (env: Readonly<Record<string, string>>): Promise<string> => {
  const { core, accounts } = await open(env)
  await core.people.ensureOperators([])
  const token = await accounts.ensureFirst(null)
  const answer = await accounts.redeem(createBrowser({ origin: FAR }).request(), token ?? '')
  expect(answer.kind).toBe('session')
  return answer.cookies.find((cookie) => cookie.includes('session_token')) ?? ''
}

it('in production no session goes over plain http, whatever the address is', async () => {
  const cookie = await cookieFrom(PRODUCTION)
  expect(cookie).toMatch(/^__Host-/)
  expect(cookie).toMatch(/; Secure(;|$)/)
})

it('elsewhere it may, so that SparkOne can be tried out, under a name that promises nothing', async () => {
  const cookie = await cookieFrom({ ENVIRONMENT: 'staging' })
  expect(cookie).toMatch(/^sparkone\./)
  expect(cookie).not.toContain('Secure')
})
