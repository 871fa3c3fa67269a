import { describe, expect, it } from 'vitest'
import { readNotionEvent, readNotionHandshake, verifyNotionSignature } from '../../../adapters/notion/index.ts'
import { hookEvent, signHook } from '../../support/notion-server.ts'

const token = 'secret_token_of_a_subscription'
const page = { id: crypto.randomUUID(), type: 'page' }

describe('the first request of a subscription', () => {
  it('gives its token', () => {
    expect(readNotionHandshake({ verification_token: token })).toBe(token)
  })

  it.each([
    null,
    [],
    'x',
    {},
    { verification_token: 7 },
    { verification_token: '' },
    { verification_token: 'x'.repeat(513) },
  ])('is not %j', (body) => {
    expect(readNotionHandshake(body)).toBeNull()
  })

  it('is no event, and an event is no handshake', () => {
    expect(readNotionEvent({ verification_token: token })).toBeNull()
    expect(readNotionHandshake(hookEvent('page.created', page))).toBeNull()
  })
})

describe('a signature', () => {
  const body = JSON.stringify(hookEvent('page.properties_updated', page))

  it('is of these very bytes, as text or as bytes', async () => {
    expect(await verifyNotionSignature(body, signHook(body, token), token)).toBe(true)
    expect(await verifyNotionSignature(new TextEncoder().encode(body), signHook(body, token), token)).toBe(true)
  })

  it('is not of other bytes, of another token, or of another shape', async () => {
    const signature = signHook(body, token)
    expect(await verifyNotionSignature(`${body} `, signature, token)).toBe(false)
    expect(await verifyNotionSignature(body, signHook(body, 'another'), token)).toBe(false)
    const strange = [null, undefined, '', 'sha256=', signature.slice(7), `${signature}0`, signature.replace('256', '1')]
    for (const one of strange) expect(await verifyNotionSignature(body, one, token)).toBe(false)
  })

  it('is nobody’s while there is no token', async () => {
    expect(await verifyNotionSignature(body, signHook(body, ''), '')).toBe(false)
  })
})

describe('an event', () => {
  it('is a hint at a page', () => {
    const event = hookEvent('page.deleted', page)
    expect(readNotionEvent(event)).toEqual({
      id: event.id,
      type: 'page.deleted',
      concerns: 'page',
      pageId: page.id,
      at: new Date(event.timestamp),
    })
  })

  it('keeps its id from one attempt to the next', () => {
    const event = hookEvent('page.created', page)
    expect(readNotionEvent({ ...event, attempt_number: 8 })?.id).toBe(event.id)
  })

  it.each([
    ['data_source.schema_updated', 'schema'],
    ['database.deleted', 'schema'],
    ['comment.created', 'other'],
    ['something.new', 'other'],
  ])('%s concerns: %s', (type, concerns) => {
    expect(readNotionEvent(hookEvent(type, { id: page.id, type: 'data_source' }))).toMatchObject({
      concerns,
      pageId: null,
    })
  })

  it.each([null, 'x', {}, { ...hookEvent('page.created', page), timestamp: 'soon' }, { type: 'page.created' }])(
    'is not %j',
    (body) => {
      expect(readNotionEvent(body)).toBeNull()
    },
  )
})
