import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createClock,
  createMemoryStorage,
  createRecordingObserver,
  createSequentialIds,
} from '../../../adapters/memory/index.ts'
import { createNotionMirror } from '../../../adapters/notion/index.ts'
import { type Core, DEFAULT_SETTINGS, makeCore } from '../../../core/index.ts'
import { PortError } from '../../../core/kernel/errors.ts'
import type { TaskCopy } from '../../../core/sync/index.ts'
import { actorOf, TUESDAY_TEN } from '../../support/core.ts'
import { type NotionServer, startNotionServer } from '../../support/notion-server.ts'

const BUDGET = { limit: 25, seconds: 10 }

const open = async () => {
  const clock = createClock(TUESDAY_TEN)
  const storage = createMemoryStorage({ clock, observer: createRecordingObserver() })
  // Notion's own limit, of the same clock: whoever went past the budget would meet it.
  const limit = { limit: 30, seconds: 10 }
  const server = await startNotionServer({ now: () => clock.now(), limit })
  const { apiKey, url: baseUrl, database } = server
  const admit = async (): Promise<void> => {
    const retryAfterMs = await storage.run(({ mirrors }) => mirrors.spend('notion', BUDGET, clock.now()))
    if (retryAfterMs !== null) throw new PortError('mirror', 'throttled', 'Spent.', { retryAfterMs })
  }
  const now = () => clock.now().getTime()
  const mirror = createNotionMirror({ apiKey, database: database.id, baseUrl, admit, now, timeoutMs: 20_000 })
  const settings = { ...DEFAULT_SETTINGS, quietHours: null }
  const core = makeCore({
    storage,
    clock,
    ids: createSequentialIds(),
    settings,
    channels: {},
    mirrors: { notion: mirror },
  })
  await core.people.ensureOperators(['5511988887777'])
  const [operator] = (await core.people.list({ limit: 1 })).people
  if (operator === undefined) throw new Error('No operator.')
  const ana = await core.people.patch(operator.id, { name: 'Ana' })
  await storage.jobs.start()
  return { clock, storage, server, core, actor: actorOf(ana) }
}

describe('tasks and Notion', () => {
  let house: Awaited<ReturnType<typeof open>>
  let server: NotionServer
  let core: Core
  beforeEach(async () => {
    house = await open()
    ;({ server, core } = house)
  })
  afterEach(() => server.stop())

  const pass = async (minutes: number): Promise<void> => {
    for (let step = 0; step < minutes * 6; step += 1) {
      house.clock.advance(10_000)
      while ((await house.storage.jobs.drain(core.jobs, { max: 1000 })) > 0);
    }
  }
  const tasks = async () => (await core.tasks.list(house.actor, { sort: 'created', limit: 500 })).tasks
  const there = () => [...server.workspace.rows.values()].filter(({ inTrash }) => !inTrash)
  const writes = () =>
    server.requests.filter(({ method, path }) => method === 'PATCH' || (method === 'POST' && !path.endsWith('/query')))
  const create = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => core.tasks.create(house.actor, { title: `Tarefa ${index}` })),
    )
  const links = async () => {
    const ids = [...(await tasks())].map(({ id }) => id)
    return house.storage.read((stores) => stores.links.ofTasks(ids))
  }
  const states = async (): Promise<Record<string, number>> => {
    const counts: Partial<Record<TaskCopy['state'] | string, number>> = {}
    for (const { state } of await links()) counts[state] = (counts[state] ?? 0) + 1
    return counts as Record<string, number>
  }

  it('come together within the budget: each task once, each write once, no request turned away', async () => {
    await create(60)
    await pass(5)
    expect(there()).toHaveLength(60)
    expect(writes()).toHaveLength(60)
    expect(await states()).toEqual({ linked: 60 })
    const before = writes().length
    await pass(3)
    expect(writes().length).toBe(before)
  })

  it('take what a person edits and makes, and send nothing back but the key', async () => {
    await create(3)
    await pass(3)
    server.hand.edit(server.hand.find('Tarefa 1'), { Nome: 'Mudada', Situação: 'Concluída', Prazo: '2026-12-24' })
    const added = server.hand.add({ Nome: 'Nova', Etiquetas: ['casa'], Prioridade: 'Alta' })
    const before = writes().length
    await pass(3)
    const now = await tasks()
    expect(now.find(({ title }) => title === 'Mudada')).toMatchObject({ status: 'completed', dueDate: '2026-12-24' })
    expect(now.find(({ title }) => title === 'Nova')).toMatchObject({ labels: ['casa'], priority: 'high' })
    expect(now).toHaveLength(4)
    // The new page gets its key, and what the task has that it has not: an assignee.
    const sent = writes().slice(before)
    expect(new Set(sent.map(({ path }) => path))).toEqual(new Set([`/pages/${added}`]))
    await pass(3)
    expect(writes().length).toBe(before + sent.length)
  })

  it('are doubled by nothing: an answer lost, a person who copies forty pages', async () => {
    await create(1)
    await pass(3)
    server.fault('POST /pages', { kind: 'reset_after' }, { kind: 'html', status: 502, sends: true })
    await create(2)
    await pass(10)
    expect(there()).toHaveLength(3)
    await create(40)
    await pass(5)
    const originals = there().map(({ id }) => id)
    for (const id of originals) server.hand.copy(id)
    await pass(10)
    expect(await tasks()).toHaveLength(86)
    expect(there()).toHaveLength(86)
    expect(new Set((await links()).map(({ externalId }) => externalId)).size).toBe(86)
    expect(await states()).toEqual({ linked: 86 })
  })

  it('stay when a person throws sixty pages away: they are marked, and told of', async () => {
    await create(60)
    await pass(5)
    for (const { id } of there()) server.hand.trash(id)
    await core.sync.request(house.actor, 'notion', { mode: 'both' })
    await pass(10)
    expect(await tasks()).toHaveLength(60)
    expect(await states()).toEqual({ removed: 60 })
    expect(there()).toHaveLength(0)
  })

  it('wait while Notion throttles, fails or locks us out, and go on by themselves', async () => {
    await create(2)
    await pass(3)
    for (const fault of [server.throttle(120), { kind: 'html', status: 503 } as const]) {
      server.always('*', fault)
      await create(1)
      await pass(3)
      server.always('*', null)
      await pass(15)
    }
    server.revoke(true)
    await create(1)
    await pass(3)
    expect((await core.sync.status())[0]).toMatchObject({ state: 'paused', pause: { reason: 'trouble' } })
    server.revoke(false)
    await pass(10)
    expect(there()).toHaveLength(5)
    expect((await core.sync.status())[0]).toMatchObject({ state: 'ok', pause: null, lagSeconds: 0 })
  })
})
