import { gunzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { PRIORITIES } from '../../../core/tasks/index.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

const TASKS = 3000
/** Late, for today, coming and without a date, by the clock of the tests. */
const DATES = ['2026-11-20', '2026-11-24', '2026-11-27', null] as const

/** A title as long as people write them, of which no other has a part: as hard to compress as any. */
const titleOf = (at: number): string => {
  let seed = at + 1
  const word = (): string => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed.toString(36)
  }
  return Array.from({ length: 9 }, word).join(' ')
}

it('Today weighs less than 60 kB on the way, however many tasks there are', async () => {
  const { core, browserOf, fetch, ana } = await createTestConsole()
  for (let at = 0; at < TASKS; at += 1) {
    const date = DATES[at % DATES.length] ?? null
    const priority = PRIORITIES[(at >> 2) % PRIORITIES.length] ?? 'medium'
    const due = date === null ? {} : { due: { date, time: '23:15' } }
    const labels = ['casa', `projeto ${at % 40}`]
    await core.tasks.create(actorOf(ana), { title: titleOf(at), priority, labels, ...due })
  }
  const cookie = (await browserOf(ana.id)).jar.request().cookie ?? ''
  const headers = { cookie, 'accept-encoding': 'gzip' }
  const answer = await fetch(new Request('http://localhost:8000/web', { headers }))
  expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'gzip'])
  const sent = new Uint8Array(await answer.arrayBuffer())
  expect(sent.byteLength).toBeLessThan(60_000)
  // Each of the three stretches is as full as it gets.
  expect(
    gunzipSync(sent)
      .toString()
      .match(/<li id="task-/g),
  ).toHaveLength(150)
})
