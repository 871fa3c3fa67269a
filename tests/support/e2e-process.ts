import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { type Api, createApi } from './e2e-api.ts'
import { freePort, temporaryFolder } from './tethered.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A key with all scopes for tests that do not care where it came from. */
export const API_KEY = 'spk_e2e_0f7c1d2b3a4958677e6d5c4b3a291807'

/** What is started: the bundle that ships, where the set-up of the run has built it; else the sources. */
export const PROGRAM = process.env.TEST_PROGRAM ?? join(ROOT, 'main.ts')
const CACHE = process.env.TEST_PROGRAM === undefined ? {} : { NODE_COMPILE_CACHE: join(dirname(PROGRAM), 'cache') }

export type Environment = Readonly<Record<string, string>>

export interface Program {
  readonly pid: number
  /** All it wrote so far, both streams. */
  readonly output: () => string
  readonly stdout: () => string
  readonly stderr: () => string
  readonly hasExited: () => boolean
  signal(name: NodeJS.Signals): void
  /** Its exit code; null when a signal ended it. */
  exited(): Promise<number | null>
}

const running = new Set<ChildProcess>()

/** A shell that kills the program when this process dies, however suddenly: its end of the pipe is then closed. */
const tether = (child: ChildProcess): void => {
  const watch = spawn('/bin/sh', ['-c', `read -r _; kill -9 ${child.pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watch.stdin?.on('error', () => undefined)
  watch.unref()
  child.once('exit', () => watch.kill('SIGKILL'))
}

/** Runs the real program, or another one, with nothing of this process's environment but PATH. */
export const runProgram = (
  args: readonly string[],
  env: Environment,
  cwd: string = ROOT,
  program: string = PROGRAM,
): Program => {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), ...CACHE, ...env },
  })
  running.add(child)
  tether(child)
  const written = { out: '', err: '', all: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    written.out += text
    written.all += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text
    written.all += text
  })
  // `close`, not `exit`: by then everything it wrote has been read.
  const end = new Promise<number | null>((resolve) => child.once('close', resolve))
  child.once('exit', () => running.delete(child))
  return {
    pid: child.pid ?? 0,
    output: () => written.all,
    stdout: () => written.out,
    stderr: () => written.err,
    hasExited: () => child.exitCode !== null || child.signalCode !== null,
    signal: (name) => void child.kill(name),
    exited: () => end,
  }
}

/** Runs a command to its end. */
export const runCommand = async (args: readonly string[], env: Environment, cwd?: string, other?: string) => {
  const program = runProgram(args, env, cwd, other)
  const code = await program.exited()
  return { code, stdout: program.stdout(), stderr: program.stderr() }
}

export interface Server extends Program {
  readonly url: string
  readonly port: number
  readonly api: Api
  /** Ends it as an operator would and gives its exit code. */
  stop(): Promise<number | null>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

export interface ServerOptions {
  readonly env: Environment
  /** Both by default. */
  readonly role?: 'serve' | 'work'
  readonly port?: number
  readonly key?: string
  /** In the place of the code under test. */
  readonly program?: string
  /** Do not wait for readiness. */
  readonly unready?: boolean
}

/** Starts the API, the worker or both, and waits until it is ready. */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const { role, key = API_KEY } = options
  const port = options.port ?? (await freePort())
  const env = { ENVIRONMENT: 'test', API_KEY, PORT: String(port), RATE_LIMIT_PER_MINUTE: '1000000', ...options.env }
  const program = runProgram(role === undefined ? [] : [role], env, ROOT, options.program)
  const url = `http://127.0.0.1:${port}`
  const server: Server = {
    ...program,
    url,
    port,
    api: createApi(url, key),
    stop: () => {
      program.signal('SIGTERM')
      return program.exited()
    },
    kill: async () => {
      program.signal('SIGKILL')
      await program.exited()
    },
  }
  if (options.unready !== true) await ready(server, role)
  return server
}

/** A worker has no port: that it says so is all there is to see. */
const ready = async (server: Server, role: ServerOptions['role']): Promise<void> => {
  await vi.waitFor(
    async () => {
      if (server.hasExited()) return
      if (role === 'work') return expect(server.output()).toContain('"msg":"started"')
      expect((await fetch(`${server.url}/health/ready`)).status).toBe(200)
    },
    { timeout: 60_000, interval: 25 },
  )
  if (server.hasExited()) throw new Error(`It did not start. Its words:\n${server.output()}`)
}

/** The key that a first start prints, once. */
export const firstKeyOf = ({ stdout }: Pick<Program, 'stdout'>): string | null =>
  /(?:first API key, shown this once|primeira chave de API, mostrada só desta vez): (\S+)/.exec(stdout())?.[1] ?? null

/** Ends at once whatever tests left running. */
export const endAll = async (): Promise<void> => {
  const left = [...running]
  for (const child of left) child.kill('SIGKILL')
  await Promise.all(left.map((child) => new Promise((resolve) => child.once('close', resolve))))
}

export const temporaryData = (): { readonly path: string; remove(): void } => {
  const path = temporaryFolder('e2e')
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
