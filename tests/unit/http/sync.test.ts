import { beforeEach, describe, expect, it } from 'vitest'
import { createMemoryMirror, type MemoryMirror } from '../../../adapters/memory/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
let notion: MemoryMirror
beforeEach(async () => {
  test = await createTestApp({
    mirrors: (clock) => {
      notion = createMemoryMirror({ name: 'notion', reading: 'each', clock })
      return { notion }
    },
  })
})

/** Time enough for what waits a little. */
const settle = async () => {
  for (const _ of [1, 2, 3]) {
    test.clock.advance(5000)
    await test.drain()
  }
}
const create = async (title: string): Promise<number> =>
  (await test.call('POST', '/tasks', { body: { title } })).json.id
const mirror = async () => (await test.call('GET', '/sync')).json.mirrors[0]
const copies = async (id: number) => (await test.call('GET', `/tasks/${id}?include=mirrors`)).json.mirrors

describe('GET /sync', () => {
  it('tells of each mirror how it is, how much waits and what it can show', async () => {
    await create('Regar as plantas')
    test.clock.advance(1000)
    expect(await mirror()).toMatchObject({ name: 'notion', lag_seconds: 1, tasks: { waiting: 1 }, message: null })
    await settle()
    const { fields, ...rest } = await mirror()
    expect(rest).toMatchObject({ state: 'ok', lag_seconds: 0, tasks: { linked: 1, waiting: 0 }, pause: null })
    expect(fields).toContain('title')
  })

  it('says what a mirror lacks in the language of whoever asks', async () => {
    notion.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    await create('Regar as plantas')
    await settle()
    expect(await mirror()).toMatchObject({ state: 'paused', pause: { reason: 'trouble' } })
    expect((await mirror()).message).toMatch(/^Falta “SparkOne ID”/)
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    expect((await mirror()).message).toMatch(/SparkOne ID/)
    expect((await mirror()).message).not.toMatch(/^Falta/)
  })
})

describe('POST /sync/{mirror}', () => {
  it('shows what it will take before it begins', async () => {
    await create('a')
    await create('b')
    const { status, json } = await test.call('POST', '/sync/notion', { body: { mode: 'push' } })
    expect([status, json.mirror, json.mode, json.task_id]).toEqual([202, 'notion', 'push', null])
    expect(json.message).toBeNull()
    expect(json.tasks).toBeGreaterThanOrEqual(2)
    expect(json.requests).toBeGreaterThanOrEqual(json.tasks)
    expect(json.estimated_seconds).toBeGreaterThanOrEqual(0)
  })

  it('does both ways without a body, once for one key', async () => {
    notion.hand.add({ title: 'De fora' })
    const headers = { 'Idempotency-Key': 'k1' }
    const first = await test.call('POST', '/sync/notion', { headers })
    const again = await test.call('POST', '/sync/notion', { headers })
    expect([first.status, again.headers.get('idempotency-replayed'), again.json]).toEqual([202, 'true', first.json])
    await settle()
    expect((await test.call('GET', '/tasks')).json.tasks).toMatchObject([{ title: 'De fora', channel: 'notion' }])
  })

  it('takes one task alone, of those that the caller sees', async () => {
    const id = await create('Da Ana')
    const body = { mode: 'push', task_id: id }
    expect((await test.call('POST', '/sync/notion', { body })).json).toMatchObject({ tasks: 1, task_id: id })
    expect((await test.call('POST', '/sync/notion', { body, key: test.memberKey })).status).toBe(404)
    expect((await test.call('POST', '/sync/notion', { key: test.memberKey })).status).toBe(403)
  })

  it('knows only mirrors, and among them only those that are configured', async () => {
    expect((await test.call('POST', '/sync/excel')).status).toBeGreaterThanOrEqual(400)
    expect((await test.call('POST', '/sync/sheets')).status).toBe(404)
    expect((await test.call('POST', '/sync/notion', { body: { mode: 'sideways' } })).status).toBe(400)
  })
})

