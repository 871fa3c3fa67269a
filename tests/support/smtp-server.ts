import { type AddressInfo, Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { type Certificate, makeCertificate } from './certificate.ts'

/** Where in a session something goes wrong. `message`: at the final dot, when all of it was received. */
export type SmtpStage = 'greeting' | 'auth' | 'mail' | 'recipient' | 'message'

/** reply: a refusal · drop: the connection is torn down · stall: no answer ever · garble: an answer that is none. */
export type SmtpFault =
  | { readonly kind: 'reply'; readonly code: number; readonly text?: string }
  | { readonly kind: 'drop'; readonly keeps?: boolean }
  | { readonly kind: 'stall'; readonly keeps?: boolean }
  | { readonly kind: 'garble' }

export interface CapturedMail {
  readonly from: string
  readonly to: readonly string[]
  /** The message as sent, headers and all. */
  readonly raw: string
  readonly secure: boolean
  readonly user: string | null
}

export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** To be trusted by the client. */
  readonly certificate: Certificate
  /** What it accepted and kept, in order. */
  readonly mails: readonly CapturedMail[]
  /** Connections, in all. */
  connections(): number
  /** Transactions begun (MAIL FROM), in all. */
  transactions(): number
  /** From now on that stage ends so; null: all is well again. */
  fault(stage: SmtpStage, fault: SmtpFault | null): void
  stop(): Promise<void>
}

export interface SmtpServerSettings {
  readonly security?: 'starttls' | 'tls' | 'none'
  readonly user?: { readonly name: string; readonly password: string }
  readonly certificate?: Certificate
}

let shared: Certificate | undefined

/** A real ESMTP server on loopback that captures what it gets, and fails at the stage it is told to. */
export const startSmtpServer = async (settings: SmtpServerSettings = {}): Promise<SmtpServer> => {
  const { security = 'starttls', user } = settings
  shared ??= makeCertificate()
  const certificate = settings.certificate ?? shared
  const faults = new Map<SmtpStage, SmtpFault>()
  const mails: CapturedMail[] = []
  let connections = 0
  let transactions = 0

  /** True when the stage was spoiled: then nothing more may be answered. */
  const spoiled = (stage: SmtpStage, session: SMTPServerSession, answer: (error: Error) => void): boolean => {
    const fault = faults.get(stage)
    if (fault === undefined) return false
    const socket = socketOf(server, session.id)
    if (fault.kind === 'reply') answer(Object.assign(new Error(fault.text ?? 'Scripted'), { responseCode: fault.code }))
    else if (fault.kind === 'drop') socket?.destroy()
    else if (fault.kind === 'garble') socket?.write('what was the question?\r\n')
    return true
  }
  const keeps = (stage: SmtpStage): boolean => {
    const fault = faults.get(stage)
    return fault === undefined || ('keeps' in fault && fault.keeps === true)
  }

  const take = async (stream: Readable, session: SMTPServerSession, done: (error?: Error) => void): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk)
    const { mailFrom, rcptTo } = session.envelope
    if (keeps('message')) {
      mails.push({
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks).toString('utf8'),
        secure: session.secure,
        user: session.user === undefined ? null : String(session.user),
      })
    }
    if (!spoiled('message', session, done)) done()
  }

  const options: SMTPServerOptions = {
    ...certificate,
    secure: security === 'tls',
    disabledCommands: security === 'none' ? ['STARTTLS'] : [],
    authOptional: user === undefined,
    allowInsecureAuth: security === 'none',
    authMethods: ['PLAIN', 'LOGIN'],
    closeTimeout: 100,
    disableReverseLookup: true,
    logger: false,
    onConnect: (session, done) => {
      connections += 1
      if (!spoiled('greeting', session, done)) done()
    },
    onAuth: (auth, session, done) => {
      if (spoiled('auth', session, (error) => done(error))) return
      const known = auth.username === user?.name && auth.password === user?.password
      if (known) done(null, { user: auth.username })
      else done(Object.assign(new Error('Invalid username or password'), { responseCode: 535 }))
    },
    onMailFrom: (_, session, done) => {
      transactions += 1
      if (!spoiled('mail', session, done)) done()
    },
    onRcptTo: (_, session, done) => {
      if (!spoiled('recipient', session, done)) done()
    },
    onData: (stream, session, done) => {
      take(stream, session, done).catch(done)
    },
  }

  const server = new SMTPServer(options)
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))

  return {
    host: '127.0.0.1',
    port: (server.server.address() as AddressInfo).port,
    certificate,
    mails,
    connections: () => connections,
    transactions: () => transactions,
    fault: (stage, fault) => {
      if (fault === null) faults.delete(stage)
      else faults.set(stage, fault)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
      }),
  }
}

// The topmost socket: one torn down below its TLS in the middle of a handshake takes Node with it.
const socketOf = (server: SMTPServer, id: string): Socket | undefined => {
  for (const connection of server.connections) {
    const socket: unknown = Reflect.get(connection, '_socket')
    if (Reflect.get(connection, 'id') === id && socket instanceof Socket) return socket
  }
  return undefined
}
