import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../adapters/pino/log.ts'
import { PortError } from '../core/index.ts'

const RETRY_MS = 1000

export interface Beginning {
  /** Stops trying; resolves when no attempt is under way. */
  stop(): Promise<void>
}

/**
 * Tries `begin` once, and goes on trying behind the caller's back while the database is down or not migrated, so that
 * the process answers its health checks meanwhile. Rejects only with what no waiting mends. `onLate` follows a `begin`
 * that came after the first try.
 */
export const beginWhenReady = async (work: {
  readonly isMigrated: () => Promise<boolean>
  readonly begin: () => Promise<void>
  readonly onLate: () => void
  readonly log: Log
}): Promise<Beginning> => {
  const { isMigrated, begin, onLate, log } = work
  const stopping = new AbortController()
  let told = ''

  // Said once, not every second.
  const tell = (message: string, fields: Readonly<Record<string, unknown>>): void => {
    if (message !== told) log.warn(fields, message)
    told = message
  }

  const attempt = async (): Promise<boolean> => {
    try {
      if (await isMigrated()) {
        await begin()
        return true
      }
      tell('the database is not migrated: waiting, not ready', {})
    } catch (error) {
      if (!(error instanceof PortError)) throw error
      tell('the database cannot be used: waiting, not ready', { error })
    }
    return false
  }

  const persist = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await sleep(RETRY_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        if (!(await attempt())) continue
        return onLate()
      } catch (error) {
        log.error({ error }, 'the start could not be finished: trying again')
      }
    }
  }

  const trying = (await attempt()) ? Promise.resolve() : persist()
  return {
    stop: async () => {
      stopping.abort()
      await trying
    },
  }
}
