import { z } from 'zod'
import type { Gateway } from './gateway.ts'

/** `open` or another state of the gateway's, or why it could not be asked. */
export type ConnectionAnswer =
  | { readonly known: true; readonly state: 'open' | 'connecting' | 'close' | 'missing' }
  | {
      readonly known: false
      readonly reason: 'unauthorized' | 'instance_missing' | 'licence' | 'unreachable' | 'unexpected_answer'
    }

const State = z.object({ instance: z.object({ state: z.string().optional() }) })

/** Asks the gateway for the state of its WhatsApp connection. Never throws. */
export const askConnection = async (
  gateway: Gateway,
  instance: string,
  timeoutMs: number,
): Promise<ConnectionAnswer> => {
  const path = `/instance/connectionState/${encodeURIComponent(instance)}`
  const reply = await gateway({ method: 'GET', path, timeoutMs })
  if (reply.kind !== 'answer') return { known: false, reason: 'unreachable' }
  if (reply.status === 401 || reply.status === 403) return { known: false, reason: 'unauthorized' }
  if (reply.status === 404) return { known: false, reason: 'instance_missing' }
  if (reply.status === 503 && JSON.stringify(reply.body ?? '').includes('LICENSE_REQUIRED')) {
    return { known: false, reason: 'licence' }
  }
  const body = State.safeParse(reply.body)
  if (reply.status !== 200 || !body.success) return { known: false, reason: 'unexpected_answer' }
  return { known: true, state: stateOf(body.data.instance.state) }
}

// A row that the gateway no longer holds in memory has no state; `refused` is a close by another name.
const stateOf = (state: string | undefined): 'open' | 'connecting' | 'close' | 'missing' => {
  if (state === undefined) return 'missing'
  return state === 'open' || state === 'connecting' ? state : 'close'
}
