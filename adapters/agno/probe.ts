import { z } from 'zod'
import type { Call, Reply } from './call.ts'

/** How AgentOS is, by its own account. `detail` is a short word or sentence of ours. */
export interface AgnoProbe {
  /** The agent, asked for with our key. Never throws. */
  probe(): Promise<{ readonly status: 'ok' | 'unavailable'; readonly detail: string }>
  /** Whether anybody may ask, key or not; null when it does not say. Never throws. */
  isOpenToAll(): Promise<boolean | null>
}

const Info = z.object({ auth_mode: z.string() })
/** Less than whoever asks has, so that it is we who say what is wrong. */
const PATIENCE_MS = 2500

export const makeProbe = (call: (call: Call) => Promise<Reply>, agent: string): AgnoProbe => ({
  probe: async () => {
    try {
      const { status } = await call({ method: 'GET', path: agent, timeoutMs: PATIENCE_MS })
      if (status >= 200 && status < 300) return { status: 'ok', detail: 'answers' }
      return { status: 'unavailable', detail: detailOf(status) }
    } catch {
      return { status: 'unavailable', detail: 'unreachable' }
    }
  },
  isOpenToAll: async () => {
    try {
      const { body } = await call({ method: 'GET', path: '/info', timeoutMs: PATIENCE_MS })
      const info = Info.safeParse(body).data
      return info === undefined ? null : info.auth_mode === 'none'
    } catch {
      return null
    }
  },
})

const detailOf = (status: number): string => {
  if (status === 401 || status === 403) return 'unauthorized'
  if (status === 404) return 'agent_missing'
  return status < 400 ? 'redirected' : 'failing'
}
