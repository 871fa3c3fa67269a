import type { SendOutcome } from '../../core/notify/ports.ts'

/** What the mail library says about a failure; every field may be missing. */
export interface SmtpFailure {
  readonly code?: string | undefined
  /** Of the system, e.g. ECONNREFUSED, or of TLS. */
  readonly originalCode?: string | undefined
  readonly responseCode?: number | undefined
  /** The command that failed, `CONN` for the connection itself. */
  readonly command?: string | undefined
}

const rejected = (reason: string): SendOutcome => ({ outcome: 'rejected', reason })
const unavailable = (reason: string): SendOutcome => ({ outcome: 'unavailable', reason })
const transient = (reason: string): SendOutcome => ({ outcome: 'transient', reason, retryAfterMs: null })

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS|ERR_SSL|EPROTO/
/** 530 and its kin ask for credentials, at whatever command they come. */
const CREDENTIALS = new Set([530, 534, 535, 538])

/**
 * How a send ended that failed. `handedOver`: all of the message had been given to the connection, so a loss without an
 * answer leaves open whether the server took it. An answer of the server is its word: 4yz later, 5yz never.
 */
export const readFailure = (failure: SmtpFailure, handedOver: boolean): SendOutcome => {
  const { code, originalCode, responseCode, command } = failure
  if (responseCode !== undefined && responseCode >= 400 && code !== 'ETLS') return answered(responseCode, failure)
  if (code === 'EAUTH' || code === 'ENOAUTH') return unavailable('unauthorized')
  if (code === 'ETLS' || code === 'EREQUIRETLS') {
    // The connection broke in the middle of the handshake, or the server has no TLS at this moment.
    const passing = responseCode === undefined ? command === 'CONN' && originalCode === undefined : responseCode < 500
    return passing ? transient('reset') : unavailable('tls')
  }
  if (CERTIFICATE.test(originalCode ?? '')) return unavailable('tls')
  const reason = lossOf(failure)
  if (handedOver) return { outcome: 'ambiguous', reason }
  return code === 'EENVELOPE' ? rejected('invalid_address') : transient(reason)
}

const answered = (status: number, { code, command }: SmtpFailure): SendOutcome => {
  if (status < 500) return transient(status === 421 ? 'overloaded' : 'deferred')
  if (code === 'EAUTH' || CREDENTIALS.has(status)) return unavailable('unauthorized')
  if (command === 'MAIL FROM') return status === 552 ? rejected('too_long') : unavailable('sender_refused')
  // Before any recipient was named, a refusal is meant for us, not for them.
  if (command !== 'RCPT TO' && command !== 'DATA') return unavailable('refused')
  return rejected(status === 552 ? 'too_long' : 'refused')
}

const lossOf = ({ code, originalCode }: SmtpFailure): string => {
  if (code === 'EDNS' || /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH)$/.test(originalCode ?? '')) {
    return 'unreachable'
  }
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'timeout'
  // An answer came, but none that SMTP knows.
  return code === 'EMESSAGE' || code === 'EPROTOCOL' ? 'malformed' : 'reset'
}

/** Reads the fields off whatever was thrown. */
export const failureOf = (error: unknown): SmtpFailure => {
  if (!(error instanceof Error)) return {}
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(error, name)
    return typeof value === 'string' ? value : undefined
  }
  const responseCode: unknown = Reflect.get(error, 'responseCode')
  return {
    code: text('code'),
    originalCode: text('originalCode'),
    responseCode: typeof responseCode === 'number' ? responseCode : undefined,
    command: text('command'),
  }
}
