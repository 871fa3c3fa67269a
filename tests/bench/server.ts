import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../support/tethered.ts'

export const KEY = `bench-${crypto.randomUUID()}`
const MAIN = join(import.meta.dirname, '../../main.ts')

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

/** Starts SparkOne on a free port with one key and no rate limit in the way: the API, and a worker where asked for. */
export const start = async (env: Record<string, string>, { works = false } = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'sparkone-bench-'))
  const port = await freePort()
  const shared = {
    PATH: process.env.PATH ?? '',
    PORT: `${port}`,
    API_KEY: KEY,
    LOG_LEVEL: 'error',
    RATE_LIMIT_PER_MINUTE: '1000000',
    ...env,
  }
  const run = (command: string) =>
    spawn(process.execPath, [MAIN, command], { cwd: folder, env: shared, stdio: ['ignore', 'ignore', 'inherit'] })
  const began = performance.now()
  const migrated = await new Promise<number | null>((resolve) => run('migrate').once('exit', resolve))
  if (migrated !== 0) throw new Error('the migration failed')
  const serving = performance.now()
  const server = run('serve')
  const worker = works ? run('work') : null
  const gone = [server, ...(worker === null ? [] : [worker])].map(
    (child) => new Promise<void>((resolve) => child.once('exit', () => resolve())),
  )
  const url = `http://127.0.0.1:${port}`
  while (!(await answers(`${url}/health/ready`))) {
    if (server.exitCode !== null) throw new Error('SparkOne did not start')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return {
    url,
    migrateMs: serving - began,
    startMs: performance.now() - serving,
    stop: async () => {
      server.kill('SIGTERM')
      worker?.kill('SIGTERM')
      await Promise.all(gone)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
