// Chooses the database that `make migrate` means, says why, and hands over to `main.ts migrate`.
import { spawnSync } from 'node:child_process'
import { Client } from 'pg'

/** Where docker-compose.yml publishes its PostgreSQL. */
const developmentUrl = (port: string) => `postgres://sparkone:sparkone@127.0.0.1:${port}/sparkone`

const answers = async (url: string): Promise<boolean> => {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

const WORDS = {
  pt: {
    set: (name: string) => `${name} está definido.`,
    up: 'DATABASE_URL não está definido; o PostgreSQL do make dev-up está no ar.',
    down: 'DATABASE_URL não está definido e o PostgreSQL do make dev-up não está no ar.',
  },
  en: {
    set: (name: string) => `${name} is set.`,
    up: 'DATABASE_URL is not set; the PostgreSQL of make dev-up is up.',
    down: 'DATABASE_URL is not set and the PostgreSQL of make dev-up is not up.',
  },
}

/** Why it is this database; which one it is, `migrate` itself says. */
const choose = async (env: NodeJS.ProcessEnv): Promise<{ why: string; url?: string }> => {
  const words = /^(pt.*)?$/i.test(env.LOCALE ?? '') ? WORDS.pt : WORDS.en
  if (env.DATABASE_URL) return { why: words.set('DATABASE_URL') }
  if (env.DATABASE_URL_FILE) return { why: words.set('DATABASE_URL_FILE') }
  const url = developmentUrl(env.DEV_POSTGRES_PORT || '15432')
  return (await answers(url)) ? { why: words.up, url } : { why: words.down }
}

const { why, url } = await choose(process.env)
process.stderr.write(`${why}\n`)
const { status } = spawnSync(process.execPath, ['main.ts', 'migrate'], {
  stdio: 'inherit',
  env: { ...process.env, ...(url === undefined ? {} : { DATABASE_URL: url }) },
})
process.exitCode = status ?? 1
