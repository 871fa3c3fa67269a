import { afterEach, describe, expect, it } from 'vitest'
import { createEmailChannel, type EmailSettings } from '../../../adapters/smtp/index.ts'
import type { Outgoing, SendOutcome } from '../../../core/notify/ports.ts'
import { makeCertificate } from '../../support/certificate.ts'
import {
  type SmtpFault,
  type SmtpServer,
  type SmtpServerSettings,
  type SmtpStage,
  startSmtpServer,
} from '../../support/smtp-server.ts'
import { freePort } from '../../support/tethered.ts'

const user = { name: 'spark', password: 'open sesame' }
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const serve = async (settings: SmtpServerSettings = { user }): Promise<SmtpServer> => {
  const server = await startSmtpServer(settings)
  closing.push(server.stop)
  return server
}
const open = (server: SmtpServer, settings: Partial<EmailSettings> = {}) =>
  createEmailChannel({
    host: server.host,
    port: server.port,
    username: user.name,
    password: user.password,
    from: 'SparkOne <spark@example.org>',
    security: 'starttls',
    ca: server.certificate.cert,
    timeouts: { connectMs: 1000, greetingMs: 1000, silenceMs: 1000, sendMs: 10_000 },
    ...settings,
  })
const outgoing = (changes: Partial<Outgoing> = {}): Outgoing => ({
  id: 'd-1',
  notificationId: '0b9f6a52-0000-4000-8000-000000000001',
  address: 'ana@example.org',
  kind: 'alert',
  subject: 'Disco cheio ⚠',
  body: 'O disco do servidor azul está cheio.\n.\nVerifique já.',
  locale: 'pt-BR',
  ...changes,
})

const header = (raw: string, name: string) =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(raw.split('\r\n\r\n')[0] ?? '')?.[1]

describe('an e-mail', () => {
  it('goes out encrypted and signed in, as text and HTML, to one recipient', async () => {
    const server = await serve()
    expect(await open(server).send(outgoing())).toEqual({
      outcome: 'delivered',
      externalId: '<0b9f6a52-0000-4000-8000-000000000001@example.org>',
    })
    const [mail] = server.mails
    expect(mail).toMatchObject({ from: 'spark@example.org', to: ['ana@example.org'], secure: true, user: 'spark' })
    expect(header(mail?.raw ?? '', 'From')).toBe('SparkOne <spark@example.org>')
    expect(header(mail?.raw ?? '', 'Auto-Submitted')).toBe('auto-generated')
    expect(mail?.raw).toContain('text/plain; charset=utf-8')
    expect(mail?.raw).toContain('text/html; charset=utf-8')
    expect(server.connections()).toBe(1)
  })

  it('carries the same Message-ID at every attempt for one notification', async () => {
    const server = await serve()
    const channel = open(server)
    await channel.send(outgoing({ id: 'd-1' }))
    await channel.send(outgoing({ id: 'd-2' }))
    await channel.send(outgoing({ id: 'd-3', notificationId: 'another' }))
    const ids = server.mails.map(({ raw }) => header(raw, 'Message-ID'))
    expect(ids[0]).toBe('<0b9f6a52-0000-4000-8000-000000000001@example.org>')
    expect(ids[1]).toBe(ids[0])
    expect(ids[2]).not.toBe(ids[0])
  })

  it('gives whoever writes a subject no header of their own', async () => {
    const server = await serve()
    await open(server).send(outgoing({ subject: 'Oi\r\nBcc: bia@example.org\r\n\r\nFalso corpo' }))
    const [mail] = server.mails
    expect(mail?.to).toEqual(['ana@example.org'])
    expect(header(mail?.raw ?? '', 'Bcc')).toBeUndefined()
    expect(header(mail?.raw ?? '', 'Subject')).toBe('Oi Bcc: bia@example.org Falso corpo')
  })

  it.each([
    '',
    'ana',
    'Ana <ana@example.org>',
    'ana@example.org, bia@example.org',
    'ana@example.org\r\nRCPT TO:<b@c.org>',
  ])('to %j is not even tried', async (address) => {
    const server = await serve()
    expect(await open(server).send(outgoing({ address }))).toEqual({ outcome: 'rejected', reason: 'invalid_address' })
    expect(server.connections()).toBe(0)
  })

  it('may go over TLS from the first byte, or plainly to a server next door', async () => {
    for (const security of ['tls', 'none'] as const) {
      const server = await serve({ user, security })
      expect((await open(server, { security }).send(outgoing())).outcome).toBe('delivered')
      expect(server.mails[0]?.secure).toBe(security === 'tls')
    }
  })

  it('needs a sender that is an address', async () => {
    const server = await serve()
    expect(() => open(server, { from: 'SparkOne' })).toThrow('The sender is not an e-mail address.')
    await open(server, { from: 'spark@example.org' }).send(outgoing())
    expect(header(server.mails[0]?.raw ?? '', 'From')).toBe('SparkOne <spark@example.org>')
  })

  it('cannot be looked up afterwards', async () => {
    const server = await serve()
    expect(await open(server).lookup(outgoing(), new Date())).toEqual({ outcome: 'unknown' })
  })
})

