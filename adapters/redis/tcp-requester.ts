import type { Requester } from '@upstash/redis'
import { redisError, within } from './failure.ts'

export interface TcpRequester extends Requester {
  close(): Promise<void>
}

const CLOSE_MS = 500

type Command = readonly unknown[]
type Answer = { result?: unknown; error?: string }

/**
 * Lets the Upstash client speak to a Redis over TCP. Connects in the background and again after a loss. Commands wait for
 * the end of the first attempt; from then on, while there is no connection, they fail at once. None waits longer than
 * `callTimeoutMs`. Resolves without waiting for a connection.
 */
export const createTcpRequester = async (url: string, callTimeoutMs: number): Promise<TcpRequester> => {
  // By its default: what is bundled has no other name of a CommonJS package that loads lazily.
  const { createClient } = (await import('redis')).default
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: callTimeoutMs,
      // For ever: a Redis that is away for a night is found again in the morning.
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 6), 2000),
    },
  })
  // Why there is no connection. Without a listener an error of the socket would end the process.
  let trouble: unknown = null
  client.on('error', (error: unknown) => {
    trouble = error
  })
  client.on('ready', () => {
    trouble = null
  })
  const attempted = new Promise<void>((resolve) => {
    client.once('ready', resolve).once('error', () => resolve())
  })
  const connecting = client.connect().catch((error: unknown) => {
    trouble = error
  })

  const one = async (command: Command): Promise<unknown> => client.sendCommand(command.map(String))

  const settled = async (command: Command): Promise<Answer> => {
    try {
      return { result: await one(command) }
    } catch (error) {
      return { error: error instanceof Error ? error.message : 'failed' }
    }
  }

  const transaction = async (commands: readonly Command[]): Promise<Answer[]> => {
    let multi = client.multi()
    for (const command of commands) multi = multi.addCommand(command.map(String))
    return (await multi.exec()).map((result) => ({ result }))
  }

  const answer = async (path: string, body: unknown): Promise<unknown> => {
    if (path === 'pipeline') return Promise.all((body as readonly Command[]).map(settled))
    if (path === 'multi-exec') return transaction(body as readonly Command[])
    return { result: await one(body as Command) }
  }

  return {
    request: async ({ path, body }) => {
      try {
        return (await within(callTimeoutMs, async () => {
          await attempted
          return answer(path?.[0] ?? '', body)
        })) as { result?: never }
      } catch (error) {
        throw redisError(trouble ?? error)
      }
    },
    close: async () => {
      // What is under way may end, but a Redis that hangs must not keep the process.
      if (client.isReady) await within(CLOSE_MS, () => client.close()).catch(() => client.destroy())
      else if (client.isOpen) {
        client.destroy()
        // A socket that was being opened meanwhile outlives the first word.
        void connecting.finally(() => client.destroy())
      }
    },
  }
}
