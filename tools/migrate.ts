// Chooses the database that `make migrate` means, says which, and hands over to `main.ts migrate`.
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

/** The part of an address that is no secret. */
const place = (url: string): string => {
  const parsed = URL.parse(url)
  return parsed === null || parsed.protocol === 'pglite:' ? 'a PGlite folder' : `${parsed.host}${parsed.pathname}`
}

const choose = async (env: NodeJS.ProcessEnv): Promise<{ says: string; url?: string }> => {
  if (env.DATABASE_URL) return { says: `the database of DATABASE_URL (${place(env.DATABASE_URL)})` }
  if (env.DATABASE_URL_FILE) return { says: 'the database of DATABASE_URL_FILE' }
  const url = developmentUrl(env.DEV_POSTGRES_PORT || '15432')
  if (await answers(url)) return { says: `the PostgreSQL of make dev-up (${place(url)})`, url }
  return { says: './data (DATABASE_URL is not set and the PostgreSQL of make dev-up is not up)' }
}

const { says, url } = await choose(process.env)
process.stderr.write(`Migrating ${says}\n`)
const { status } = spawnSync(process.execPath, ['main.ts', 'migrate'], {
  stdio: 'inherit',
  env: { ...process.env, ...(url === undefined ? {} : { DATABASE_URL: url }) },
})
process.exitCode = status ?? 1
