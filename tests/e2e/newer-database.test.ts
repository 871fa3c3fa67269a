import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FreshPostgres, freshPostgres } from '../support/databases.ts'
import { type Environment, endAll, runCommand, type Server, startServer } from '../support/e2e-process.ts'
import { freePort } from '../support/tethered.ts'

describe('a database that a newer version migrated', { timeout: 180_000 }, () => {
  let database: FreshPostgres
  let env: Environment
  let running: Server
  beforeAll(async () => {
    database = await freshPostgres()
    env = { DATABASE_URL: database.url, PORT: String(await freePort()), LOCALE: 'en' }
    running = await startServer({ env: { DATABASE_URL: database.url }, role: 'serve' })
    await database.connection.queueDatabase.executeSql(
      'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, 9e15)',
      ['newer'],
    )
  })
  afterAll(async () => {
    await endAll()
    await database?.close()
  })

  it.each([['serve'], ['work'], ['migrate'], ['people list']])(
    'ends `sparkone %s` at once, in words',
    async (words) => {
      const { code, stderr } = await runCommand(words.split(' '), env)
      expect(code).toBe(1)
      expect(stderr).toContain('A newer SparkOne migrated this database')
      expect(stderr.trim().split('\n')).toHaveLength(1)
    },
  )

  it('is told by the doctor with what to do, and without a word on servers and firewalls', async () => {
    const { code, stdout } = await runCommand(['doctor', '--json'], env)
    expect(code).toBe(1)
    expect(JSON.parse(stdout).checks).toContainEqual(
      expect.objectContaining({
        check: 'database',
        status: 'failed',
        found: expect.stringMatching(/A newer SparkOne .* Start that version again, or restore/),
        advice: null,
      }),
    )
  })

  it('does not stop the code that was running: it goes on as ready as before', async () => {
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(200)
    expect((await running.api('POST', '/tasks', { body: { title: 'segue' } })).status).toBe(201)
  })
})
