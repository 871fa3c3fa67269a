import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

describe('people', () => {
  it('are added, read, changed and removed', async () => {
    const body = {
      name: 'Carla',
      locale: 'en',
      time_zone: 'Europe/Lisbon',
      aliases: [{ channel: 'email', address: 'Carla@Example.com' }],
      quiet_hours: { start: '21:00', end: '08:00' },
      brief_time: null,
      chain: ['email'],
    }
    const { status, headers, json } = await test.call('POST', '/people', { body })
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, `/people/${json.id}`, '"1"'])
    expect(json).toMatchObject({
      ...body,
      role: 'member',
      aliases: [{ channel: 'email', address: 'Carla@example.com' }],
    })
    const path = `/people/${json.id}`
    expect((await test.call('GET', path)).json).toEqual(json)
    expect((await test.call('DELETE', path)).status).toBe(204)
    expect((await test.call('GET', path)).status).toBe(404)
  })

  it('are patched one end of the quiet hours at a time, as a merge patch is', async () => {
    const patch = (body: object) => test.call('PATCH', `/people/${test.bruno.id}`, { body })
    expect((await patch({ quiet_hours: { start: '21:30' } })).json.quiet_hours).toEqual({
      start: '21:30',
      end: '07:00',
    })
    expect((await patch({ quiet_hours: null })).json.quiet_hours).toBeNull()
    const half = await patch({ quiet_hours: { start: '21:30' } })
    expect([half.status, half.json.errors[0].pointer]).toEqual([400, '/quiet_hours/end'])
    expect((await patch({ aliases: null })).json.aliases).toEqual([])
    expect((await patch({ chain: null, brief_time: null })).json).toMatchObject({ chain: null, brief_time: null })
    expect((await patch({ name: null })).status).toBe(400)
  })

  it('never share an address, and one of them is an operator', async () => {
    const aliases = [{ channel: 'whatsapp', address: '(11) 98888-7777' }]
    const taken = await test.call('POST', '/people', { body: { name: 'Outra', aliases } })
    expect([taken.status, taken.json.type]).toEqual([409, 'urn:sparkone:problem:alias_taken'])
    const last = await test.call('DELETE', `/people/${test.ana.id}`)
    expect([last.status, last.json.type]).toEqual([409, 'urn:sparkone:problem:last_operator'])
  })

  it('are listed by cursor and by offset', async () => {
    const first = await test.call('GET', '/people?limit=1')
    expect(first.json.people[0].id).toBe(test.ana.id)
    const link = /<([^>]+)>/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
    const second = await test.call('GET', link)
    expect([second.json.people[0].id, second.json.next_cursor]).toEqual([test.bruno.id, null])
    expect((await test.call('GET', '/people?offset=1')).json).toMatchObject({ total: 2, offset: 1 })
  })

  it('who wrote and are nobody yet are shown without what they wrote, and admitted', async () => {
    const ingest = (content: string) =>
      test.call('POST', '/ingest', { body: { channel: 'whatsapp', sender: '5511955554444', content } })
    await ingest('segredo')
    const { json, text } = await test.call('GET', '/people/unknown-senders')
    expect(json.senders).toMatchObject([{ channel: 'whatsapp', address: '5511955554444', messages: 1 }])
    expect(text).not.toContain('segredo')
    const path = `/people/unknown-senders/${json.senders[0].id}/admit`
    expect((await test.call('POST', path, { body: {} })).status).toBe(400)
    expect((await test.call('POST', path, { body: { name: 'Davi', person_id: test.ana.id } })).status).toBe(400)
    const admitted = await test.call('POST', path, { body: { name: 'Davi' } })
    expect([admitted.status, admitted.json.name]).toEqual([201, 'Davi'])
    expect((await test.call('POST', path, { body: { name: 'Davi' } })).status).toBe(404)
    expect((await test.call('GET', '/people/unknown-senders')).json.senders).toEqual([])
  })
})

describe('keys', () => {
  it('are issued with their secret once, work, and are revoked at once', async () => {
    const body = {
      name: 'painel',
      scopes: ['tasks:read'],
      person_id: test.bruno.id,
      expires_at: '2027-01-01T00:00:00Z',
    }
    const { status, json } = await test.call('POST', '/keys', { body })
    expect(status).toBe(201)
    expect(json).toMatchObject({ ...body, expires_at: '2027-01-01T00:00:00.000Z', last_used_at: null })
    expect((await test.call('GET', '/tasks', { key: json.secret })).status).toBe(200)
    const list = await test.call('GET', '/keys')
    expect(list.text).not.toContain(json.secret)
    expect(list.json.keys.find(({ id }: { id: string }) => id === json.id).last_used_at).not.toBeNull()
    expect((await test.call('DELETE', `/keys/${json.id}`)).status).toBe(204)
    expect((await test.call('GET', '/tasks', { key: json.secret })).status).toBe(401)
    expect((await test.call('DELETE', `/keys/${json.id}`)).status).toBe(404)
  })

  it.each([
    ['/scopes/0', { scopes: ['root'] }],
    ['/scopes', { scopes: [] }],
    ['/name', { name: ' ' }],
    ['/expires_at', { expires_at: '2020-01-01T00:00:00Z' }],
    ['/person_id', { person_id: '00000000-0000-4000-8000-999999999999' }],
    ['/secret', { secret: 'mine' }],
  ])('are refused at %s for %j', async (pointer, body) => {
    const { status, json } = await test.call('POST', '/keys', { body: { name: 'a', scopes: ['admin'], ...body } })
    expect([status, json.errors[0].pointer]).toEqual([400, pointer])
  })
})
