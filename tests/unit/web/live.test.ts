import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { createMemoryFeed } from '../../../adapters/memory/index.ts'
import { EVERYTHING } from '../../../core/kernel/changes.ts'
import { mayHear } from '../../../handlers/web/live/hear.ts'
import { type Live, makeLive, type Viewer } from '../../../handlers/web/live/live.ts'
import { serveLive } from '../../../handlers/web/live/serve.ts'

/** Time that passes when told to. */
const createTimers = () => {
  let now = 0
  const due = new Set<{ at: number; work: () => void }>()
  return {
    after: (ms: number, work: () => void) => {
      const timer = { at: now + ms, work }
      due.add(timer)
      return () => void due.delete(timer)
    },
    pass: (ms: number): void => {
      const end = now + ms
      for (;;) {
        const next = [...due].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        due.delete(next)
        now = next.at
        next.work()
      }
      now = end
    },
    waiting: () => due.size,
  }
}

const house = (limits = { perSession: 2, perPerson: 3, inAll: 5 }) => {
  const feed = createMemoryFeed()
  const timers = createTimers()
  const errors: unknown[] = []
  const live = makeLive({ feed, after: timers.after, name: 'here', limits, onError: (error) => errors.push(error) })
  return { feed, timers, live, errors }
}

const ANA: Omit<Viewer, 'since'> = { session: 'ana', person: 'ana', mayHear: () => true, mayStay: async () => true }
const BRUNO = { personId: 'bruno', role: 'member' } as const

const ask = (live: Live, viewer: Partial<Viewer> = {}, request: RequestInit & { query?: string } = {}) =>
  new Hono()
    .get('/live', (context) => serveLive(context, live, { ...ANA, ...viewer }))
    .request(`/live${request.query ?? ''}`, request)

const namesIn = (text: string): string[] => [...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name ?? '')

/** Reads one stream as a browser does; `next` gives what came in one piece, null at its end. */
const reading = (response: Response | Promise<Response>) => {
  const reader = Promise.resolve(response).then(({ body }) => (body as ReadableStream<Uint8Array>).getReader())
  const next = async (): Promise<string | null> => {
    const { done, value } = await (await reader).read()
    return done ? null : new TextDecoder().decode(value)
  }
  return {
    next,
    names: async (): Promise<string[] | null> => {
      const text = await next()
      return text === null ? null : namesIn(text)
    },
    /** All names until it ends by itself. */
    rest: async (): Promise<string[]> => {
      const all: string[] = []
      for (let text = await next(); text !== null; text = await next()) all.push(...namesIn(text))
      return all
    },
    leave: async () => (await reader).cancel(),
  }
}

