import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import type { Connection } from './connection.ts'

const RETRY_MS = { first: 50, most: 5_000 }

/** Listens on a connection of its own for each subscription, and again whenever that one ended. */
export const createListener = (connect: () => Client) => {
  const subscriptions = new Set<() => Promise<void>>()

  const listen: Connection['listen'] = async (channel, onNotify, onReady) => {
    const ending = new AbortController()
    let wait = RETRY_MS.first

    const once = async (): Promise<void> => {
      const client = connect()
      const lost = Promise.withResolvers<void>()
      const end = (): void => lost.resolve()
      client
        .on('notification', ({ payload }) => onNotify(payload ?? ''))
        .on('error', end)
        .on('end', end)
      ending.signal.addEventListener('abort', end)
      try {
        await client.connect()
        await client.query(`listen "${channel}"`)
        wait = RETRY_MS.first
        onReady()
        await lost.promise
      } catch {
        wait = Math.min(wait * 2, RETRY_MS.most)
      } finally {
        ending.signal.removeEventListener('abort', end)
        await client.end().catch(() => undefined)
      }
    }

    const keepListening = async (): Promise<void> => {
      while (!ending.signal.aborted) {
        await once()
        await sleep(wait, undefined, { signal: ending.signal }).catch(() => undefined)
      }
    }

    const kept = keepListening()
    const close = async (): Promise<void> => {
      subscriptions.delete(close)
      ending.abort()
      await kept
    }
    subscriptions.add(close)
    return close
  }

  return {
    listen,
    close: async (): Promise<void> => {
      await Promise.all([...subscriptions].map((close) => close()))
    },
  }
}
