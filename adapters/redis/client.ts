import type { Redis } from '@upstash/redis'
import { within } from './failure.ts'

export type RedisSettings =
  | { readonly url: string }
  | {
      readonly restUrl: string
      readonly token: string
    }

export interface RedisConnection {
  /** The one API, whatever is underneath. Subscriptions exist over REST only. */
  readonly client: Redis
  readonly kind: 'tcp' | 'rest'
  /** Throws PortError: `unavailable`, or `misconfigured` when the credentials are refused. */
  ping(): Promise<void>
  close(): Promise<void>
}

const CALL_MS = 2000
const PING_MS = 2000

/**
 * Opens a Redis by its TCP address or by Upstash's REST API. Does not wait for it: one that is down makes calls fail,
 * at once, until it is back. Nothing is retried, and nothing is told to the vendor but the commands.
 */
export const openRedis = async (settings: RedisSettings): Promise<RedisConnection> => {
  const { Redis } = await import('@upstash/redis')
  if ('url' in settings) {
    const { createTcpRequester } = await import('./tcp-requester.ts')
    const requester = await createTcpRequester(settings.url, CALL_MS)
    const client = new Redis(requester)
    return { client, kind: 'tcp', ping: () => ping(client), close: requester.close }
  }
  const client = new Redis({
    url: settings.restUrl,
    token: settings.token,
    retry: false,
    enableTelemetry: false,
    signal: () => AbortSignal.timeout(CALL_MS),
  })
  return { client, kind: 'rest', ping: () => ping(client), close: async () => undefined }
}

const ping = async (client: Redis): Promise<void> => {
  await within(PING_MS, () => client.ping())
}