describe('a pause', () => {
  it('holds everything until it is taken back, and is for operators', async () => {
    expect((await test.call('POST', '/sync/notion/pause', { key: test.memberKey })).status).toBe(403)
    const paused = await test.call('POST', '/sync/notion/pause')
    expect([paused.status, paused.json.state, paused.json.pause.reason]).toEqual([200, 'paused', 'operator'])
    const id = await create('Espera')
    await settle()
    expect(notion.hand.rows()).toEqual([])
    expect(await copies(id)).toMatchObject([{ state: 'waiting' }])
    const asked = await test.call('POST', '/sync/notion', { body: { mode: 'push' } })
    expect([asked.status, asked.json.message]).toEqual([202, (await mirror()).message])
    expect(asked.json.message).toContain('Em pausa a pedido')
    expect((await test.call('POST', '/sync/notion/resume')).json).toMatchObject({ pause: null })
    await settle()
    expect(await copies(id)).toMatchObject([{ name: 'notion', state: 'synced', error: null }])
  })
})

describe('conflicts', () => {
  const clash = async () => {
    const id = await create('Trocar o filtro')
    await settle()
    await test.call('POST', '/sync/notion/pause')
    test.clock.advance(120_000)
    await test.call('PATCH', `/tasks/${id}`, { body: { priority: 'urgent' } })
    const [row] = notion.hand.rows()
    notion.hand.edit(row?.id ?? 0, { priority: 'low' })
    await test.call('POST', '/sync/notion/resume')
    await settle()
    const { json } = await test.call('GET', '/sync/conflicts')
    expect(json.conflicts).toHaveLength(1)
    return { id, conflict: json.conflicts[0] }
  }

  it('keep both values, and one call turns them round', async () => {
    const { id, conflict } = await clash()
    expect(conflict).toMatchObject({
      ...{ task_id: id, mirror: 'notion', field: 'priority', ours: 'urgent', theirs: 'low' },
      ...{ person_id: test.ana.id, resolved_at: null, resolution: null },
    })
    const pick = conflict.winner === 'ours' ? 'theirs' : 'ours'
    const path = `/sync/conflicts/${conflict.id}/resolve`
    expect((await test.call('POST', path, { body: { pick } })).json).toMatchObject({ resolution: 'swapped' })
    expect((await test.call('GET', `/tasks/${id}`)).json.priority).toBe(conflict[pick])
    expect((await test.call('POST', path, { body: { pick } })).status).toBe(409)
    expect((await test.call('GET', '/sync/conflicts?open=true')).json.conflicts).toEqual([])
  })

  it("are a member's where the task is, and nobody else's", async () => {
    const { id, conflict } = await clash()
    const key = test.memberKey
    const path = `/sync/conflicts/${conflict.id}/resolve`
    expect((await test.call('POST', path, { key, body: { pick: 'ours' } })).status).toBe(404)
    // The same for a task that is not there at all.
    for (const task of [id, 999]) {
      expect((await test.call('GET', `/sync/conflicts?task_id=${task}`, { key })).status).toBe(403)
    }
    await test.call('PATCH', `/tasks/${id}`, { body: { assignee_id: test.bruno.id } })
    expect((await test.call('GET', `/sync/conflicts?task_id=${id}`, { key })).json.conflicts).toHaveLength(1)
  })
})

describe('?include=mirrors', () => {
  it('shows where else a task is, without an ETag; without it there is neither', async () => {
    const id = await create('Regar as plantas')
    await settle()
    const plain = await test.call('GET', `/tasks/${id}`)
    expect([plain.json.mirrors, plain.headers.get('etag')]).toEqual([undefined, expect.stringMatching(/^"\d+"$/)])
    const shown = await test.call('GET', `/tasks/${id}?include=mirrors`)
    expect(shown.headers.get('etag')).toBeNull()
    expect(shown.json.mirrors).toMatchObject([{ name: 'notion', state: 'synced', url: expect.stringMatching(/^http/) }])
    const { json } = await test.call('GET', '/tasks?include=mirrors')
    expect(json.tasks[0].mirrors).toEqual(shown.json.mirrors)
    expect((await test.call('GET', `/tasks/${id}?include=everything`)).status).toBe(400)
  })
})
