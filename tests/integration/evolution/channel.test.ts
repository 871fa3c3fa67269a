import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createWhatsAppChannel,
  readWebhook,
  verifyWebhookAuth,
  type WhatsAppSettings,
} from '../../../adapters/evolution/index.ts'
import type { Outgoing } from '../../../core/notify/ports.ts'
import { type EvolutionServer, problem, startEvolutionServer } from '../../support/evolution-server.ts'

let server: EvolutionServer
let now = new Date()

beforeEach(async () => {
  server = await startEvolutionServer()
  now = new Date()
})
afterEach(() => server.stop())

const open = (settings: Partial<WhatsAppSettings> = {}) =>
  createWhatsAppChannel({
    baseUrl: `${server.url}/`,
    apiKey: server.apiKey,
    instance: server.instance,
    timeoutMs: 2000,
    now: () => now,
    ...settings,
  })
const outgoing = (changes: Partial<Outgoing> = {}): Outgoing => ({
  id: 'd-1',
  notificationId: 'n-1',
  address: '5511999998888',
  kind: 'reply',
  subject: null,
  body: 'Tarefa criada para amanhã, 14:00.',
  locale: 'pt-BR',
  ...changes,
})
const lastSent = () => {
  const message = server.sent.at(-1)
  if (message === undefined) throw new Error('Nothing was sent.')
  return message
}
const soon = () => new Date(Date.now() - 1000)

describe('a send', () => {
  it('hands over one text, without preview, and gives the id that receipts will carry', async () => {
    expect(await open().send(outgoing())).toEqual({ outcome: 'accepted', externalId: lastSent().id })
    expect(server.requests).toEqual([
      {
        method: 'POST',
        path: '/message/sendText/sparkone',
        apikey: server.apiKey,
        body: { number: '5511999998888', text: 'Tarefa criada para amanhã, 14:00.', linkPreview: false },
      },
    ])
  })

  it.each([
    ['5511999998888@s.whatsapp.net', '5511999998888@s.whatsapp.net'],
    ['123456789012345@lid', '123456789012345@lid'],
    ['+55 (11) 99999-8888', '5511999998888'],
  ])('to %s goes to %s', async (address, number) => {
    expect((await open().send(outgoing({ address }))).outcome).toBe('accepted')
    expect(server.requests[0]?.body).toMatchObject({ number })
  })

  it.each(['ana@example.org', '120363000000000001@g.us', 'status@broadcast', '', 'ana', '../../instance'])(
    'to %j makes no request',
    async (address) => {
      expect(await open().send(outgoing({ address }))).toEqual({ outcome: 'rejected', reason: 'invalid_address' })
      expect(server.requests).toEqual([])
    },
  )

  it('sends a long text as one message, and leaves one beyond 65,000 characters to the next channel', async () => {
    expect((await open().send(outgoing({ body: 'x'.repeat(65_000) }))).outcome).toBe('accepted')
    expect(server.sent).toHaveLength(1)
    expect(await open().send(outgoing({ body: 'x'.repeat(65_001) }))).toEqual({
      outcome: 'rejected',
      reason: 'too_long',
    })
    expect(await open().send(outgoing({ body: ' \n' }))).toEqual({ outcome: 'rejected', reason: 'empty_text' })
    expect(server.sent).toHaveLength(1)
  })

  it('keeps the name of the instance inside its place in the path', async () => {
    await open({ instance: '../x/y' }).send(outgoing())
    expect(server.requests[0]?.path).toBe('/message/sendText/..%2Fx%2Fy')
  })
})

