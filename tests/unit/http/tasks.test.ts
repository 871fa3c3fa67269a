import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

const post = (body: object) => test.call('POST', '/tasks', { body })
const patch = (body: object, id = 1) => test.call('PATCH', `/tasks/${id}`, { body })

describe('a task', () => {
  it('is created with its Location and ETag, and has the published fields', async () => {
    const { status, headers, json } = await post({
      title: 'Ligar pro João',
      description: 'sobre o contrato',
      due: 'amanhã às 14h',
      priority: 'high',
      labels: ['casa'],
      channel: 'web',
      sender: 'painel',
    })
    expect([status, headers.get('location'), headers.get('etag')]).toEqual([201, '/tasks/1', '"1"'])
    expect(json).toEqual({
      id: 1,
      title: 'Ligar pro João',
      description: 'sobre o contrato',
      status: 'pending',
      priority: 'high',
      due_date: '2026-11-25',
      due_time: '14:00',
      due_at: '2026-11-25T17:00:00.000Z',
      time_zone: 'America/Sao_Paulo',
      labels: ['casa'],
      channel: 'web',
      sender: 'painel',
      assignee_id: test.ana.id,
      created_by: test.ana.id,
      completed_at: null,
      created_at: '2026-11-24T13:00:00.000Z',
      updated_at: '2026-11-24T13:00:00.000Z',
      version: 1,
    })
    expect((await test.call('GET', '/tasks/1')).json).toEqual(json)
  })

  it('takes its date as an instant, as date and time, or in words, and null for none', async () => {
    const dueOf = async (body: object) => (await post({ title: 'a', ...body })).json.due_at
    expect(await dueOf({ due_at: '2026-11-25T14:00:00-03:00' })).toBe('2026-11-25T17:00:00.000Z')
    expect(await dueOf({ due_date: '2026-11-25', due_time: '14:00' })).toBe('2026-11-25T17:00:00.000Z')
    expect(await dueOf({ due_date: '2026-11-25' })).toBe('2026-11-26T03:00:00.000Z')
    expect(await dueOf({ due_at: null, due_date: null, due_time: null, due: null })).toBeNull()
  })

  it.each([
    ['/due', { due: 'amanhã', due_date: '2026-11-25' }],
    ['/due', { due_at: '2026-11-25T14:00:00Z', due_time: '14:00' }],
    ['/due_time', { due_time: '14:00' }],
    ['/due_time', { due_date: '2026-11-25', due_time: '25:00' }],
    ['/due_time', { due_date: '2027-03-14', due_time: '02:30', time_zone: 'America/New_York' }],
    ['/due_date', { due_date: '2027-02-29' }],
    ['/due_date', { due_date: '0000-01-01' }],
    ['/due_at', { due_at: '0001-01-01T00:00:00Z' }],
    ['/due_at', { due_at: '2026-11-25T14:00:00' }],
    ['/time_zone', { time_zone: '+03:00' }],
    ['/title', { title: '   ' }],
    ['/title', { title: 'é'.repeat(501) }],
    ['/description', { description: 'a'.repeat(10_001) }],
    ['/labels/0', { labels: ['a'.repeat(51)] }],
    ['/labels', { labels: Array.from({ length: 21 }, String) }],
    ['/assignee_id', { assignee_id: '00000000-0000-4000-8000-999999999999' }],
    ['/channel', { channel: 'fax' }],
  ])('is refused at %s for %j', async (pointer, body) => {
    const { status, json } = await post({ title: 'a', ...body })
    expect(status).toBe(400)
    expect(json.errors).toEqual([{ pointer, detail: expect.any(String) }])
  })

  it.each([
    ['Is missing.', {}],
    ['Must be a real date such as 2026-11-24.', { title: 'x', due_date: '2026-02-30' }],
    ['Must be a time as HH:MM, 00:00 to 23:59.', { title: 'x', due_date: '2026-02-03', due_time: '24:00' }],
    ['Must be a UUID.', { title: 'x', assignee_id: 'me' }],
  ])('is told what was expected: %s', async (detail, body) => {
    const { json } = await test.call('POST', '/tasks', { body })
    expect(json.errors).toMatchObject([{ detail }])
  })

  it('has a title of up to 500 characters, whatever they weigh', async () => {
    expect((await post({ title: '🥖'.repeat(500) })).status).toBe(201)
  })
})

describe('a merge patch', () => {
  beforeEach(async () => {
    await post({ title: 'a', description: 'd', due: 'amanhã às 14h', labels: ['x'], priority: 'high' })
  })

  it('leaves alone what is absent', async () => {
    const { json } = await patch({ title: 'b' })
    expect(json).toMatchObject({
      title: 'b',
      description: 'd',
      due_time: '14:00',
      labels: ['x'],
      priority: 'high',
      version: 2,
    })
  })

  it('clears what is null', async () => {
    const { json } = await patch({ description: null, labels: null, assignee_id: null, due_time: null })
    expect(json).toMatchObject({
      description: null,
      labels: [],
      assignee_id: null,
      due_date: '2026-11-25',
      due_time: null,
    })
    expect((await patch({ due_date: null })).json).toMatchObject({ due_date: null, due_time: null, due_at: null })
  })

  it.each(['due', 'due_at'])('clears date and time by %s as null', async (field) => {
    expect((await patch({ [field]: null })).json).toMatchObject({ due_date: null, due_at: null })
  })

  it.each(['title', 'status', 'priority', 'time_zone'])('refuses null for %s, which there must be', async (field) => {
    const { status, json } = await patch({ [field]: null })
    expect([status, json.errors[0].pointer]).toEqual([400, `/${field}`])
  })

  it('that changes nothing keeps the version', async () => {
    expect((await patch({})).headers.get('etag')).toBe('"1"')
    expect((await patch({ title: 'a' })).headers.get('etag')).toBe('"1"')
  })

  it('keeps the wall time when the zone changes', async () => {
    const { json } = await patch({ time_zone: 'Asia/Tokyo' })
    expect(json).toMatchObject({ due_time: '14:00', due_at: '2026-11-25T05:00:00.000Z' })
  })
})

