import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createEmailChannel, type EmailSettings } from '../../../adapters/smtp/index.ts'
import type { Outgoing } from '../../../core/notify/ports.ts'
import { type Exim, installedExim, startExim } from '../../support/exim.ts'

const binary = installedExim()
const required = process.env.SPARKONE_REQUIRE_EXIM === '1'
const why = binary === undefined ? ' (skipped: Exim is not installed; Debian: apt-get install exim4-daemon-light)' : ''

// Where Exim is required its absence is a failure, not a skip.
describe.skipIf(binary === undefined && !required)(`through a real mail server${why}`, () => {
  let exim: Exim
  const open = (settings: Partial<EmailSettings> = {}) =>
    createEmailChannel({
      host: exim.host,
      port: exim.port,
      username: exim.user.name,
      password: exim.user.password,
      from: 'SparkOne <spark@example.org>',
      security: 'starttls',
      ca: exim.ca,
      ...settings,
    })
  const outgoing = (changes: Partial<Outgoing> = {}): Outgoing => ({
    id: 'd-1',
    notificationId: 'n-1',
    address: 'ana@example.org',
    kind: 'brief',
    subject: 'Seu dia: três tarefas ✅',
    body: 'Bom dia, Ana!\n\n1. Pagar a luz\n2. Ligar para o João\n.\nAté logo.',
    locale: 'pt-BR',
    ...changes,
  })

  beforeAll(async () => {
    if (binary === undefined) throw new Error('SPARKONE_REQUIRE_EXIM is set, but Exim is not installed.')
    exim = await startExim(binary)
  })
  afterAll(() => exim?.stop())

  it('a brief lands in the mailbox, whole, after STARTTLS and AUTH', async () => {
    expect(await open().send(outgoing())).toEqual({ outcome: 'delivered', externalId: '<n-1@example.org>' })
    await expect.poll(() => exim.mails().length, { timeout: 10_000 }).toBe(1)
    const [mail = ''] = exim.mails()
    expect(mail).toMatch(/^Envelope-to: ana@example\.org$/m)
    expect(mail).toMatch(/^Message-ID: <n-1@example\.org>$/m)
    // ESMTP, secured and authenticated: RFC 3848.
    expect(mail).toMatch(/with esmtpsa/)
    expect(decoded(mail)).toContain('1. Pagar a luz\n2. Ligar para o João\n.\nAté logo.')
  })

  it('its refusals are told apart: for good, for now, for a wrong password, for a foreign domain', async () => {
    const send = async (address: string, settings: Partial<EmailSettings> = {}) => {
      const outcome = await open(settings).send(outgoing({ address }))
      return [outcome.outcome, 'reason' in outcome ? outcome.reason : null]
    }
    expect(await send('nobody@example.org')).toEqual(['rejected', 'refused'])
    expect(await send('later@example.org')).toEqual(['transient', 'deferred'])
    expect(await send('ana@elsewhere.org')).toEqual(['rejected', 'refused'])
    expect(await send('ana@example.org', { password: 'wrong' })).toEqual(['unavailable', 'unauthorized'])
  })

  it('its health is asked for without a message', async () => {
    expect(await open().probe()).toEqual({ status: 'ok', detail: 'ready' })
  })
})

/** The plain part, whether it went out as it was or in quoted-printable. */
const decoded = (mail: string): string => {
  const unix = mail.replaceAll('\r\n', '\n')
  if (!/quoted-printable/.test(unix)) return unix
  const bytes = unix
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0) & 0xff))
}
