import postgres from 'postgres'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { createEmailChannel } from '../../../adapters/smtp/index.ts'
import type { Outgoing } from '../../../core/notify/ports.ts'
import { startSmtpServer } from '../../support/smtp-server.ts'
import { startTcpProxy, type Toxics } from '../../support/tcp-proxy.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const message: Outgoing = {
  id: 'd-1',
  notificationId: 'n-1',
  address: 'ana@example.org',
  kind: 'alert',
  subject: null,
  body: 'O disco está cheio.',
  locale: 'pt-BR',
}

/** A mail server behind a bad line, and the outcome of one send over it. */
const sendOver = async (toxics: Partial<Toxics>) => {
  const server = await startSmtpServer()
  closing.push(server.stop)
  const proxy = await startTcpProxy(server)
  closing.push(proxy.stop)
  proxy.set(toxics)
  const channel = createEmailChannel({
    host: proxy.host,
    port: proxy.port,
    from: 'spark@example.org',
    security: 'starttls',
    ca: server.certificate.cert,
    timeouts: { greetingMs: 1000, silenceMs: 1000, sendMs: 8000 },
  })
  return { outcome: await channel.send(message), mails: server.mails.length, connections: proxy.connections() }
}

describe('an e-mail over a bad line', () => {
  it('arrives whole, late and in crumbs', async () => {
    const { outcome, mails } = await sendOver({ latencyMs: 5, sliceBytes: 400 })
    expect([outcome.outcome, mails]).toEqual(['delivered', 1])
  })

  it.each([
    ['nothing comes through', { blackhole: true }, 'timeout'],
    ['the line is cut at the greeting', { resetOnAnswer: true }, 'reset'],
    ['the line is cut in the middle of the handshake', { limitAnswerBytes: 400 }, 'reset'],
  ] as const)('is tried again later when %s, and was sent once at most', async (_, toxics, reason) => {
    const { outcome, mails, connections } = await sendOver(toxics)
    expect(outcome).toEqual({ outcome: 'transient', reason, retryAfterMs: null })
    expect([mails, connections]).toEqual([0, 1])
  })
})

describe('the proxy', () => {
  it('stands before PostgreSQL too: what passes is whole, and a cut line is a lost connection', async () => {
    const target = new URL(inject('databaseUrl'))
    const proxy = await startTcpProxy({ host: target.hostname, port: Number(target.port || 5432) })
    closing.push(proxy.stop)
    target.host = `${proxy.host}:${proxy.port}`
    const open = () => {
      const sql = postgres(target.href, { max: 1, connect_timeout: 3 })
      closing.push(() => sql.end({ timeout: 1 }))
      return sql
    }
    const sql = open()
    proxy.set({ sliceBytes: 7 })
    expect(await sql`select repeat('ação', 2000) as text`).toEqual([{ text: 'ação'.repeat(2000) }])
    proxy.set({ resetOnAnswer: true })
    await expect(sql`select 1`).rejects.toThrow(/ECONNRESET|CONNECTION_CLOSED/)
    await proxy.down()
    await expect(open()`select 1`).rejects.toThrow(/ECONNREFUSED/)
    proxy.set({ resetOnAnswer: false })
    await proxy.up()
    expect(await open()`select 1 as one`).toEqual([{ one: 1 }])
  })
})