describe('status, history and undo', () => {
  it('a status is set, told in the journal and taken back', async () => {
    await post({ title: 'a' })
    const done = await test.call('PATCH', '/tasks/1/status', { body: { status: 'completed' } })
    expect(done.json).toMatchObject({ status: 'completed', completed_at: '2026-11-24T13:00:00.000Z' })
    const { json } = await test.call('GET', '/tasks/1/history')
    expect(json.changes.map(({ action }: { action: string }) => action)).toEqual(['created', 'status_changed'])
    expect(json.changes[1].changes.status).toEqual({ from: 'pending', to: 'completed' })
    const undone = await test.call('POST', '/tasks/1/undo')
    expect([undone.status, undone.json.status, undone.headers.get('etag')]).toEqual([200, 'pending', '"3"'])
  })

  it('a deleted task is gone for all but undo', async () => {
    await post({ title: 'a' })
    expect((await test.call('DELETE', '/tasks/1')).status).toBe(204)
    expect((await test.call('GET', '/tasks/1')).status).toBe(404)
    expect((await test.call('DELETE', '/tasks/1')).status).toBe(404)
    expect((await test.call('POST', '/tasks/1/undo')).status).toBe(200)
    expect((await test.call('GET', '/tasks/1')).status).toBe(200)
  })

  it('when nothing is left to undo it is 409', async () => {
    await post({ title: 'a' })
    await test.call('POST', '/tasks/1/undo')
    const { status, json } = await test.call('POST', '/tasks/1/undo')
    expect([status, json.type]).toEqual([409, 'urn:sparkone:problem:nothing_to_undo'])
  })
})

describe('a list of tasks', () => {
  const titles = (json: { tasks: { title: string }[] }) => json.tasks.map(({ title }) => title)

  beforeEach(async () => {
    for (const n of [1, 2, 3, 4, 5])
      await post({ title: `t${n}`, due_date: `2026-12-0${6 - n}`, labels: [n % 2 ? 'odd' : 'even'] })
    await post({ title: 'undated' })
  })

  it.each(['created', '-created', 'due', '-due'])('by %s is the same by cursor as by offset', async (sort) => {
    const whole = titles((await test.call('GET', `/tasks?sort=${sort}&limit=100`)).json)
    expect(whole).toHaveLength(6)
    for (const start of ['', '&offset=0']) {
      const seen: string[] = []
      let path: string | null = `/tasks?sort=${sort}&limit=2${start}`
      while (path !== null) {
        const page = await test.call('GET', path)
        expect(page.status).toBe(200)
        seen.push(...titles(page.json))
        path = /^<([^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1] ?? null
      }
      expect(seen).toEqual(whole)
    }
  })

  it('has an exact total with an offset and none without', async () => {
    expect((await test.call('GET', '/tasks?offset=2&limit=2')).json).toMatchObject({ total: 6, limit: 2, offset: 2 })
    const { json } = await test.call('GET', '/tasks?limit=2')
    expect(Object.keys(json).toSorted()).toEqual(['limit', 'next_cursor', 'tasks'])
  })

  it('keeps its filters in the link to the next page', async () => {
    const { headers, json } = await test.call('GET', '/tasks?label=odd&limit=2')
    expect(json.tasks).toHaveLength(2)
    const link = /<([^>]+)>/.exec(headers.get('link') ?? '')?.[1] ?? ''
    expect(titles((await test.call('GET', link)).json)).toEqual(['t1'])
  })

  it('refuses a cursor of another order or list, and one that was tampered with', async () => {
    const { json } = await test.call('GET', '/tasks?sort=due&limit=2')
    const cursor = json.next_cursor
    const forged = btoa(JSON.stringify(['tasks due', { id: 1, due_at: '+099999-01-01T00:00:00Z' }])).replaceAll('=', '')
    for (const [path, bad] of [
      ['/tasks?sort=-due', cursor],
      ['/people?limit=1', cursor],
      ['/notifications?limit=1', cursor],
      ['/tasks?sort=due', `${cursor.slice(0, -2)}xx`],
      ['/tasks?sort=due', forged],
    ]) {
      const { status, json: problem } = await test.call('GET', `${path}&cursor=${bad}`)
      expect([status, problem.errors[0].pointer], path).toEqual([400, 'cursor'])
    }
  })

  it('is filtered by everything published', async () => {
    await test.call('PATCH', '/tasks/1/status', { body: { status: 'completed' } })
    test.clock.set('2026-12-03T12:00:00Z')
    const find = async (query: string) => titles((await test.call('GET', `/tasks?sort=created&${query}`)).json)
    expect(await find('status=completed')).toEqual(['t1'])
    expect(await find('label=even')).toEqual(['t2', 't4'])
    expect(await find('q=UNDA')).toEqual(['undated'])
    expect(await find('q=%25')).toEqual([])
    expect(await find('overdue=true')).toEqual(['t4', 't5'])
    expect(await find('due_before=2026-12-03T03:00:00Z')).toEqual(['t5'])
    expect(await find('due_after=2026-12-05T03:00:00%2B00:00')).toEqual(['t1', 't2'])
    expect(await find(`assignee_id=${test.bruno.id}`)).toEqual([])
    expect(await find('channel=api&priority=medium&limit=1')).toEqual(['t1'])
  })
})
