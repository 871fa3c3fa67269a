import { describe, expect, it } from 'vitest'
import { verifyWebhookAuth } from '../../../adapters/evolution/webhook-auth.ts'
import { webhookToken } from '../../support/evolution-webhooks.ts'

const secret = 'a secret of the installation'
const now = new Date('2026-11-24T12:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)
const token = webhookToken(secret, { now: now.getTime() })
const verify = (credentials: { authorization?: string; secretHeader?: string }, at = now, with_ = secret) =>
  verifyWebhookAuth({ authorization: undefined, secretHeader: undefined, ...credentials }, with_, at)
const bearer = (value: string) => ({ authorization: `Bearer ${value}` })

describe('a webhook is let in', () => {
  it('with the token the gateway makes', async () => {
    expect(await verify(bearer(token))).toEqual({ ok: true })
  })

  it('with a token that expired while the gateway retried', async () => {
    expect(await verify(bearer(token), minutes(49))).toEqual({ ok: true })
  })

  it('with the secret in the static header, also beside a foreign Authorization', async () => {
    expect(await verify({ secretHeader: secret })).toEqual({ ok: true })
    expect(await verify({ secretHeader: secret, authorization: 'Basic eDp5' })).toEqual({ ok: true })
  })
})

describe('a webhook is refused', () => {
  const [head = '', payload = '', mark = ''] = token.split('.')
  const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')

  it.each([
    ['without credentials', {}, 'missing'],
    ['with empty credentials', { authorization: '', secretHeader: '' }, 'missing'],
    ['with another secret', { secretHeader: 'a secret of another installation' }, 'wrong_secret'],
    ['with the start of the secret', { secretHeader: secret.slice(0, -1) }, 'wrong_secret'],
    ['with a token of another secret', bearer(webhookToken('other', { now: now.getTime() })), 'signature'],
    ['with a changed claim', bearer(`${head}.${payload.slice(0, -4)}AAAA.${mark}`), 'malformed'],
    ['with an unsigned token', bearer(`${none}.${payload}.${mark}`), 'algorithm'],
    ['with a token without signature', bearer(`${none}.${payload}.`), 'malformed'],
    ['with another algorithm', bearer(webhookToken(secret, { header: { alg: 'HS512' } })), 'algorithm'],
    ['with a token from the future', bearer(webhookToken(secret, { now: minutes(10).getTime() })), 'not_yet_valid'],
    ['with an endless token', bearer(webhookToken(secret, { claims: { exp: undefined } })), 'malformed'],
    ['with words for times', bearer(webhookToken(secret, { claims: { exp: 'never' } })), 'malformed'],
    ['with another scheme', { authorization: `Basic ${token}` }, 'malformed'],
    ['with a huge header', bearer('a'.repeat(100_000)), 'malformed'],
    ['with noise', bearer('!.!.!'), 'malformed'],
  ])('%s', async (_, credentials, reason) => {
    expect(await verify(credentials)).toEqual({ ok: false, reason })
  })

  it('more than 40 minutes after its token expired', async () => {
    expect(await verify(bearer(token), minutes(51))).toEqual({ ok: false, reason: 'expired' })
  })

  it('while there is no secret, whatever it brings', async () => {
    expect(await verify({ secretHeader: '' }, now, '')).toEqual({ ok: false, reason: 'missing' })
    expect(await verify(bearer(token), now, '')).toEqual({ ok: false, reason: 'missing' })
  })
})