const transient = (reason: string): SendOutcome => ({ outcome: 'transient', reason, retryAfterMs: null })
const rejected = (reason: string): SendOutcome => ({ outcome: 'rejected', reason })
const unavailable = (reason: string): SendOutcome => ({ outcome: 'unavailable', reason })
const ambiguous = (reason: string): SendOutcome => ({ outcome: 'ambiguous', reason })
const says = (code: number): SmtpFault => ({ kind: 'reply', code, text: 'for ana@example.org' })

const rows: readonly { stage: SmtpStage; fault: SmtpFault; ends: SendOutcome; kept?: number }[] = [
  { stage: 'greeting', fault: says(421), ends: transient('overloaded') },
  { stage: 'greeting', fault: says(554), ends: unavailable('refused') },
  { stage: 'greeting', fault: { kind: 'drop' }, ends: transient('reset') },
  { stage: 'greeting', fault: { kind: 'stall' }, ends: transient('timeout') },
  { stage: 'auth', fault: says(535), ends: unavailable('unauthorized') },
  { stage: 'auth', fault: says(454), ends: transient('deferred') },
  { stage: 'auth', fault: { kind: 'drop' }, ends: transient('reset') },
  { stage: 'auth', fault: { kind: 'stall' }, ends: transient('timeout') },
  { stage: 'mail', fault: says(451), ends: transient('deferred') },
  { stage: 'mail', fault: says(421), ends: transient('overloaded') },
  { stage: 'mail', fault: says(530), ends: unavailable('unauthorized') },
  { stage: 'mail', fault: says(550), ends: unavailable('sender_refused') },
  { stage: 'mail', fault: says(552), ends: rejected('too_long') },
  { stage: 'mail', fault: { kind: 'drop' }, ends: transient('reset') },
  { stage: 'recipient', fault: says(450), ends: transient('deferred') },
  { stage: 'recipient', fault: says(550), ends: rejected('refused') },
  { stage: 'recipient', fault: says(551), ends: rejected('refused') },
  { stage: 'recipient', fault: { kind: 'drop' }, ends: transient('reset') },
  { stage: 'recipient', fault: { kind: 'stall' }, ends: transient('timeout') },
  { stage: 'message', fault: says(451), ends: transient('deferred') },
  { stage: 'message', fault: says(554), ends: rejected('refused') },
  { stage: 'message', fault: says(552), ends: rejected('too_long') },
  { stage: 'message', fault: { kind: 'drop', keeps: true }, ends: ambiguous('reset'), kept: 1 },
  { stage: 'message', fault: { kind: 'drop' }, ends: ambiguous('reset') },
  { stage: 'message', fault: { kind: 'stall', keeps: true }, ends: ambiguous('timeout'), kept: 1 },
]

