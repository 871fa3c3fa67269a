import type { Channel, LookupOutcome, Outgoing, SendOutcome } from '../../core/notify/ports.ts'
import { readAnswer, type Verdict } from './answer.ts'
import { askConnection, type ConnectionAnswer } from './connection.ts'
import { findSent } from './find-sent.ts'
import { createGateway } from './gateway.ts'

/** WhatsApp takes some 65,500 characters; a longer text is left to e-mail rather than cut or split. */
const MOST_CHARACTERS = 65_000
const STATE_TIMEOUT_MS = 3000
const MOST_REMEMBERED = 1000

export interface WhatsAppSettings {
  readonly baseUrl: string
  /** The global key or the instance's own. */
  readonly apiKey: string
  readonly instance: string
  /** For one call, headers and body. Beyond it a send is ambiguous: the gateway itself waits up to 60 s. */
  readonly timeoutMs: number
  /** How long a send that timed out may still be under way in the gateway; 60 s by default. */
  readonly inFlightMs?: number
  readonly fetch?: typeof fetch
  readonly now?: () => Date
}

/** What /health/evolution shows. `detail` is one word of a bounded vocabulary. */
export interface WhatsAppProbe {
  readonly status: 'ok' | 'unavailable'
  readonly detail: string
}

export interface WhatsAppChannel extends Channel {
  readonly name: 'whatsapp'
  /** Asks for the connection's state with the key that sends use. Not cached, never throws. */
  probe(): Promise<WhatsAppProbe>
}

/**
 * WhatsApp through Evolution API 2.x, one message a send. `accepted` means that its socket took the message, nothing
 * more: receipts follow by webhook. A send makes one request, and a second (the connection's state) when the first says
 * that WhatsApp is not connected. An ambiguous end leaves a note, so that `lookup` does not call a message absent that
 * may still be under way or that the gateway could not store.
 */
export const createWhatsAppChannel = (settings: WhatsAppSettings): WhatsAppChannel => {
  const { instance, timeoutMs, inFlightMs = 60_000, now = () => new Date() } = settings
  const gateway = createGateway({ ...settings, fetch: settings.fetch ?? fetch })
  const stateTimeoutMs = Math.min(timeoutMs, STATE_TIMEOUT_MS)
  const doubts = new Map<string, string>()

  const send = async (message: Outgoing): Promise<SendOutcome> => {
    const number = recipient(message.address)
    if (number === null) return { outcome: 'rejected', reason: 'invalid_address' }
    if (message.body.trim() === '') return { outcome: 'rejected', reason: 'empty_text' }
    if (message.body.length > MOST_CHARACTERS) return { outcome: 'rejected', reason: 'too_long' }
    const path = `/message/sendText/${encodeURIComponent(instance)}`
    const body = { number, text: message.body, linkPreview: false }
    const verdict = readAnswer(await gateway({ method: 'POST', path, body, timeoutMs }))
    const outcome = verdict.outcome === 'check' ? await settle(verdict) : verdict
    if (outcome.outcome === 'ambiguous') doubt(message.id, outcome.reason)
    return outcome
  }

  const settle = async (verdict: Extract<Verdict, { outcome: 'check' }>): Promise<SendOutcome> =>
    concluded(await askConnection(gateway, instance, stateTimeoutMs), verdict.open)

  const doubt = (deliveryId: string, reason: string): void => {
    doubts.delete(deliveryId)
    doubts.set(deliveryId, reason)
    const [oldest] = doubts.keys()
    if (doubts.size > MOST_REMEMBERED && oldest !== undefined) doubts.delete(oldest)
  }

  const lookup = async (message: Outgoing, since: Date): Promise<LookupOutcome> => {
    const wanted = { instance, address: message.address, text: message.body, since, now: now(), timeoutMs }
    const found = await findSent(gateway, wanted)
    if (found.outcome !== 'absent') return found
    const reason = doubts.get(message.id)
    const underWay = reason?.includes('timeout') && now().getTime() - since.getTime() < inFlightMs
    return underWay || reason === 'gateway_storage' ? { outcome: 'unknown' } : found
  }

  const probe = async (): Promise<WhatsAppProbe> => {
    const answer = await askConnection(gateway, instance, stateTimeoutMs)
    if (!answer.known) return { status: 'unavailable', detail: answer.reason }
    return { status: answer.state === 'open' ? 'ok' : 'unavailable', detail: answer.state }
  }

  return { name: 'whatsapp', sendTimeoutMs: timeoutMs + stateTimeoutMs, send, lookup, probe }
}

/** Digits without a plus (the gateway's tolerance for Brazilian numbers needs that), or a JID as it came. */
const recipient = (address: string): string | null => {
  if (/^\d{5,20}(?::\d+)?@(?:s\.whatsapp\.net|lid)$/.test(address)) return address
  if (address.includes('@')) return null
  const digits = address.replace(/[\s+().-]/g, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : null
}

/** What a send that met a closed connection comes to, by the connection's own account. */
const concluded = (answer: ConnectionAnswer, open: SendOutcome): SendOutcome => {
  if (!answer.known) {
    const down = answer.reason === 'unreachable' || answer.reason === 'unexpected_answer'
    return down ? open : { outcome: 'unavailable', reason: answer.reason }
  }
  switch (answer.state) {
    case 'open':
      return open
    case 'connecting':
      return open.outcome === 'ambiguous' ? open : { outcome: 'transient', reason: 'connecting', retryAfterMs: null }
    case 'close':
      return { outcome: 'unavailable', reason: 'logged_out' }
    case 'missing':
      return { outcome: 'unavailable', reason: 'instance_missing' }
  }
}
