import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { emptyPostgres } from '../support/databases.ts'
import { openData } from '../support/e2e-house.ts'
import {
  API_KEY,
  type Environment,
  endAll,
  runCommand,
  type Server,
  startServer,
  temporaryData,
} from '../support/e2e-process.ts'

// A test that failed must not hold the folder against the next.
afterEach(endAll)

const english = { LOCALE: 'en' }

/** Titles of all tasks, as the API gives them. */
const titles = async ({ api }: Server): Promise<readonly string[]> => {
  const { json } = await api('GET', '/tasks?limit=100')
  return (json as { tasks: { title: string }[] }).tasks.map(({ title }) => title).toSorted()
}

describe('the embedded database', { timeout: 300_000 }, () => {
  const place = temporaryData()
  afterAll(place.remove)
  let data: Awaited<ReturnType<typeof openData>>
  let env: Environment
  let folder = ''
  const file = join(place.path, 'a copy.sparkone.gz')
  const command = (...args: string[]) => runCommand(args, env)

  beforeAll(async () => {
    data = await openData('pglite')
    env = { ...data.env, ...english }
    folder = data.url.replace('pglite://', '')
    const server = await startServer({ env })
    await server.api('POST', '/tasks', { body: { title: 'antes da cópia' } })
    const made = await command('backup', file)
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(made.stdout).toContain(`sparkone restore '${file}'`)
    await server.api('POST', '/tasks', { body: { title: 'depois da cópia' } })

    // Beside the server nobody may swap its folder.
    expect(await command('restore', file, '--yes')).toMatchObject({ code: 1 })
    expect(await titles(server)).toEqual(['antes da cópia', 'depois da cópia'])
    await server.stop()
  }, 300_000)
  afterAll(async () => data?.close())

  it('is copied while the server runs, to a file that only its owner reads', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(place.path).filter((name) => name.endsWith('.part'))).toEqual([])
    const [header = '', ...rest] = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n')
    expect(JSON.parse(header)).toMatchObject({
      sparkone_backup: 1,
      version: expect.any(String),
      queue: expect.any(Number),
    })
    expect(rest.join('\n')).toContain('antes da cópia')
    expect(rest.join('\n')).not.toContain('depois')
    expect(rest.at(-1)).toMatch(/^\{"end":\{"lines":\d+,"sha256":"[0-9a-f]{64}"\}\}$/)
  })

  it('goes into a folder that is made, when the name ends like one: the same call works every day', async () => {
    const daily = join(place.path, 'every day')
    const made = await command('backup', `${daily}/`)
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(daily)).toEqual([expect.stringMatching(/^sparkone-\d{8}T\d{6}Z\.sparkone\.gz$/)])
  })

  it('is replaced by the copy, the old one is kept, and nothing is sent until an operator says so', async () => {
    expect(await command('restore', file, '--yes')).toMatchObject({ code: 0, stderr: '' })
    expect(readdirSync(folder).filter((name) => name.startsWith('pglite.before-'))).toHaveLength(1)
    const server = await startServer({ env })
    expect(await titles(server)).toEqual(['antes da cópia'])
    // Resuming one channel gives back what is still paused.
    const { json } = await server.api('POST', '/notifications/resume', { body: { channel: 'email' } })
    expect(json).toMatchObject({ paused: [{ channel: 'all' }] })
    const made = await server.api('POST', '/tasks', { body: { title: 'segue' } })
    expect(made.status).toBe(201)
    await server.stop()
  })

  it('moves to an empty PostgreSQL, where everything goes on, and never over anything', async () => {
    const target = await emptyPostgres()
    try {
      const moved = await command('move', '--to', target.url)
      expect(moved).toMatchObject({ code: 0, stderr: '' })
      const again = await command('move', '--to', target.url)
      expect(again).toMatchObject({ code: 1 })
      expect(again.stderr).toContain('not empty')
      const server = await startServer({ env: { ...english, DATABASE_URL: target.url, API_KEY } })
      expect(await titles(server)).toEqual(['antes da cópia', 'segue'])
      await server.stop()

      // And back from there by a backup, into a folder that was never there.
      const onServer = { ...english, DATABASE_URL: target.url }
      const copy = join(place.path, 'from server.sparkone.gz')
      expect(await runCommand(['backup', copy], onServer)).toMatchObject({ code: 0 })
      const fresh = { ...english, DATABASE_URL: `pglite://${place.path}/fresh` }
      expect(await runCommand(['restore', copy, '--yes'], fresh)).toMatchObject({ code: 0, stderr: '' })
      expect((await runCommand(['export', 'tasks'], fresh)).stdout).toContain('antes da cópia')
      const over = await runCommand(['restore', copy, '--yes'], onServer)
      expect(over).toMatchObject({ code: 1 })
      expect(over.stderr).toContain('ops/restore.sh')
    } finally {
      await target.close()
    }
  })
})