describe('a send to a mail server that fails', () => {
  it.each(rows)(
    'at $stage with $fault.kind $fault.code ends as $ends.outcome',
    async ({ stage, fault, ends, kept = 0 }) => {
      const server = await serve()
      server.fault(stage, fault)
      const outcome = await open(server).send(outgoing())
      expect(outcome).toEqual(ends)
      expect(server.connections()).toBe(1)
      expect(server.mails).toHaveLength(kept)
      expect(JSON.stringify(outcome)).not.toMatch(/ana|example|disco|sesame|127\.0/i)
    },
  )

  it('is ambiguous when the answer to the message is none', async () => {
    const server = await serve({ user, security: 'none' })
    server.fault('message', { kind: 'garble' })
    expect(await open(server, { security: 'none' }).send(outgoing())).toEqual(ambiguous('malformed'))
  })

  it('is tried again later when nobody listens, or the name leads nowhere', async () => {
    const server = await serve()
    const port = await freePort()
    expect(await open(server, { port }).send(outgoing())).toEqual(transient('unreachable'))
  })

  it('is not signed in with a wrong password, and says so', async () => {
    const server = await serve()
    expect(await open(server, { password: 'wrong' }).send(outgoing())).toEqual(unavailable('unauthorized'))
    expect(server.transactions()).toBe(0)
  })

  it('never goes out plainly when TLS is asked for', async () => {
    const server = await serve({ user, security: 'none' })
    expect(await open(server).send(outgoing())).toEqual(unavailable('tls'))
    expect(server.transactions()).toBe(0)
  })

  it('never trusts a certificate nobody vouches for, or one of another host', async () => {
    const server = await serve()
    const { ca: _, ...stranger } = { ...settingsOf(server) }
    expect(await createEmailChannel(stranger).send(outgoing())).toEqual(unavailable('tls'))
    const certificate = makeCertificate(['DNS:elsewhere.example.org'])
    const other = await serve({ user, certificate })
    expect(await open(other, { ca: certificate.cert }).send(outgoing())).toEqual(unavailable('tls'))
    const secure = await serve({ user, security: 'tls', certificate })
    expect(await open(secure, { security: 'tls' }).send(outgoing())).toEqual(unavailable('tls'))
    for (const { transactions } of [server, other, secure]) expect(transactions()).toBe(0)
  })

  it('does not wait beyond its time for a server that drips', async () => {
    const server = await serve()
    server.fault('message', { kind: 'stall', keeps: true })
    const timeouts = { connectMs: 1000, greetingMs: 1000, silenceMs: 60_000, sendMs: 1500 }
    const channel = open(server, { timeouts })
    const started = performance.now()
    expect(await channel.send(outgoing())).toEqual(ambiguous('timeout'))
    expect(performance.now() - started).toBeLessThan(channel.sendTimeoutMs + 300)
  })
})

const settingsOf = (server: SmtpServer): EmailSettings => ({
  host: server.host,
  port: server.port,
  username: user.name,
  password: user.password,
  from: 'spark@example.org',
  security: 'starttls',
  ca: server.certificate.cert,
})

describe('the health of the mail server', () => {
  it('is asked for by connecting, securing and signing in, and sends nothing', async () => {
    const server = await serve()
    expect(await open(server).probe()).toEqual({ status: 'ok', detail: 'ready' })
    expect(server.transactions()).toBe(0)
  })

  it('shows a wrong password, no TLS and a dead server', async () => {
    const server = await serve()
    const down = { status: 'unavailable' }
    expect(await open(server, { password: 'wrong' }).probe()).toEqual({ ...down, detail: 'unauthorized' })
    expect(await open(server, { port: await freePort() }).probe()).toEqual({ ...down, detail: 'unreachable' })
    const plain = await serve({ user, security: 'none' })
    expect(await open(plain).probe()).toEqual({ ...down, detail: 'tls' })
    server.fault('greeting', { kind: 'stall' })
    expect(await open(server).probe()).toEqual({ ...down, detail: 'timeout' })
  })
})
