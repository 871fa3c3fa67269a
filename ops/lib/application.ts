// application.ts migrate|check DATABASE: SparkOne itself on another database of the server it is configured for, with
// nothing else configured. check also starts the API on it, without a worker, and asks for a brief. The scripts on
// backups run it, in a checkout or on the standard input of Node in the image.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const PATIENCE_MS = 120_000
const [action, database = ''] = process.argv.slice(2)

const configuredUrl = (): string => {
  const { DATABASE_URL: url, DATABASE_URL_FILE: file } = process.env
  return url || (file ? readFileSync(file, 'utf8').trim() : '')
}

/** Only what a program needs to run at all: no integration can be on, whatever is configured here. */
const bareEnvironment = (): NodeJS.ProcessEnv => {
  const url = new URL(configuredUrl())
  url.pathname = `/${encodeURIComponent(database)}`
  const { PATH, HOME, LOCALE, NODE_COMPILE_CACHE, NODE_ENV } = process.env
  const kept = Object.entries({ PATH, HOME, LOCALE, NODE_COMPILE_CACHE, NODE_ENV })
  return {
    ...Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url.toString(),
  }
}

const sparkone = (command: string, env: NodeJS.ProcessEnv): ChildProcess => {
  const given = process.env.SPARKONE_COMMAND
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'], detached: true }
  if (given) return spawn(`exec ${given} ${command}`, { ...options, shell: true })
  const entry = existsSync('sparkone.mjs') ? 'sparkone.mjs' : 'main.ts'
  return spawn(process.execPath, [entry, command], options)
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  return typeof address === 'object' && address !== null ? address.port : 0
}

const migrate = async (): Promise<void> => {
  const [code] = await once(sparkone('migrate', bareEnvironment()), 'exit')
  if (code !== 0) throw new Error('sparkone migrate failed.')
}

const answers = async (url: string, headers: Record<string, string> = {}): Promise<string | null> => {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) })
    return response.ok && response.headers.get('content-type')?.startsWith('text/html') !== true
      ? await response.text()
      : null
  } catch {
    return null
  }
}

const check = async (): Promise<void> => {
  const port = await freePort()
  const key = randomBytes(32).toString('hex')
  const server = sparkone('serve', {
    ...bareEnvironment(),
    HOST: '127.0.0.1',
    PORT: String(port),
    API_KEY: key,
  })
  const stop = () => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid, 'SIGKILL')
  }
  process.once('exit', stop)
  const deadline = Date.now() + PATIENCE_MS
  while ((await answers(`http://127.0.0.1:${port}/health/ready`)) === null) {
    if (server.exitCode !== null || server.signalCode !== null) throw new Error('SparkOne ended at its start.')
    if (Date.now() > deadline) throw new Error('SparkOne did not become ready.')
    await sleep(100)
  }
  const brief = await answers(`http://127.0.0.1:${port}/brief/text`, { authorization: `Bearer ${key}` })
  if (brief === null || brief.trim() === '') throw new Error('SparkOne gave no brief.')
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  await migrate()
  if (action === 'check') await check()
  process.exit(0)
} catch (error) {
  process.stderr.write(`error: ${error instanceof Error ? error.message : 'unknown'}\n`)
  process.exit(1)
}
