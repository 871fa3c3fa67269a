import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, WEBHOOK_SECRET } from '../../support/app.ts'
import { root } from '../../support/project-files.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

const SECRET = { 'X-SparkOne-Webhook-Secret': WEBHOOK_SECRET }
const hook = (options: object, path = '/webhooks/whatsapp') =>
  test.call('POST', path, { key: null, headers: SECRET, ...options })

const text = (id: string, from = '5511988887777', words = 'criar tarefa pagar o aluguel') => ({
  event: 'messages.upsert',
  instance: 'sparkone',
  apikey: 'instance-token',
  data: {
    key: { remoteJid: `${from}@s.whatsapp.net`, fromMe: false, id },
    pushName: 'Ana',
    message: { conversation: words },
    messageType: 'conversation',
    messageTimestamp: 1_795_525_200,
  },
})

describe('the WhatsApp webhook', () => {
  it('stores an event once and answers at once', async () => {
    expect((await hook({ body: text('A1') })).json).toEqual({ status: 'accepted' })
    expect((await hook({ body: text('A1') })).json).toEqual({ status: 'duplicate' })
    await test.drain()
    expect((await test.call('GET', '/tasks')).json.tasks).toMatchObject([{ channel: 'whatsapp' }])
  })

  it('takes events on a path of their own, with or without the slash', async () => {
    expect((await hook({ body: text('A1') }, '/webhooks/whatsapp/messages-upsert')).json.status).toBe('accepted')
    expect((await hook({ body: text('A2') }, '/webhooks/whatsapp/')).json.status).toBe('accepted')
  })

  it('refuses who does not know the secret as 401, without reading a word', async () => {
    let read = 0
    const body = new ReadableStream(
      {
        pull: (controller) => {
          read += 1
          controller.enqueue(new Uint8Array(1024))
        },
      },
      { highWaterMark: 0 },
    )
    const response = await test.app.fetch(
      new Request('http://sparkone.test/webhooks/whatsapp', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-sparkone-webhook-secret': 'wrong' },
        body,
        duplex: 'half',
      }),
    )
    expect([response.status, read]).toEqual([401, 0])
    expect(test.facts.facts).toContainEqual({ type: 'auth_failure', surface: 'whatsapp_webhook', reason: 'refused' })
  })

  it('does not take an API key for the secret', async () => {
    expect((await test.call('POST', '/webhooks/whatsapp', { body: text('A1') })).status).toBe(401)
  })

  it('says what to set while no secret is configured', async () => {
    const bare = await createTestApp({
      deps: { webhook: { authenticate: async () => 'not_configured', read: () => [], strip: (body) => body } },
    })
    const { status, json } = await bare.call('POST', '/webhooks/whatsapp', { key: null, headers: SECRET, body: {} })
    expect(status).toBe(401)
    expect(json.detail).toContain('EVOLUTION_WEBHOOK_SECRET')
  })

  it.each([
    ['no JSON', '{"event":'],
    ['nothing', ''],
    ['a list', '[1,2,3]'],
    ['null', 'null'],
    ['another event', JSON.stringify({ event: 'chats.set', instance: 'sparkone', data: {} })],
    ['another instance', JSON.stringify({ ...text('A1'), instance: 'other' })],
    ['endless nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    [
      'prototype names',
      '{"event":"messages.upsert","instance":"sparkone","data":{"__proto__":{"key":{}}},"__proto__":1}',
    ],
    ['half a character', '{"event":"messages.upsert","instance":"sparkone","data":{"key":{"id":"\\ud800"}}}'],
  ])('passes over %s with 200, so that it does not come again for hours', async (_, raw) => {
    const { status, json } = await hook({ raw })
    expect([status, json]).toEqual([200, { status: 'ignored' }])
  })

  it('takes whatever media type it is sent with', async () => {
    const { json } = await hook({ body: text('A1'), headers: { ...SECRET, 'Content-Type': 'text/plain' } })
    expect(json.status).toBe('accepted')
  })

  it('refuses more than 30 MB', async () => {
    const { status } = await hook({ raw: '{}', headers: { ...SECRET, 'Content-Length': `${31 * 1024 * 1024}` } })
    expect(status).toBe(413)
  })

  it('keeps the text of a stranger to itself', async () => {
    expect((await hook({ body: text('A1', '5511900001111', 'segredo') })).json).toEqual({ status: 'unknown_sender' })
    expect((await test.call('GET', '/people/unknown-senders')).text).not.toContain('segredo')
  })

  it('stores text with characters that no database takes', async () => {
    expect((await hook({ body: text('A1', '5511988887777', 'criar tarefa \u0000a\ud800b') })).json.status).toBe(
      'accepted',
    )
  })
})

const recorded = (): { status: string; alerts: object[]; groupKey: string } => ({
  ...JSON.parse(readFileSync(join(root, 'tests/support/recordings/alertmanager.json'), 'utf8')).firing,
})
const alert = (body: unknown) => test.call('POST', '/alerts/alertmanager', { body })

describe('the Alertmanager webhook', () => {
  it('takes what Alertmanager sends, and the same again as a duplicate', async () => {
    expect((await alert(recorded())).json).toEqual({ status: 'accepted' })
    expect((await alert(recorded())).json).toEqual({ status: 'duplicate' })
    const [first] = (await test.call('GET', '/notifications?kind=alert')).json.notifications
    expect(first.person_id).toBe(test.ana.id)
  })

  it('passes over what later versions add', async () => {
    const { status } = await alert({ ...recorded(), version: '5', notification_reason: 'new', extra: { a: 1 } })
    expect(status).toBe(202)
  })

  it('takes labels with any characters', async () => {
    const [one] = recorded().alerts
    const body = { ...recorded(), alerts: [{ ...one, annotations: { summary: 'a\u0000b\ud800\u001b[31m' } }] }
    expect((await alert(body)).status).toBe(202)
  })

  it.each(['fingerprint', 'groupKey'])('refuses a %s of nothing but NUL as 400', async (field) => {
    const [one] = recorded().alerts
    const nothing = { [field]: '\u0000' }
    const body = { ...recorded(), ...nothing, alerts: [{ ...one, ...nothing }] }
    expect((await alert(body)).status).toBe(400)
    expect(test.errors).toEqual([])
  })

  it('takes a group of thousands', async () => {
    const [one] = recorded().alerts
    const alerts = Array.from({ length: 2000 }, (_, n) => ({ ...one, fingerprint: `f${n}` }))
    expect((await alert({ ...recorded(), alerts })).status).toBe(202)
  })

  it.each(['[]', '{}', '{"groupKey":"a"}', 'no json'])('refuses %s as 400: a repeat could not mend it', async (raw) => {
    expect((await test.call('POST', '/alerts/alertmanager', { raw })).status).toBe(400)
  })
})
