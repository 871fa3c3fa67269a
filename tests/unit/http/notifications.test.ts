import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

const send = (body: object) => test.call('POST', '/notifications', { body: { kind: 'reminder', body: 'Oi', ...body } })

describe('a notification', () => {
  it('goes to a person by id, by phone, by e-mail, or to whose key it is', async () => {
    await test.core.people.patch(test.ana.id, {
      aliases: [
        { channel: 'whatsapp', address: '5511988887777' },
        { channel: 'email', address: 'ana@example.com' },
      ],
    })
    const to = async (body: object) => (await send(body)).json.person_id
    expect(await to({ person_id: test.bruno.id })).toBe(test.bruno.id)
    expect(await to({ to: '+55 (11) 97777-6666' })).toBe(test.bruno.id)
    expect(await to({ to: '5511977776666@s.whatsapp.net' })).toBe(test.bruno.id)
    expect(await to({ to: 'ANA@example.com' })).toBe(test.ana.id)
    expect(await to({})).toBe(test.ana.id)
  })

  it('is accepted with its Location, and shown with every attempt and receipt', async () => {
    const sent = await send({ subject: 'Assunto', dedupe_key: 'k' })
    expect([sent.status, sent.headers.get('location')]).toEqual([202, `/notifications/${sent.json.id}`])
    expect(sent.json).toMatchObject({ status: 'pending', dedupe_key: 'k', chain: ['whatsapp'], subject: 'Assunto' })
    await test.drain()
    const [externalId = ''] = test.whatsapp.externalIds
    await test.core.notify.receive({ channel: 'whatsapp', externalId, kind: 'server', at: test.clock.now() })
    await test.drain()
    const { json } = await test.call('GET', `/notifications/${sent.json.id}`)
    expect(json.status).toBe('delivered')
    expect(json.deliveries).toMatchObject([{ channel: 'whatsapp', attempt: 1, receipts: [{ kind: 'server' }] }])
  })

  it('with a dedupe key that is known is the one that was there', async () => {
    const first = await send({ dedupe_key: 'k' })
    expect((await send({ dedupe_key: 'k', body: 'Outro' })).json).toEqual(first.json)
  })

  it.each([
    ['/to', { to: 'ninguem@example.com' }],
    ['/kind', { kind: 'spam' }],
    ['/body', { body: '' }],
    ['/subject', { subject: 'a\r\nBcc: b@example.com' }],
    ['/expires_at', { expires_at: '2020-01-01T00:00:00Z' }],
    ['/expires_at', { expires_at: '2026-12-01T00:00:00Z', not_before: '2026-12-02T00:00:00Z' }],
    ['/to', { to: '5511988887777', person_id: '00000000-0000-4000-8000-000000000001' }],
  ])('is refused at %s for %j', async (pointer, body) => {
    const { status, json } = await send(body)
    expect([status, json.errors[0].pointer]).toEqual([400, pointer])
  })

  it('for nobody we know is 404', async () => {
    expect((await send({ person_id: '00000000-0000-4000-8000-999999999999' })).status).toBe(404)
  })

  it('that waits is cancelled, and one that failed is sent again, but not the other way round', async () => {
    const { id } = (await send({})).json
    expect((await test.call('POST', `/notifications/${id}/retry`)).status).toBe(409)
    expect((await test.call('POST', `/notifications/${id}/cancel`)).json.status).toBe('cancelled')
    expect((await test.call('POST', `/notifications/${id}/cancel`)).status).toBe(409)

    test.whatsapp.always({ outcome: 'rejected', reason: 'not_on_whatsapp' })
    const failing = (await send({})).json
    await test.drain()
    const dead = await test.call('GET', '/notifications?status=failed')
    expect(dead.json.notifications.map((one: { id: string }) => one.id)).toEqual([failing.id])
    const again = await test.call('POST', `/notifications/${failing.id}/retry`)
    expect([again.status, again.json.status]).toEqual([202, 'pending'])
  })
})

describe('the kill switch', () => {
  it('stops everything or one channel, and lets it go on', async () => {
    const flip = async (path: string, body?: object) =>
      (await test.call('POST', `/notifications/${path}`, body === undefined ? {} : { body })).json.paused.map(
        (one: { channel: string }) => one.channel,
      )
    expect(await flip('pause')).toEqual(['all'])
    expect(await flip('pause', { channel: 'email' })).toEqual(['all', 'email'])
    await send({})
    await test.drain()
    expect(test.whatsapp.sent).toEqual([])
    expect(await flip('resume')).toEqual(['email'])
    expect(await flip('resume', { channel: 'email' })).toEqual([])
    await test.drain()
    expect(test.whatsapp.sent).toHaveLength(1)
  })
})

