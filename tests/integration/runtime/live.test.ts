import { Hono } from 'hono'
import { afterEach, describe, expect, it } from 'vitest'
import { createMemoryFeed } from '../../../adapters/memory/index.ts'
import { makeLive } from '../../../handlers/web/live/live.ts'
import { serveLive } from '../../../handlers/web/live/serve.ts'
import { type Listening, listen } from '../../../runtime/listen.ts'

/** Far longer than a test: whoever waits for it fails. */
const GRACE_MS = 600_000

let server: Listening | null = null
afterEach(async () => {
  await server?.close(0)
  server = null
})

const serve = async () => {
  const feed = createMemoryFeed()
  const after = () => () => undefined
  const live = makeLive({ feed, after, name: 'here', onError: () => undefined })
  const viewer = { session: 'ana', person: 'ana', mayHear: () => true, mayStay: async () => true }
  const app = new Hono().get('/live', (context) => serveLive(context, live, viewer))
  const listening = await listen((request) => app.fetch(request), { port: 0, host: '127.0.0.1', variable: 'PORT' })
  server = listening
  const open = async () => {
    const { body, status } = await fetch(`http://127.0.0.1:${listening.port}/live`)
    const reader = (body as ReadableStream<Uint8Array>).getReader()
    return { status, reader, next: async () => new TextDecoder().decode((await reader.read()).value) }
  }
  return { feed, live, listening, open }
}

describe('a stream of a process', () => {
  it('brings what happens while it is open', async () => {
    const { feed, open } = await serve()
    const { next } = await open()
    expect(await next()).toContain('event: open')
    feed.tell([{ topic: 'alerts', people: [] }])
    expect(await next()).toContain('event: alerts')
  })

  it('does not hold up the end of its process', async () => {
    const { live, listening, open } = await serve()
    const streams = await Promise.all([open(), open(), open()])
    await Promise.all(streams.map(({ next }) => next()))
    live.close()
    await listening.close(GRACE_MS)
    const ends = await Promise.all(streams.map(({ reader }) => reader.read()))
    expect(ends.map(({ done }) => done)).toEqual([true, true, true])
    server = null
  })

  it('makes room as soon as its browser is gone', async () => {
    const { open } = await serve()
    const streams = await Promise.all(Array.from({ length: 8 }, open))
    expect(streams.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))
    expect((await open()).status).toBe(503)
    await streams[0]?.reader.cancel()
    await expect.poll(async () => (await open()).status).toBe(200)
  })
})
