import { z } from 'zod'
import type { SendOutcome } from '../../core/notify/ports.ts'
import type { Reply } from './gateway.ts'

/** What an answer to a send means; `check` when only the connection's state can tell. */
export type Verdict = SendOutcome | { readonly outcome: 'check'; readonly open: SendOutcome }

const Sent = z.object({ key: z.object({ id: z.string().min(1).max(128), fromMe: z.literal(true) }) })
const Problem = z.object({ response: z.object({ message: z.unknown() }) })
const NotOnWhatsApp = z.tuple([z.object({ exists: z.literal(false) })]).rest(z.unknown())
const Boom = z.object({ output: z.object({ payload: z.object({ message: z.string() }) }) })
const Licence = z.union([
  z.object({ code: z.literal('LICENSE_REQUIRED') }),
  z.object({ error: z.literal('LICENSE_REQUIRED') }),
  z.object({ message: z.string().regex(/LICENSE_REQUIRED/) }),
  z.object({ response: z.object({ message: z.unknown().refine((value) => /LICENSE_REQUIRED/.test(flat(value))) }) }),
])

const NOT_CONNECTED = /Connection Closed|reading '(?:onWhatsApp|sendMessage|id|textMessage)'/
const TIMED_OUT = /Timed Out/
/** Its database failed: the message may be out, and no longer be in its own table. */
const STORAGE = /prisma|database server|Can't reach database/i

const rejected = (reason: string): SendOutcome => ({ outcome: 'rejected', reason })
const unavailable = (reason: string): SendOutcome => ({ outcome: 'unavailable', reason })
const ambiguous = (reason: string): SendOutcome => ({ outcome: 'ambiguous', reason })
const transient = (reason: string, retryAfterMs: number | null = null): SendOutcome => ({
  outcome: 'transient',
  reason,
  retryAfterMs,
})

/** The message of the gateway's error envelope, whichever of its five shapes it has, as one text for matching. */
const flat = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/**
 * Reads the gateway's answer to a send. What may have followed a message that is out is `ambiguous`; only what is
 * certain not to have sent anything is `transient`.
 */
export const readAnswer = (reply: Reply): Verdict => {
  if (reply.kind === 'lost') return ambiguous(reply.reason)
  if (reply.kind === 'unreachable') return reply.reason === 'tls' ? unavailable('tls') : transient(reply.reason)
  const { status } = reply
  if (status >= 200 && status < 300) {
    const sent = Sent.safeParse(reply.body)
    return sent.success ? { outcome: 'accepted', externalId: sent.data.key.id } : ambiguous('malformed')
  }
  // A redirect is never followed: it would carry the key to somebody else.
  if (status < 400) return unavailable('redirected')
  return status < 500 ? refusal(reply) : breakdown(reply)
}

type Answer = Extract<Reply, { kind: 'answer' }>

const messageOf = (body: unknown): unknown => Problem.safeParse(body).data?.response.message

const refusal = ({ status, retryAfterMs, body }: Answer): Verdict => {
  switch (status) {
    case 400:
      return badRequest(body)
    case 401:
      return unavailable('unauthorized')
    case 403:
      return unavailable('forbidden')
    case 404:
      return unavailable(/instance does not exist/.test(flat(messageOf(body))) ? 'instance_missing' : 'not_found')
    case 407:
      return unavailable('forbidden')
    case 408:
    case 425:
      return transient('not_processed', retryAfterMs)
    case 413:
      return rejected('too_long')
    case 429:
      return transient('throttled', retryAfterMs)
    default:
      return rejected('refused')
  }
}

/** Everything from an unknown number to a message that was sent and could not be stored is a 400 here. */
const badRequest = (body: unknown): Verdict => {
  const boom = Boom.safeParse(body)
  const message = boom.success ? boom.data.output.payload.message : messageOf(body)
  if (NotOnWhatsApp.safeParse(message).success) return rejected('not_on_whatsapp')
  if (Array.isArray(message) && Array.isArray(message[0])) return rejected('invalid_request')
  const text = flat(message)
  if (/Text is required|JSON (?:input|at position)|in JSON/.test(text)) return rejected('invalid_request')
  return disconnection(text) ?? ambiguous(STORAGE.test(text) ? 'gateway_storage' : 'unexpected_answer')
}

const disconnection = (text: string): Verdict | null => {
  if (STORAGE.test(text)) return null
  if (NOT_CONNECTED.test(text)) return { outcome: 'check', open: transient('not_connected') }
  return TIMED_OUT.test(text) ? { outcome: 'check', open: ambiguous('gateway_timeout') } : null
}

const breakdown = ({ status, retryAfterMs, body }: Answer): Verdict => {
  if (status === 503)
    return Licence.safeParse(body).success ? unavailable('licence') : transient('overloaded', retryAfterMs)
  if (status === 529) return transient('overloaded', retryAfterMs)
  if (status === 504 || status === 524) return ambiguous('gateway_timeout')
  // A proxy that lost the gateway cannot say whether it had the message by then.
  if (body === undefined || status === 502) return ambiguous('bad_gateway')
  const text = flat(messageOf(body))
  return disconnection(text) ?? ambiguous(STORAGE.test(text) ? 'gateway_storage' : 'server_error')
}
