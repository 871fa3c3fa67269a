import { beforeEach, describe, expect, it } from 'vitest'
import type { Core } from '../../../core/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

const create = (key: string, body: object = { title: 'Pagar' }, path = '/tasks') =>
  test.call('POST', path, { body, headers: { 'Idempotency-Key': key } })
const count = async () => (await test.call('GET', '/tasks?offset=0')).json.total

describe('a POST with an Idempotency-Key', () => {
  it('acts once and replays the first answer, headers included', async () => {
    const first = await create('abc')
    const again = await create('abc')
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect([again.status, again.text]).toEqual([201, first.text])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    for (const name of ['etag', 'location', 'content-type']) {
      expect(again.headers.get(name), name).toBe(first.headers.get(name))
    }
    expect(await count()).toBe(1)
  })

  it('is the same quoted or bare, with other spacing, order of names, and a slash at the end', async () => {
    await create('abc', { title: 'a', priority: 'high' })
    const again = await test.call('POST', '/tasks/', {
      raw: '{ "priority":"high",\n "\\u0074itle": "a" }',
      headers: { 'Idempotency-Key': '"abc"' },
    })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await count()).toBe(1)
  })

  it('refuses the same key for another body as 422', async () => {
    await create('abc')
    const { status, json } = await create('abc', { title: 'Outra' })
    expect([status, json.type]).toEqual([422, 'urn:sparkone:problem:idempotency_reused'])
    expect(await count()).toBe(1)
  })

  it('belongs to one key, one method and one path', async () => {
    await create('abc')
    await test.call('POST', '/tasks', {
      key: test.memberKey,
      body: { title: 'Do Bruno' },
      headers: { 'Idempotency-Key': 'abc' },
    })
    expect((await create('abc', {}, '/tasks/1/undo')).status).toBe(200)
    expect(await count()).toBe(1)
  })

  it('may be used again after a refusal, which is not kept', async () => {
    expect((await create('abc', { title: '  ' })).status).toBe(400)
    expect((await create('abc')).status).toBe(201)
  })

  it.each(['', '""', 'a b', '"abc', 'é', 'a'.repeat(256), `"${'a'.repeat(256)}"`])('refuses %j as 400', async (key) => {
    // An empty header never leaves fetch as one, but as an empty value.
    const { status } = await create(key)
    expect(status).toBe(400)
    expect(await count()).toBe(0)
  })

  it('takes a key of 255 characters', async () => {
    expect((await create('a'.repeat(255))).status).toBe(201)
  })

  it('creates one task for fifty at once', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => create('abc')))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await count()).toBe(1)
  })

  it('is 409 while the first is still running', async () => {
    const core: Core = {
      ...test.core,
      atomically: (work) =>
        test.core.atomically((joined, stores) =>
          work(joined, {
            ...stores,
            idempotency: { ...stores.idempotency, claim: async () => ({ state: 'running' }) },
          }),
        ),
    }
    const busy = await createTestApp({ deps: { core } })
    const { status, headers } = await busy.call('POST', '/tasks', {
      key: test.operatorKey,
      body: { title: 'a' },
      headers: { 'Idempotency-Key': 'abc' },
    })
    expect([status, headers.get('retry-after')]).toEqual([409, '1'])
  })

  it('shows a secret once: the replay has null in its place, and so has what is stored', async () => {
    const body = { name: 'painel', scopes: ['tasks:read'] }
    const first = await create('abc', body, '/keys')
    const again = await create('abc', body, '/keys')
    expect(first.json.secret).toMatch(/^spk_/)
    expect(again.json).toEqual({ ...first.json, secret: null })
    expect((await test.call('GET', '/keys')).text).not.toContain(first.json.secret)
  })

  it('acts every time without one', async () => {
    await test.call('POST', '/tasks', { body: { title: 'a' } })
    await test.call('POST', '/tasks', { body: { title: 'a' } })
    expect(await count()).toBe(2)
  })
})

describe('an entity tag', () => {
  beforeEach(async () => {
    await test.call('POST', '/tasks', { body: { title: 'a' } })
  })
  const get = (ifNoneMatch: string, path = '/tasks/1') =>
    test.call('GET', path, { headers: { 'If-None-Match': ifNoneMatch } })
  const patch = (ifMatch: string, title = 'b') =>
    test.call('PATCH', '/tasks/1', { body: { title }, headers: { 'If-Match': ifMatch } })

  it.each(['"1"', 'W/"1"', '*', '"7", "1"'])('%s spares what the client has', async (tag) => {
    const { status, text, headers } = await get(tag)
    expect([status, text, headers.get('etag')]).toEqual([304, '', '"1"'])
  })

  it('of another version brings the task', async () => {
    expect((await get('"2"')).status).toBe(200)
  })

  it.each(['"1"', '*', '"7", "1"'])('%s lets a change pass that was made of what is there', async (tag) => {
    const { status, headers } = await patch(tag)
    expect([status, headers.get('etag')]).toEqual([200, '"2"'])
  })

  it.each(['"2"', '"0"', 'W/"1"', '"abc"', '""'])('%s stops a change that was not, as 412', async (tag) => {
    const { status, json } = await patch(tag)
    expect([status, json.type]).toEqual([412, 'urn:sparkone:problem:stale_version'])
    expect((await test.call('GET', '/tasks/1')).json.title).toBe('a')
  })

  it.each(['1', '"1', '', 'x, "1"', '"1" "2"'])('%j that is none is 400', async (tag) => {
    expect((await patch(tag)).status).toBe(400)
  })

  it('stops deleting, status changes and people too', async () => {
    const headers = { 'If-Match': '"9"' }
    expect((await test.call('DELETE', '/tasks/1', { headers })).status).toBe(412)
    expect((await test.call('PATCH', '/tasks/1/status', { body: { status: 'completed' }, headers })).status).toBe(412)
    expect((await test.call('PATCH', `/people/${test.bruno.id}`, { body: { name: 'x' }, headers })).status).toBe(412)
    expect((await test.call('DELETE', `/people/${test.bruno.id}`, { headers })).status).toBe(412)
  })

  it('lets one of two concurrent changes through', async () => {
    const both = await Promise.all([patch('"1"', 'b'), patch('"1"', 'c')])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('of a resource without a version changes with what it says', async () => {
    const sent = await test.call('POST', '/notifications', { body: { kind: 'reminder', body: 'Oi' } })
    const path = `/notifications/${sent.json.id}`
    const tag = (await test.call('GET', path)).headers.get('etag') ?? ''
    expect(tag).toMatch(/^"[0-9a-f]{32}"$/)
    expect((await get(tag, path)).status).toBe(304)
    await test.call('POST', `${path}/cancel`)
    const after = await get(tag, path)
    expect([after.status, after.json.status]).toEqual([200, 'cancelled'])
  })
})
