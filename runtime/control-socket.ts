import { rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import { PortError } from '../core/index.ts'
import type { CommandResult } from '../handlers/cli/run.ts'

const ARGS_MAX_BYTES = 64 * 1024
const ANSWER_MAX_MS = 30_000

/** What a socket's address holds on the systems we know: 108 bytes on Linux, 104 on macOS, each with a NUL. */
const PATH_MAX_BYTES = 103

const ArgsSchema = z.array(z.string())
const ResultSchema = z.object({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]), output: z.string() })

export interface Control {
  /** Answers what was asked already, and nobody else. */
  close(): Promise<void>
}

/** The socket beside an embedded database, where the process that has it does what other commands ask. */
export const controlSocketOf = (folder: string): string => join(folder, 'control.sock')

/**
 * Answers one command a connection: a JSON line of arguments in, a JSON line of the result out. Whoever may open the
 * folder may ask; nobody else can reach the socket.
 */
export const serveControl = async (
  path: string,
  run: (args: readonly string[]) => Promise<CommandResult>,
  onError: (error: unknown) => void,
): Promise<Control> => {
  // The kernel would cut a longer path and make a socket of another name.
  if (Buffer.byteLength(path) > PATH_MAX_BYTES) throw new PortError('control', 'misconfigured', 'The path is too long.')
  // The folder's lock is ours: a socket that is there was left by a process that died.
  rmSync(path, { force: true })
  const open = new Set<Socket>()
  const asked = new WeakSet<Socket>()
  const answer = async (socket: Socket): Promise<void> => {
    const result = await readLine(socket)
      .then((line) => {
        asked.add(socket)
        return run(ArgsSchema.parse(JSON.parse(line)))
      })
      .catch((error: unknown): CommandResult => {
        onError(error)
        return { code: 1, output: 'The running server could not do that; its log says why.' }
      })
    socket.end(`${JSON.stringify(result)}\n`)
  }
  const server = createServer((socket) => {
    open.add(socket.once('close', () => open.delete(socket)))
    socket.on('error', () => socket.destroy())
    socket.setTimeout(ANSWER_MAX_MS, () => socket.destroy())
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

/** Asks the process that has the folder; null when nobody answers there. */
export const askControl = async (path: string, args: readonly string[]): Promise<CommandResult | null> => {
  const socket = createConnection(path)
  socket.setTimeout(ANSWER_MAX_MS, () => socket.destroy(new Error('timeout')))
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
  } catch {
    socket.destroy()
    return null
  }
  socket.write(`${JSON.stringify(args)}\n`)
  const line = await readLine(socket)
  socket.destroy()
  return ResultSchema.parse(JSON.parse(line))
}

const readLine = (socket: Socket): Promise<string> =>
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