describe('a lookup after an ambiguous end', () => {
  it('finds the message that left, and its id', async () => {
    server.fault({ kind: 'reset_after' })
    const channel = open()
    expect((await channel.send(outgoing())).outcome).toBe('ambiguous')
    expect(await channel.lookup(outgoing(), soon())).toEqual({ outcome: 'found', externalId: lastSent().id })
  })

  it('finds it under the other spelling of a Brazilian number', async () => {
    const message = outgoing({ address: '5585987654321' })
    await open().send(message)
    expect(lastSent().jid).toBe('558587654321@s.whatsapp.net')
    expect((await open().lookup(message, soon())).outcome).toBe('found')
  })

  it('is sure that it did not leave when others did', async () => {
    const channel = open()
    await channel.send(outgoing({ body: 'outro texto' }))
    await channel.send(outgoing({ address: '5511977776666' }))
    server.fault({ kind: 'reset_before' })
    expect((await channel.send(outgoing())).outcome).toBe('ambiguous')
    expect(await channel.lookup(outgoing(), soon())).toEqual({ outcome: 'absent' })
  })

  it('is not sure when the gateway keeps no messages at all', async () => {
    server.keepMessages(false)
    await open().send(outgoing())
    expect(await open().lookup(outgoing(), soon())).toEqual({ outcome: 'unknown' })
  })

  it('is not sure when the same text went to a LID that may be the same person', async () => {
    server.hideBehindLid('5511999998888', '123456789012345@lid')
    await open().send(outgoing())
    expect(await open().lookup(outgoing(), soon())).toEqual({ outcome: 'unknown' })
  })

  it('is not sure while the gateway may still be at it, and is afterwards', async () => {
    const channel = open({ timeoutMs: 200 })
    await channel.send(outgoing({ body: 'outro texto' }))
    server.fault({ kind: 'stall_headers' })
    const since = soon()
    expect(await channel.send(outgoing())).toEqual({ outcome: 'ambiguous', reason: 'timeout' })
    expect(await channel.lookup(outgoing(), since)).toEqual({ outcome: 'unknown' })
    now = new Date(since.getTime() + 61_000)
    expect(await channel.lookup(outgoing(), since)).toEqual({ outcome: 'absent' })
  })

  it('is never sure about what the gateway could not store', async () => {
    const channel = open()
    await channel.send(outgoing({ body: 'outro texto' }))
    server.fault({ kind: 'answer', ...problem(400, 'Bad Request', ['PrismaClientKnownRequestError']) })
    await channel.send(outgoing())
    now = new Date(Date.now() + 3_600_000)
    expect(await channel.lookup(outgoing(), soon())).toEqual({ outcome: 'unknown' })
  })

  it('takes no earlier message of the same words for this one', async () => {
    const channel = open()
    await channel.send(outgoing())
    const later = new Date(Date.now() + 30_000)
    expect(await channel.lookup(outgoing(), later)).toEqual({ outcome: 'absent' })
  })

  it('looks behind the first page', async () => {
    const channel = open()
    await channel.send(outgoing())
    await Promise.all(Array.from({ length: 60 }, (_, index) => channel.send(outgoing({ body: `aviso ${index}` }))))
    expect((await channel.lookup(outgoing(), soon())).outcome).toBe('found')
  })

  it.each([
    { kind: 'html', status: 502 },
    { kind: 'stall_headers' },
    { kind: 'cut_json' },
    { kind: 'wrong_type' },
    { kind: 'reset_before' },
  ] as const)('is not sure when the gateway answers with $kind', async (fault) => {
    server.always('POST /chat/findMessages', fault)
    expect(await open({ timeoutMs: 300 }).lookup(outgoing(), soon())).toEqual({ outcome: 'unknown' })
  })
})

describe('the health of the gateway', () => {
  it.each([
    ['open', { status: 'ok', detail: 'open' }],
    ['connecting', { status: 'unavailable', detail: 'connecting' }],
    ['close', { status: 'unavailable', detail: 'close' }],
    [null, { status: 'unavailable', detail: 'missing' }],
  ] as const)('with the state %s', async (state, health) => {
    server.setState(state)
    expect(await open().probe()).toEqual(health)
  })

  it('shows a wrong key, a missing instance and a dead gateway', async () => {
    const down = { status: 'unavailable' }
    expect(await open({ apiKey: 'wrong' }).probe()).toEqual({ ...down, detail: 'unauthorized' })
    expect(await open({ instance: 'ghost' }).probe()).toEqual({ ...down, detail: 'instance_missing' })
    const channel = open()
    await server.stop()
    expect(await channel.probe()).toEqual({ ...down, detail: 'unreachable' })
    server = await startEvolutionServer()
  })
})

describe('the webhooks of the gateway', () => {
  let receiver: Server
  const got: { url: string; authorization: string | undefined; secretHeader: string | undefined; body: unknown }[] = []

  beforeEach(async () => {
    got.length = 0
    const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      let text = ''
      for await (const chunk of request) text += chunk
      const secretHeader = request.headers['x-sparkone-webhook-secret']
      got.push({
        url: request.url ?? '',
        authorization: request.headers.authorization,
        secretHeader: typeof secretHeader === 'string' ? secretHeader : undefined,
        body: JSON.parse(text),
      })
      response.end('{}')
    }
    receiver = createServer((request, response) => {
      take(request, response).catch((error: Error) => response.destroy(error))
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  })
  afterEach(() => new Promise((resolve) => receiver.close(resolve)))

  it('carry a token we accept, and say what a person wrote and what became of a message of ours', async () => {
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/webhooks/whatsapp`
    server.setWebhook({ url, jwtKey: 'shared', byEvents: true })
    await open().send(outgoing())
    await server.sentEvent(lastSent())
    await server.receipt(lastSent(), 'DELIVERY_ACK')
    await server.incoming({ jid: '5511999998888@s.whatsapp.net', id: 'IN-1', text: 'lembrar de pagar a luz' })
    await server.connection('connecting')
    expect(got.map((one) => one.url)).toEqual(
      ['send-message', 'messages-update', 'messages-upsert', 'connection-update'].map(
        (name) => `/webhooks/whatsapp/${name}`,
      ),
    )
    for (const one of got) expect(await verifyWebhookAuth(one, 'shared', new Date())).toEqual({ ok: true })
    expect(
      got.flatMap(({ body }) => readWebhook(body, { receivedAt: new Date(), instance: 'sparkone' })),
    ).toMatchObject([
      { type: 'receipt', externalId: lastSent().id, kind: 'accepted' },
      { type: 'receipt', externalId: lastSent().id, kind: 'delivered' },
      { type: 'text', messageId: 'IN-1', text: 'lembrar de pagar a luz', phone: '5511999998888' },
      { type: 'connection', state: 'connecting' },
    ])
  })
})
