import { PortError } from '../../core/kernel/errors.ts'
import { connect } from './connection.ts'
import type { NotionSettings } from './settings.ts'
import { lookAtSource } from './source.ts'

export interface NotionProbe {
  readonly status: 'ok' | 'unavailable'
  /** One word of a bounded vocabulary: `ready`, a trouble's code, or how the call failed. */
  readonly detail: string
}

const PROBE_MS = 3000

/**
 * Real calls with the token, past the budget (three at most, and a health check is asked rarely): a backfill that uses
 * the budget up is no failure. Ends within 3 s. Never throws.
 */
export const probeNotion = async (settings: NotionSettings): Promise<NotionProbe> => {
  const timeoutMs = Math.min(PROBE_MS, settings.timeoutMs ?? PROBE_MS)
  const { admit: _unasked, ...open } = settings
  const looked = lookAtSource(connect({ ...open, timeoutMs }), settings).then(
    ({ shape }): NotionProbe =>
      shape.state === 'ready'
        ? { status: 'ok', detail: 'ready' }
        : { status: 'unavailable', detail: shape.trouble.code },
    (error: unknown): NotionProbe => ({
      status: 'unavailable',
      detail: error instanceof PortError && error.kind === 'throttled' ? 'throttled' : 'unreachable',
    }),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<NotionProbe>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'unavailable', detail: 'timeout' }), timeoutMs)
  })
  return Promise.race([looked, late]).finally(() => clearTimeout(timer))
}
