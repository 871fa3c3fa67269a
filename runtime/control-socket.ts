import { rmSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { z } from 'zod'
import type { CommandResult } from '../handlers/cli/run.ts'

const ARGS_MAX_BYTES = 64 * 1024
const ANSWER_MAX_MS = 30_000

const ArgsSchema = z.array(z.string())
const ResultSchema = z.object({ code: z.union([z.literal(0), z.literal(1), z.literal(2)]), output: z.string() })

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
): Promise<{ close(): Promise<void> }> => {
  // The folder's lock is ours: a socket that is there was left by a process that died.
  rmSync(path, { force: true })
  const answer = async (socket: Socket): Promise<void> => {
    const result = await readLine(socket)
      .then((line) => run(ArgsSchema.parse(JSON.parse(line))))
      .catch((error: unknown): CommandResult => {
        onError(error)
        return { code: 1, output: 'The running server could not do that; its log says why.' }
      })
    socket.end(`${JSON.stringify(result)}\n`)
  }
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    void answer(socket)
  })
  const umask = process.umask(0o177)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  }).finally(() => process.umask(umask))
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
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