describe('live updates', () => {
  it('are events named after their topic, with an id and nothing else', async () => {
    const { live, feed } = house()
    const stream = reading(ask(live))
    expect(await stream.next()).toBe('event: open\nid: here.0\nretry: 2000\ndata:\n\n')
    feed.tell([{ topic: 'tasks', people: ['ana'] }])
    expect(await stream.next()).toBe('event: tasks\nid: here.1\ndata:\n\n')
  })

  it('ask every proxy neither to keep, to compress nor to collect them', async () => {
    const { headers, status } = await ask(house().live)
    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
  })

  it('tell a slow reader of each topic once, however much happened meanwhile', async () => {
    const { live, feed, timers } = house()
    const stream = reading(ask(live))
    await stream.next()
    for (let n = 0; n < 10_000; n += 1) feed.tell([{ topic: n % 2 === 0 ? 'tasks' : 'sync', people: null }])
    timers.pass(49_000)
    expect(await stream.next()).toBe(
      'event: tasks\nid: here.10000\ndata:\n\nevent: sync\nid: here.10000\ndata:\n\n:\n\n',
    )
  })

  it('beat every 25 seconds while nothing happens', async () => {
    const { live, timers } = house()
    const stream = reading(ask(live))
    await stream.next()
    for (const _ of [1, 2, 3]) {
      const beat = stream.next()
      timers.pass(25_000)
      expect(await beat).toBe(':\n\n')
    }
  })

  it('tell only of what this person may hear of', async () => {
    const { live, feed } = house()
    const stream = reading(ask(live, { mayHear: (change) => mayHear(BRUNO, change) }))
    await stream.next()
    feed.tell([
      { topic: 'tasks', people: ['ana'] },
      { topic: 'notifications', people: ['ana', 'bruno'] },
      { topic: 'sync', people: ['bruno'] },
      { topic: 'jobs', people: [] },
    ])
    expect(await stream.names()).toEqual(['notifications'])
    feed.tell(EVERYTHING)
    expect(await stream.names()).toEqual(['tasks', 'notifications', 'messages', 'people', 'briefs'])
  })

  it('tell operators of everything', () => {
    const told = EVERYTHING.filter((change) =>
      mayHear({ personId: 'ana', role: 'operator' }, { ...change, people: [] }),
    )
    expect(told).toHaveLength(EVERYTHING.length)
  })

  it('miss nothing that happened after the page was read and before its stream', async () => {
    const { live, feed } = house()
    const since = live.position()
    feed.tell([{ topic: 'tasks', people: null }])
    expect(await reading(ask(live, {}, { query: `?since=${since}` })).names()).toEqual(['open', 'tasks'])
    expect(await reading(ask(live, {}, { query: `?since=${live.position()}` })).names()).toEqual(['open'])
  })

  it('miss nothing while a browser was away, which says where it was', async () => {
    const { live, feed } = house()
    const first = reading(ask(live))
    await first.next()
    await first.leave()
    feed.tell([{ topic: 'alerts', people: [] }])
    const headers = { 'Last-Event-ID': 'here.0' }
    expect(await reading(ask(live, {}, { headers, query: '?since=here.1' })).names()).toEqual(['open', 'alerts'])
  })

  it.each(['elsewhere.3', 'here.999', 'rubbish', ''])('tell of everything whoever was at %j', async (since) => {
    const { live } = house()
    live.position()
    const names = await reading(ask(live, {}, { query: `?since=${since}` })).names()
    expect(names).toEqual(['open', ...EVERYTHING.map(({ topic }) => topic)])
  })

  it('tell of everything whoever was away for longer than is kept', async () => {
    const { live, feed } = house()
    const since = live.position()
    for (let n = 0; n < 501; n += 1) feed.tell([{ topic: 'tasks', people: null }])
    const names = await reading(ask(live, {}, { query: `?since=${since}` })).names()
    expect(names).toHaveLength(1 + EVERYTHING.length)
  })

  it('are refused beyond so many a person, however many sessions they have, and others are let in', async () => {
    const { live } = house()
    const streams = ['one', 'two', 'three'].map((session) => reading(ask(live, { session })))
    await Promise.all(streams.map((stream) => stream.next()))
    expect((await ask(live, { session: 'four' })).status).toBe(503)
    expect((await ask(live, { session: 'four', person: 'bruno' })).status).toBe(200)
  })

  it('are refused beyond so many a session and in all, until one ends', async () => {
    const { live } = house({ perSession: 2, perPerson: 9, inAll: 3 })
    const streams = [reading(ask(live)), reading(ask(live))]
    await Promise.all(streams.map((stream) => stream.next()))
    const refused = await ask(live)
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
    const other = await ask(live, { session: 'bruno' })
    expect(other.status).toBe(200)
    expect((await ask(live, { session: 'carla' })).status).toBe(503)
    await streams[0]?.leave()
    expect((await ask(live)).status).toBe(200)
  })

  it('end for good within a minute once somebody may not stay, and say so', async () => {
    const { live, timers } = house()
    let stays = true
    const stream = reading(ask(live, { mayStay: async () => stays }))
    await stream.next()
    stays = false
    timers.pass(60_000)
    expect(await stream.rest()).toEqual(['ended'])
    expect(timers.waiting()).toBe(0)
  })

  it('end at once when the person changed and may not stay', async () => {
    const { live, feed } = house()
    const stream = reading(ask(live, { mayStay: async () => false }))
    await stream.next()
    feed.tell([{ topic: 'tasks', people: null }])
    expect(await stream.names()).toEqual(['tasks'])
    feed.tell([{ topic: 'people', people: ['ana'] }])
    expect((await stream.rest()).at(-1)).toBe('ended')
  })

  it('ask once, and once more at the end, however many people changed while it was found out who may stay', async () => {
    const { live, feed } = house()
    const answers: ((stays: boolean) => void)[] = []
    const mayStay = (): Promise<boolean> => new Promise((resolve) => answers.push(resolve))
    const stream = reading(ask(live, { mayStay }))
    await stream.next()
    for (let n = 0; n < 100; n += 1) feed.tell([{ topic: 'people', people: null }])
    expect(answers).toHaveLength(1)
    answers[0]?.(true)
    await expect.poll(() => answers.length).toBe(2)
    answers[1]?.(false)
    expect((await stream.rest()).at(-1)).toBe('ended')
    expect(answers).toHaveLength(2)
  })

  it('end, for the browser to come again, when nobody knows whether it may stay', async () => {
    const { live, feed, errors } = house()
    const failure = new Error('the database is down')
    const stream = reading(ask(live, { mayStay: () => Promise.reject(failure) }))
    await stream.next()
    feed.tell([{ topic: 'people', people: null }])
    expect(await stream.rest()).not.toContain('ended')
    expect(errors).toEqual([failure])
  })

  it('end at once when the process is about to, and none begins any more', async () => {
    const { live, timers } = house()
    const [waiting, unread] = [reading(ask(live)), ask(live)]
    await waiting.next()
    await unread
    const next = waiting.next()
    live.close()
    expect(await next).toBeNull()
    expect(timers.waiting()).toBe(0)
    expect((await ask(live)).status).toBe(503)
  })

  it('leave nothing behind when a browser goes', async () => {
    const { live, timers, feed } = house()
    const stream = reading(ask(live))
    await stream.next()
    await stream.leave()
    feed.tell([{ topic: 'tasks', people: null }])
    expect(timers.waiting()).toBe(0)
  })
})
