import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWebhook } from '../../../adapters/evolution/inbound.ts'
import recordings from '../../support/recordings/evolution-webhooks.json' with { type: 'json' }
import { runs } from '../../support/soak.ts'

const receivedAt = new Date('2026-11-24T07:00:00Z')
const read = (body: unknown, instance: string | null = 'spark-baileys') => readWebhook(body, { receivedAt, instance })
const recorded = (name: keyof typeof recordings) => recordings[name].flatMap((body) => read(body))
const upsert = (data: object) =>
  read({ event: 'messages.upsert', instance: 'spark-baileys', data, date_time: '2026-11-24T04:00:00Z' })
const direct = { remoteJid: '5511999998888@s.whatsapp.net', fromMe: false, id: 'A1' }

describe('a recorded event', () => {
  it('of a plain text tells who wrote what, when and where to answer', () => {
    expect(recorded('conversation')).toEqual([
      {
        type: 'text',
        eventKey: 'evolution:spark-baileys:messages.upsert:3A000000000000000001',
        instance: 'spark-baileys',
        messageId: '3A000000000000000001',
        replyTo: '5511999998888@s.whatsapp.net',
        phone: '5511999998888',
        lid: '123456789012345@lid',
        displayName: 'Ana',
        text: 'gastei 35 no almoço',
        sentAt: new Date(1795503389 * 1000),
      },
    ])
  })

  it('of someone addressed by LID gives their phone too, and is answered at the LID', () => {
    expect(recorded('lid with phone')[0]).toMatchObject({
      type: 'text',
      replyTo: '123456789012345@lid',
      phone: '5511999998888',
      lid: '123456789012345@lid',
      text: 'via lid',
    })
  })

  it('of a caption is its words', () => {
    expect(recorded('image with caption')[0]).toMatchObject({ type: 'text', text: 'nota fiscal' })
    expect(recorded('extended text')[0]).toMatchObject({ type: 'text', text: 'veja https://ex.com' })
  })

  it('of an edit names the message edited, and each edit has a key of its own', () => {
    expect(recorded('edit')).toMatchObject([
      {
        type: 'edit',
        eventKey: 'evolution:spark-baileys:messages.edited:3A000000000000000001:1795503389000',
        messageId: '3A000000000000000001',
        text: 'gastei 53 no almoço',
        at: new Date(1795503389000),
      },
    ])
  })

  it('of an acknowledgement is a receipt, keyed by message and status', () => {
    const acks = recorded('acks')
    expect(acks).toMatchObject([{ kind: 'server' }, { kind: 'delivered' }, { kind: 'read' }])
    expect(acks[0]).toEqual({
      type: 'receipt',
      eventKey: 'evolution:spark-baileys:messages.update:3EB0ABBD7505D8B5BC1423:SERVER_ACK',
      instance: 'spark-baileys',
      externalId: '3EB0ABBD7505D8B5BC1423',
      kind: 'server',
      at: receivedAt,
    })
    expect(recorded('acks out of order')).toMatchObject([{ kind: 'read' }, { kind: 'failed' }])
  })

  it.each([
    ['group', ['group', 'unknown_event']],
    ['from me', ['from_me', 'unknown_event']],
    ['audio', ['no_text']],
    ['revoke', ['deleted']],
  ] as const)('of %s asks for nothing', (name, reasons) => {
    expect(recorded(name)).toEqual(reasons.map((reason) => ({ type: 'ignored', reason })))
  })

  it('of the connection says its state, and why when there is a why', () => {
    const at = { type: 'connection', instance: 'spark-baileys', at: receivedAt }
    expect(recorded('connecting flood')).toEqual([{ ...at, state: 'connecting', reason: null }])
    expect(recorded('opened')).toEqual([{ ...at, state: 'open', reason: null }])
    expect(recorded('logged out').filter(({ type }) => type === 'connection')).toEqual([
      { ...at, state: 'close', reason: 401 },
      { ...at, state: 'connecting', reason: null },
    ])
  })
})