describe('a message', () => {
  it('handed over is accepted and shows what became of it', async () => {
    const { status, json } = await test.call('POST', '/ingest', {
      body: {
        channel: 'whatsapp',
        sender: '5511988887777',
        content: 'criar tarefa pagar o aluguel',
        timestamp: '2026-11-24T09:00:00-03:00',
        metadata: { from: 'n8n', nested: { a: [1] } },
      },
    })
    expect([status, json]).toEqual([202, { status: 'accepted', channel: 'whatsapp', message_id: expect.any(String) }])
    await test.drain()
    const message = await test.call('GET', `/messages/${json.message_id}`)
    expect(message.json).toMatchObject({ status: 'processed', task_id: 1, sent_at: '2026-11-24T12:00:00.000Z' })
    expect(message.json.reply).toEqual(expect.any(String))
  })

  it('without a sender is the key’s person’s, who need no address for it, and is answered where it was asked', async () => {
    const { json } = await test.call('POST', '/ingest', { body: { channel: 'web', content: 'pagar o aluguel amanhã' } })
    await test.drain()
    const message = await test.call('GET', `/messages/${json.message_id}`)
    expect(message.json).toMatchObject({ person_id: test.ana.id, channel: 'web', status: 'processed', task_id: 1 })
    expect(message.json.reply).toContain('pagar o aluguel')
    expect(test.whatsapp.sent).toEqual([])
    const named = { channel: 'web', content: 'oi', sender: { personId: test.bruno.id } }
    expect((await test.call('POST', '/ingest', { body: named })).status).toBe(400)
    expect((await test.call('POST', '/ingest', { body: { ...named, sender: null } })).status).toBe(400)
  })

  it.each([
    ['whatsapp', { from: '5511988887777', message: 'oi', timestamp: 1_795_525_200, extra_data: { x: 1 } }],
    ['whatsapp', { payload: { from: '5511988887777', message: 'oi' } }],
    ['web', { user_id: 'ana', content: 'oi', email: 'ana@example.com' }],
    ['sheets', { row: ['Pagar', 'amanhã'], sheet_id: 's', user: 'ana', row_index: 3 }],
  ])('in the raw shape of %s is taken, unknown fields and all', async (channel, body) => {
    const { status, json } = await test.call('POST', `/channels/${channel}`, { body })
    expect([status, json.channel]).toEqual([202, channel])
  })

  it.each([
    ['fax', { from: 'a', message: 'b' }],
    ['__proto__', { from: 'a', message: 'b' }],
    ['whatsapp', { from: 'a' }],
    ['whatsapp', { from: 5, message: 'b' }],
    ['sheets', { row: [], user: 'a' }],
    ['web', { payload: { user_id: 'a', content: '' } }],
  ])('of an unknown channel or shape (%s) is 400', async (channel, body) => {
    expect((await test.call('POST', `/channels/${channel}`, { body })).status).toBe(400)
  })

  it('too long or empty is 400', async () => {
    for (const content of ['', '   ', 'a'.repeat(10_001)]) {
      const { status, json } = await test.call('POST', '/ingest', { body: { channel: 'web', sender: 'a', content } })
      expect([status, json.errors[0].pointer]).toEqual([400, '/content'])
    }
  })
})

describe('a brief', () => {
  it('is data, a text, and a notification', async () => {
    await test.call('POST', '/tasks', { body: { title: 'Pagar o aluguel', due_date: '2026-11-24' } })
    const data = await test.call('GET', '/brief/structured')
    expect(data.json).toMatchObject({
      person_id: test.ana.id,
      kind: 'morning',
      date: '2026-11-24',
      summary: { due_today: 1 },
    })
    expect(data.json.tasks).toMatchObject([{ section: 'today', title: 'Pagar o aluguel' }])
    const text = await test.call('GET', '/brief/text')
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(text.text).toContain('Pagar o aluguel')
    const sent = await test.call('POST', '/brief/send')
    expect(sent.status).toBe(202)
    const told = await test.call('GET', `/notifications/${sent.json.notification_id}`)
    expect(told.json).toMatchObject({ kind: 'brief', body: expect.stringContaining('Pagar o aluguel') })
    expect((await test.call('POST', '/brief/send')).json.notification_id).not.toBe(sent.json.notification_id)
  })

  it.each(['date=2026-02-30', 'date=9999-12-31', 'date=amanh%C3%A3', 'kind=nightly', 'person_id=x'])(
    'with %s is 400',
    async (query) => {
      expect((await test.call('GET', `/brief/structured?${query}`)).status).toBe(400)
    },
  )
})
