import { beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeEach(async () => {
  test = await createTestApp()
})

const create = (raw: string, headers: Record<string, string> = {}) => test.call('POST', '/tasks', { raw, headers })
const stored = async () => (await test.call('GET', '/tasks')).json.tasks

/** A body that comes in chunks and says nothing of its length. */
const chunked = (path: string, chunks: number, bytes: number) => {
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let sent = 0; sent < chunks; sent += 1) controller.enqueue(new Uint8Array(bytes).fill(0x20))
      controller.close()
    },
  })
  return test.app.fetch(
    new Request(`http://sparkone.test${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${test.operatorKey}`, 'content-type': 'application/json' },
      body: stream,
      duplex: 'half',
    }),
  )
}

describe('a body', () => {
  it.each([
    ['no JSON', '{"title":'],
    ['nothing', ''],
    ['a name twice', '{"title":"a","title":"b"}'],
    ['a name twice, once escaped', '{"title":"a","\\u0074itle":"b"}'],
    ['a name twice far inside', '{"title":"a","labels":[{"x":{"y":1,"y":2}}]}'],
    ['endless nesting', `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['a number beyond all numbers', '{"title":"a","labels":[1e999]}'],
    ['a lone surrogate', '{"title":"\\ud800"}'],
    ['a NUL', '{"title":"a\\u0000b"}'],
    ['an escape character', '{"title":"a\\u001b[31m"}'],
    ['a text that runs backwards', '{"title":"a\\u202etxt.exe"}'],
    ['a line break in a line', '{"title":"a\\nBcc: b"}'],
    ['__proto__', '{"title":"a","__proto__":{"role":"operator"}}'],
    ['constructor', '{"title":"a","constructor":{}}'],
    ['an unknown field', '{"title":"a","created_by":"me"}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a string', '"title"'],
  ])('with %s is refused as 400 and stores nothing', async (_, raw) => {
    const { status, headers, json } = await create(raw)
    expect(status).toBe(400)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(json).toMatchObject({ status: 400, title: 'Bad Request', request_id: headers.get('x-request-id') })
    expect(await stored()).toEqual([])
  })

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with %s is refused even where any name is taken',
    async (name) => {
      const inside = `{"channel":"web","sender":"a","content":"b","metadata":{"x":[{"${name}":{"y":1}}]}}`
      const ingest = await test.call('POST', '/ingest', { raw: inside })
      expect([ingest.status, ingest.json.errors]).toEqual([
        400,
        [{ pointer: `/metadata/x/0/${name}`, detail: expect.any(String) }],
      ])
      const raw = `{"user_id":"a","content":"b","${name}":{}}`
      expect((await test.call('POST', '/channels/web', { raw })).status).toBe(400)
    },
  )

  it('that is not UTF-8 is refused as 400', async () => {
    const response = await test.app.fetch(
      new Request('http://sparkone.test/tasks', {
        method: 'POST',
        headers: { authorization: `Bearer ${test.operatorKey}`, 'content-type': 'application/json' },
        body: new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
      }),
    )
    expect(response.status).toBe(400)
  })

  it('may have line breaks and tabs where a text is long, and emoji anywhere', async () => {
    const { status, json } = await test.call('POST', '/tasks', {
      body: { title: 'Comprar 🥖👩‍👩‍👧', description: 'linha\n\tlinha\r\nfim' },
    })
    expect(status).toBe(201)
    expect(json).toMatchObject({ title: 'Comprar 🥖👩‍👩‍👧', description: 'linha\n\tlinha\r\nfim' })
  })

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'application/xml'])(
    'of type %s is refused as 415',
    async (type) => {
      const { status, json } = await create('{"title":"a"}', { 'Content-Type': type })
      expect(status).toBe(415)
      expect(json.status).toBe(415)
    },
  )

  it('without a type is refused as 415', async () => {
    const response = await test.app.fetch(
      new Request('http://sparkone.test/tasks', {
        method: 'POST',
        headers: { authorization: `Bearer ${test.operatorKey}` },
        body: new TextEncoder().encode('{"title":"a"}'),
      }),
    )
    expect(response.status).toBe(415)
  })

  it('that is compressed is refused as 415', async () => {
    expect((await create('{"title":"a"}', { 'Content-Encoding': 'gzip' })).status).toBe(415)
  })

  it.each(['application/json; charset=UTF-8', 'APPLICATION/JSON', 'application/json;charset="utf-8"'])(
    'of type %s is taken',
    async (type) => {
      expect((await create('{"title":"a"}', { 'Content-Type': type })).status).toBe(201)
    },
  )

  it('of type merge patch is taken by PATCH alone', async () => {
    await create('{"title":"a"}')
    const headers = { 'Content-Type': 'application/merge-patch+json' }
    expect((await test.call('PATCH', '/tasks/1', { raw: '{"title":"b"}', headers })).json.title).toBe('b')
    expect((await create('{"title":"a"}', headers)).status).toBe(415)
  })

  it('of more than a megabyte is refused as 413, and the connection stays for who still sends the rest', async () => {
    const { status, headers } = await create(`{"title":"${'a'.repeat(1_048_576)}"}`)
    expect(status).toBe(413)
    expect(headers.has('connection')).toBe(false)
  })

  it('of more than a megabyte in chunks is refused as 413', async () => {
    expect((await chunked('/tasks', 40, 50_000)).status).toBe(413)
  })

  it('whose length is a lie is measured all the same', async () => {
    const { status } = await create(`{"title":"${'a'.repeat(1_048_576)}"}`, { 'Content-Length': '10' })
    expect(status).toBe(413)
  })

  it('that breaks off is refused as 400', async () => {
    const stream = new ReadableStream({ start: (controller) => controller.error(new Error('connection reset')) })
    const response = await test.app.fetch(
      new Request('http://sparkone.test/tasks', {
        method: 'POST',
        headers: { authorization: `Bearer ${test.operatorKey}`, 'content-type': 'application/json' },
        body: stream,
        duplex: 'half',
      }),
    )
    expect(response.status).toBe(400)
    expect(test.errors).toEqual([])
  })

  it('may be absent where nothing needs saying', async () => {
    expect((await test.call('POST', '/notifications/pause')).json.paused).toEqual([
      { channel: 'all', since: '2026-11-24T13:00:00.000Z' },
    ])
  })
})

describe('a problem', () => {
  it('names every field that is wrong by JSON Pointer, and repeats nothing that was sent', async () => {
    const { status, json, text } = await test.call('POST', '/tasks', {
      body: { title: 7, priority: 'EVIL', labels: ['ok', 3], due_at: 'yesterday', '<script>': 'EVIL', nope: 'EVIL' },
    })
    expect(status).toBe(400)
    expect(json.errors.map((error: { pointer: string }) => error.pointer).toSorted()).toEqual([
      '',
      '/due_at',
      '/labels/1',
      '/nope',
      '/priority',
      '/title',
    ])
    expect(text).not.toMatch(/EVIL|script|yesterday/)
  })

  it("names what the core refuses in the API's own words", async () => {
    const { json } = await test.call('POST', '/tasks', { body: { title: 'a', due: 'nunca jamais' } })
    expect(json.errors).toEqual([{ pointer: '/due', detail: expect.any(String) }])
  })

  it('of an error nobody foresaw says nothing but the request id', async () => {
    const broken = await createTestApp({
      deps: { metrics: () => Promise.reject(new Error('postgres://user:secret@db/5511988887777')) },
    })
    const { status, json, text, headers } = await broken.call('GET', '/metrics')
    expect(status).toBe(500)
    expect(text).not.toMatch(/secret|postgres|5511|Error:|\.ts/)
    expect(json.request_id).toBe(headers.get('x-request-id'))
    expect(broken.errors).toHaveLength(1)
  })
})

describe('a query', () => {
  it.each([
    ['unknown', 'foo=1', 'foo'],
    ['given twice', 'limit=1&limit=2', 'limit'],
    ['empty', 'limit=', 'limit'],
    ['no number', 'limit=1e1', 'limit'],
    ['below its range', 'limit=0', 'limit'],
    ['beyond its range', 'limit=101', 'limit'],
    ['a huge number', 'offset=99999999999999999999', 'offset'],
    ['negative', 'offset=-1', 'offset'],
    ['no boolean', 'overdue=1', 'overdue'],
    ['no word of the list', 'sort=title', 'sort'],
    ['control characters', 'q=a%00b', 'q'],
    ['a time without offset', 'due_before=2026-11-24T10:00:00', 'due_before'],
    ['a prototype', '__proto__=1', '__proto__'],
    ['a cursor and an offset', 'cursor=abc&offset=1', 'offset'],
    ['a foreign cursor', 'cursor=abc', 'cursor'],
  ])('with a parameter that is %s is refused as 400 by its name', async (_, query, pointer) => {
    const { status, json } = await test.call('GET', `/tasks?${query}`)
    expect(status).toBe(400)
    expect(json.errors).toEqual([{ pointer, detail: expect.any(String) }])
  })

  it('is refused where none is taken', async () => {
    expect((await test.call('GET', '/openapi.json?limit=1')).status).toBe(400)
  })
})

describe('a path', () => {
  it.each(['/nothing', '/tasks/1/nothing', '/TASKS', '//tasks', '/health/nothing', '/%', '/%ZZ'])(
    '%s that is no route is 404 with a problem',
    async (path) => {
      const { status, json } = await test.call('GET', path)
      expect(status).toBe(404)
      expect(json.type).toBe('urn:sparkone:problem:not_found')
    },
  )

  it.each(['0', '-1', '01', '1.5', '1e3', 'abc', '9999999999', '1%00', "1'--", '%F0%9F%99%82', '1%2F2'])(
    'with the impossible id %s is 404',
    async (id) => {
      expect((await test.call('GET', `/tasks/${id}`)).status).toBe(404)
      expect((await test.call('GET', `/notifications/${id}`)).status).toBe(404)
    },
  )

  it('answers another method with 405 and what is allowed', async () => {
    const { status, headers } = await test.call('PUT', '/tasks/1', { body: {} })
    expect([status, headers.get('allow')]).toEqual([405, 'GET, PATCH, DELETE, HEAD'])
    expect((await test.call('OPTIONS', '/tasks')).status).toBe(405)
    expect((await test.call('DELETE', '/people/unknown-senders')).status).toBe(405)
  })

  it('means the same with a slash at its end', async () => {
    expect((await test.call('POST', '/tasks/', { body: { title: 'a' } })).status).toBe(201)
    expect((await test.call('GET', '/tasks/')).json.tasks).toHaveLength(1)
    expect((await test.call('GET', '/tasks/1/')).json.title).toBe('a')
    expect((await test.call('GET', '/health/', { key: null })).status).toBe(200)
  })

  it('answers HEAD as GET, without a body', async () => {
    await test.call('POST', '/tasks', { body: { title: 'a' } })
    const { status, headers, text } = await test.call('HEAD', '/tasks/1')
    expect([status, headers.get('etag'), text]).toEqual([200, '"1"', ''])
  })
})