describe('an event of other versions and channels', () => {
  it.each([
    { ephemeralMessage: { message: { conversation: 'oi' } } },
    { ephemeralMessage: { message: { extendedTextMessage: { text: 'oi' } } } },
    { viewOnceMessageV2: { message: { imageMessage: { caption: 'oi' } } } },
    { documentWithCaptionMessage: { message: { documentMessage: { caption: 'oi' } } } },
    { ephemeralMessage: { message: { viewOnceMessage: { message: { conversation: 'oi' } } } } },
    { extendedTextMessage: { text: 'oi' } },
    { buttonsResponseMessage: { selectedDisplayText: 'oi' } },
    { listResponseMessage: { title: 'oi' } },
    { conversation: 'o\u0000i' },
  ])('gives up its text from %j', (message) => {
    expect(upsert({ key: direct, message })[0]).toMatchObject({ type: 'text', text: 'oi' })
  })

  it.each([
    [1795503389, 1795503389000],
    ['1795503389', 1795503389000],
    [{ low: 1795503389, high: 0, unsigned: true }, 1795503389000],
    [{ low: 1795503389 - 2 ** 32, high: 0, unsigned: false }, 1795503389000],
    [undefined, receivedAt.getTime()],
    ['soon', receivedAt.getTime()],
    [-5, receivedAt.getTime()],
    [9999999999, receivedAt.getTime()],
  ])('has its time from %j, never after it was received', (messageTimestamp, ms) => {
    expect(upsert({ key: direct, message: { conversation: 'oi' }, messageTimestamp })[0]).toMatchObject({
      sentAt: new Date(ms),
    })
  })

  it('without a phone anywhere is known by its LID', () => {
    const key = { remoteJid: '123456789012345@lid', fromMe: false, id: 'A1' }
    expect(upsert({ key, message: { conversation: 'oi' } })[0]).toMatchObject({
      phone: null,
      lid: '123456789012345@lid',
      replyTo: '123456789012345@lid',
    })
    expect(
      upsert({ key: { ...key, senderPn: '5511999998888:3@s.whatsapp.net' }, message: { conversation: 'oi' } })[0],
    ).toMatchObject({ phone: '5511999998888' })
  })

  it.each([
    ['status@broadcast', 'broadcast'],
    ['120363000000000001@newsletter', 'broadcast'],
    ['120363000000000001@g.us', 'group'],
  ])('from %s is passed over', (remoteJid, reason) => {
    expect(upsert({ key: { ...direct, remoteJid }, message: { conversation: 'oi' } })).toEqual([
      { type: 'ignored', reason },
    ])
  })

  it('with a reaction is passed over, whatever it says', () => {
    const message = { reactionMessage: { text: '👍', key: direct } }
    expect(upsert({ key: direct, message, messageType: 'reactionMessage' })).toEqual([
      { type: 'ignored', reason: 'reaction' },
    ])
  })

  it('of the sending itself is the first receipt', () => {
    const body = { event: 'SEND_MESSAGE', instance: 'spark-baileys', data: { key: { id: 'B1', fromMe: true } } }
    expect(read(body)).toMatchObject([{ type: 'receipt', externalId: 'B1', kind: 'accepted' }])
  })

  it('about a message that is not ours is no receipt', () => {
    const data = { keyId: 'B1', fromMe: false, status: 'READ' }
    expect(read({ event: 'messages.update', instance: 'spark-baileys', data })).toEqual([
      { type: 'ignored', reason: 'not_ours' },
    ])
  })

  it('with several messages loses none of them', () => {
    const body = {
      event: 'messages.upsert',
      instance: 'spark-baileys',
      data: [
        { key: direct, message: { conversation: 'um' } },
        { key: { ...direct, id: 'A2' }, message: { conversation: 'dois' } },
      ],
    }
    expect(read(body)).toMatchObject([{ text: 'um' }, { text: 'dois' }])
  })

  it('of another instance is passed over when we serve one', () => {
    expect(recordings.conversation.flatMap((body) => read(body, 'another'))).toEqual([
      { type: 'ignored', reason: 'other_instance' },
    ])
    expect(recordings.conversation.flatMap((body) => read(body, null))).toMatchObject([{ type: 'text' }])
  })
})

describe('a body that is no event', () => {
  it.each([
    null,
    7,
    'text',
    [],
    {},
    { event: 'messages.upsert' },
    { instance: 'x', event: 7 },
    { instance: 'x'.repeat(200), event: 'messages.upsert' },
    { instance: 'a\nb', event: 'messages.upsert', data: {} },
    { instance: 'spark-baileys', event: 'messages.upsert', data: null },
    { instance: 'spark-baileys', event: 'messages.upsert', data: [] },
    { instance: 'spark-baileys', event: 'messages.upsert', data: { key: { id: 'x'.repeat(500), remoteJid: 'a' } } },
    { instance: 'spark-baileys', event: 'messages.upsert', data: { key: { id: 'A1', remoteJid: 'nobody' } } },
  ])('is malformed: %j', (body) => {
    expect(read(body)).toEqual([{ type: 'malformed' }])
  })

  it.each(['constructor', '__proto__', 'toString'])('is unknown when its name is %s', (event) => {
    expect(read({ instance: 'spark-baileys', event, data: {} })).toEqual([{ type: 'ignored', reason: 'unknown_event' }])
  })

  it('never makes it throw, and never yields text a database refuses', () => {
    const name = fc.constantFrom('messages.upsert', 'messages.edited', 'messages.update', 'connection.update')
    const data = fc.oneof(
      fc.anything(),
      fc.record({
        key: fc.oneof(
          fc.anything(),
          fc.record({ remoteJid: fc.constant('5511999998888@s.whatsapp.net'), id: fc.string() }),
        ),
        message: fc.oneof(fc.anything(), fc.record({ conversation: fc.string({ unit: 'binary' }) })),
        editedMessage: fc.anything(),
        messageTimestamp: fc.anything(),
        pushName: fc.anything(),
        state: fc.anything(),
      }),
    )
    fc.assert(
      fc.property(name, data, (event, data) => {
        const events = read({ event, instance: 'spark-baileys', data })
        expect(events.length).toBeGreaterThan(0)
        const words = JSON.stringify(events)
        expect(words.includes('\\u0000')).toBe(false)
        expect(/\\ud[89a-f]/i.test(words)).toBe(false)
      }),
      { numRuns: runs(500) },
    )
  })
})
