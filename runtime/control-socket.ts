import { rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { PortError } from '../core/index.ts'
import type { CommandResult } from '../handlers/cli/run.ts'
import { wordsIn } from './words.ts'

const ARGS_MAX_BYTES = 64 * 1024
/** Without a word from the other side: for the question to come, and between two signs of life. */
const SILENCE_MAX_MS = 30_000
const ALIVE_EVERY_MS = 10_000

/** What a socket's address holds on the systems we know: 108 bytes on Linux, 104 on macOS, each with a NUL. */
const PATH_MAX_BYTES = 103

const RequestSchema = z.object({
  args: z.array(z.string()),
  locale: z.enum(['pt-BR', 'en']),
  isTerminal: z.boolean(),
  /** The folder that file names are relative to; the server's own by default. */
  cwd: z.string().optional(),
})
const ResultSchema = z.object({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]), output: z.string() })
/** What comes back, a line each: words on the way, a sign of life, and at the end the result. */
const LineSchema = z.object({ tell: z.string().optional(), result: ResultSchema.optional() })

export type ControlRequest = z.infer<typeof RequestSchema>

/** How whoever asked hears what is said before the end, and says that it no longer listens. */
export interface Listener {
  readonly tell: (text: string) => void
  readonly signal: AbortSignal
}

export interface Control {
  /** Answers what was asked already, and nobody else. */
  close(): Promise<void>
}

/** The socket beside an embedded database, where the process that has it does what other commands ask. */
export const controlSocketOf = (folder: string): string => join(folder, 'control.sock')

/**
 * Answers one command a connection: a JSON line with the command in, JSON lines out. Whoever may open the folder may
 * ask; nobody else can reach the socket. Who hangs up has said stop.
 */
export const serveControl = async (
  path: string,
  run: (request: ControlRequest, listener: Listener) => Promise<CommandResult>,
  onError: (error: unknown) => void,
): Promise<Control> => {
  // The kernel would cut a longer path and make a socket of another name.
  if (Buffer.byteLength(path) > PATH_MAX_BYTES) throw new PortError('control', 'misconfigured', 'The path is too long.')
  // The folder's lock is ours: a socket that is there was left by a process that died.
  rmSync(path, { force: true })
  const open = new Set<Socket>()
  const asked = new WeakSet<Socket>()
  const answer = async (socket: Socket): Promise<void> => {
    let asker: ControlRequest | null = null
    const gone = new AbortController()
    socket.once('close', () => gone.abort())
    const say = (line: z.input<typeof LineSchema>): void => {
      if (!socket.destroyed) socket.write(wire(line))
    }
    const alive = setInterval(() => say({}), ALIVE_EVERY_MS)
    const result = await firstLine(socket)
      .then((line) => {
        asked.add(socket)
        socket.setTimeout(0)
        asker = RequestSchema.parse(JSON.parse(line))
        return run(asker, { tell: (text) => say({ tell: text }), signal: gone.signal })
      })
      .catch((error: unknown): CommandResult => {
        if (!gone.signal.aborted) onError(error)
        return { code: 1, output: wordsIn(asker?.locale ?? 'pt-BR').serverFailed }
      })
      .finally(() => clearInterval(alive))
    say({ result })
    socket.end()
  }
  const server = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(SILENCE_MAX_MS, () => socket.destroy())
    void answer(socket)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // The socket is made within this call, so that no other file of ours is born under this mask.
    const umask = process.umask(0o177)
    try {
      server.listen(path, resolve)
    } finally {
      process.umask(umask)
    }
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // Whoever opened it and asks nothing must not hold up the end.
        for (const socket of open) if (!asked.has(socket)) socket.destroy()
      }),
  }
}

/**
 * Asks the process that has the folder, and passes on what it says on the way; null when nobody answers there. An
 * aborted signal hangs up and rejects.
 */
export const askControl = async (
  path: string,
  request: ControlRequest,
  { tell, signal }: Listener,
): Promise<CommandResult | null> => {
  const socket = createConnection(path)
  socket.setTimeout(SILENCE_MAX_MS, () => socket.destroy(new Error('timeout')))
  const hangUp = (): void => void socket.destroy(new Error('stopped'))
  signal.addEventListener('abort', hangUp, { once: true })
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
  } catch {
    socket.destroy()
    return null
  }
  try {
    socket.write(`${JSON.stringify(request)}\n`)
    for await (const text of createInterface({ input: socket })) {
      const { tell: said, result } = LineSchema.parse(JSON.parse(text))
      if (result !== undefined) return result
      if (said !== undefined) tell(said)
    }
    throw new Error('ended early')
  } finally {
    signal.removeEventListener('abort', hangUp)
    socket.destroy()
  }
}

// readline takes these two for ends of lines as well.
const wire = (line: unknown): string =>
  `${JSON.stringify(line).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`

const firstLine = (socket: Socket): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > ARGS_MAX_BYTES) reject(new Error('too long'))
    })
    socket.once('end', () => reject(new Error('ended early')))
    socket.once('error', reject)
  })
