import type { SMTPTransportOptions } from 'nodemailer'
import { PortError } from '../../core/kernel/errors.ts'
import type { Channel, Outgoing, SendOutcome } from '../../core/notify/ports.ts'
import { parseEmail } from '../../core/people/ports.ts'
import { failureOf, readFailure } from './failure.ts'
import { renderMail } from './render-mail.ts'

export interface EmailSettings {
  readonly host: string
  readonly port: number
  /** Both or neither. */
  readonly username?: string
  readonly password?: string
  /** `ana@example.org` or `SparkOne <ana@example.org>`. */
  readonly from: string
  /** starttls: insisted on, never optional · tls: from the first byte · none: plain, for a server next door. */
  readonly security: 'starttls' | 'tls' | 'none'
  /** A certificate authority to trust besides the system's, PEM. */
  readonly ca?: string
  readonly timeouts?: Partial<EmailTimeouts>
}

export interface EmailTimeouts {
  readonly connectMs: number
  readonly greetingMs: number
  /** Without a byte from the server. */
  readonly silenceMs: number
  /** For a whole send, however it drips. */
  readonly sendMs: number
}

const TIMEOUTS: EmailTimeouts = { connectMs: 5000, greetingMs: 5000, silenceMs: 15_000, sendMs: 45_000 }
const PROBE_MS = 3000

export interface EmailProbe {
  readonly status: 'ok' | 'unavailable'
  /** One word of a bounded vocabulary. */
  readonly detail: string
}

export interface EmailChannel extends Channel {
  readonly name: 'email'
  /** Connects, secures and signs in, as a send does; sends nothing. Never throws. */
  probe(): Promise<EmailProbe>
}

/**
 * E-mail through one SMTP server, a connection for each send, nothing retried. `delivered` means that the server took
 * the recipient and the message. Every attempt for one notification carries the same Message-ID, so that a mailbox can
 * fold a duplicate. Throws PortError `misconfigured` when `from` is no address.
 */
export const createEmailChannel = (settings: EmailSettings): EmailChannel => {
  const from = senderOf(settings.from)
  const timeouts = { ...TIMEOUTS, ...settings.timeouts }

  const send = async (message: Outgoing): Promise<SendOutcome> => {
    const address = parseEmail(message.address)
    if (address === null) return { outcome: 'rejected', reason: 'invalid_address' }
    const { createTransport } = await import('nodemailer')
    const { logger, handedOver } = watchHandover()
    const transport = createTransport({ ...transportOptions(settings, timeouts), logger })
    try {
      const info = await transport.sendMail({
        ...renderMail(message),
        from,
        to: { name: '', address },
        envelope: { from: from.address, to: [address] },
        messageId: messageIdOf(message.notificationId, from.address),
        // So that no holiday answer comes back to a machine (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.locale },
        signal: AbortSignal.timeout(timeouts.sendMs),
        disableFileAccess: true,
        disableUrlAccess: true,
      })
      // A server may take the message and none of its recipients.
      const [refusal] = info.rejectedErrors ?? []
      if (info.rejected.length > 0) return readFailure(failureOf(refusal), false)
      return { outcome: 'delivered', externalId: info.messageId ?? null }
    } catch (error) {
      return readFailure(failureOf(error), handedOver())
    } finally {
      transport.close()
    }
  }

  const probe = async (): Promise<EmailProbe> => {
    const { createTransport } = await import('nodemailer')
    const short = Math.min(PROBE_MS, timeouts.silenceMs)
    const patience = { connectMs: Math.min(short, timeouts.connectMs), greetingMs: short, silenceMs: short }
    const transport = createTransport(transportOptions(settings, { ...timeouts, ...patience }))
    try {
      return await within(PROBE_MS, transport.verify())
    } catch (error) {
      const outcome = readFailure(failureOf(error), false)
      return { status: 'unavailable', detail: 'reason' in outcome ? outcome.reason : 'unreachable' }
    } finally {
      transport.close()
    }
  }

  return {
    name: 'email',
    sendTimeoutMs: timeouts.sendMs,
    send,
    // SMTP has no way to ask what became of a message.
    lookup: async () => ({ outcome: 'unknown' }),
    probe,
  }
}

const transportOptions = (settings: EmailSettings, timeouts: EmailTimeouts): SMTPTransportOptions => {
  const { host, port, username, password, security, ca } = settings
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    connectionTimeout: timeouts.connectMs,
    dnsTimeout: timeouts.connectMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.silenceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    ...(username === undefined ? {} : { auth: { user: username, pass: password ?? '' } }),
  }
}

/**
 * Notes when the last byte of the message has gone to the connection: from there on, a loss is ambiguous. Only the
 * library's log tells; its errors look the same before and after.
 */
const watchHandover = () => {
  let over = false
  const ignore = (): void => undefined
  const info = (entry: unknown): void => {
    if (typeof entry === 'object' && entry !== null && 'tnx' in entry && entry.tnx === 'message') over = true
  }
  const logger = { trace: ignore, debug: ignore, info, warn: ignore, error: ignore, fatal: ignore }
  return { logger, handedOver: () => over }
}

/** The library bounds each step, not their sum. */
const within = async (ms: number, verified: Promise<unknown>): Promise<EmailProbe> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<EmailProbe>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'unavailable', detail: 'timeout' }), ms)
  })
  const ready = verified.then((): EmailProbe => ({ status: 'ok', detail: 'ready' }))
  return Promise.race([ready, late]).finally(() => clearTimeout(timer))
}

const senderOf = (from: string): { name: string; address: string } => {
  const parts = /^([^<>]*)<([^<>]+)>$/.exec(from.trim())
  const address = parseEmail(parts?.[2] ?? from)
  if (address === null) throw new PortError('email', 'misconfigured', 'The sender is not an e-mail address.')
  return { name: (parts?.[1] ?? '').replace(/[\p{Cc}"]/gu, '').trim() || 'SparkOne', address }
}

const messageIdOf = (notificationId: string, sender: string): string =>
  `<${notificationId.replace(/[^\w-]/g, '')}@${sender.slice(sender.lastIndexOf('@') + 1)}>`
