import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Tethered {
  /** Stops the process as Ctrl-C would and resolves when it is gone. */
  readonly stop: () => Promise<void>
  readonly exited: () => boolean
  /** The last lines it wrote, for an error message. */
  readonly tail: () => string
}

// A pipe that only this process holds is the tether: when this process dies, however suddenly, the reader meets its end
// and stops the server. The shell itself leaves when the server does.
const TETHER = `
exec 3<&0
"$@" 3<&- </dev/null &
server=$!
(read -r _ <&3; kill -INT "$server") 2>/dev/null &
wait "$server"`

/** Starts a server that cannot outlive this process, not even when this process is killed. */
export const spawnTethered = (
  command: string,
  args: readonly string[],
  options: { log: string; uid?: number; gid?: number; cwd?: string },
): Tethered => {
  const { log: path, ...identity } = options
  const log = openSync(path, 'a')
  const child = spawn('/bin/sh', ['-c', TETHER, 'tether', command, ...args], {
    ...identity,
    detached: true, // Ctrl-C reaches us alone, and we stop the server
    stdio: ['pipe', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  })
  closeSync(log)
  let gone = false
  const end = new Promise<void>((resolve) => {
    const leave = () => {
      gone = true
      resolve()
    }
    child.once('exit', leave)
    child.once('error', leave)
  })
  child.stdin?.on('error', () => undefined)
  child.unref()
  return {
    stop: async () => {
      child.ref()
      child.stdin?.end()
      await end
    },
    exited: () => gone,
    tail: () => readFileSync(path, 'utf8').split('\n').slice(-12).join('\n'),
  }
}

/** A fresh folder named after this process; those left by processes that died are removed on the way. */
export const temporaryFolder = (purpose: string): string => {
  const prefix = `sparkone-test-${purpose}-`
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length).split('-')[0]) : Number.NaN
    if (Number.isInteger(owner) && !alive(owner)) sweep(join(tmpdir(), name))
  }
  const folder = join(tmpdir(), `${prefix}${process.pid}-${crypto.randomUUID().slice(0, 8)}`)
  mkdirSync(folder, { mode: 0o755 })
  return folder
}

const sweep = (folder: string): void => {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another user's: theirs to remove.
  }
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Below those that Linux and macOS hand out to whoever asks for any port: none of a fake's, and none of a connection's. */
const [FIRST_PORT, ROOM] = [16_000, 2000]
/** Each worker of a run has ports of its own. */
const ofWorker = FIRST_PORT + (Number(process.env.VITEST_POOL_ID ?? 0) % 8) * ROOM
// Another run beside this one begins elsewhere.
let turn = Math.floor(Math.random() * ROOM)

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })

/** A port that nothing takes until what it is for is started there. */
export const freePort = async (): Promise<number> => {
  for (let tried = 0; tried < ROOM; tried += 1) {
    turn = (turn + 1) % ROOM
    const port = ofWorker + turn
    if (await isFree(port)) return port
  }
  throw new Error(`no free port from ${ofWorker} on`)
}

/** Asks until the answer is not undefined, the server is gone or the deadline has passed. */
export const untilReady = async <T>(name: string, server: Tethered, ask: () => Promise<T | undefined>): Promise<T> => {
  const deadline = performance.now() + 30_000
  while (performance.now() < deadline && !server.exited()) {
    const answer = await ask()
    if (answer !== undefined) return answer
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const words = server.tail()
  await server.stop()
  throw new Error(`${name} did not start. Its last words:\n${words}`)
}
