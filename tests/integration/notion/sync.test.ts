import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NotionServer } from '../../support/notion-server.ts'
import { type House, openHouse } from './house.ts'

describe('tasks and Notion', () => {
  let house: House
  let server: NotionServer
  let core: House['core']
  beforeEach(async () => {
    house = await openHouse()
    ;({ server, core } = house)
  })
  afterEach(() => server.stop())

  const pass = (minutes: number) => house.pass(minutes)
  const tasks = () => house.tasks()
  const links = () => house.links()
  const there = () => house.there()
  const writes = () => house.writes()
  const create = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, index) => core.tasks.create(house.actor, { title: `Tarefa ${index}` })),
    )
  const states = async (): Promise<Record<string, number>> => {
    const counts: Record<string, number> = {}
    for (const { state } of await links()) counts[state] = (counts[state] ?? 0) + 1
    return counts
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

  it('of somebody whom nobody there could be are copied without them, once, and are no problem', async () => {
    server.workspace.people.splice(0)
    await create(3)
    await pass(3)
    const before = writes().length
    expect(before).toBe(3)
    await pass(10)
    await core.sync.request(house.actor, 'notion', { mode: 'both' })
    await pass(10)
    expect(writes().length).toBe(before)
    expect((await core.sync.status())[0]?.counts).toMatchObject({ linked: 3, dirty: 0, troubled: 0 })
    expect((await tasks()).map(({ assigneeId }) => assigneeId)).toEqual(Array(3).fill(house.actor.personId))
    // One whose link does not know yet that nobody stands there, and calls it a problem, is written once more.
    const link = (await links())[0]
    if (link === undefined) throw new Error('It is linked.')
    const { assignee: _unknown, ...base } = link.base
    const problems = [{ field: 'assignee', code: 'unknown_person', value: 'Ana' }] as const
    await house.storage.run((stores) => stores.links.save({ ...link, base, problems }))
    await core.sync.request(house.actor, 'notion', { mode: 'both' })
    await pass(10)
    expect(writes().length).toBe(before + 1)
    expect((await core.sync.status())[0]?.counts).toMatchObject({ linked: 3, dirty: 0, troubled: 0 })
  })

  it('of somebody who may be there by their e-mail, and is not, have that problem, and are written once all the same', async () => {
    const eva = await core.people.add({ name: 'Eva', aliases: [{ channel: 'email', address: 'eva@example.org' }] })
    await core.tasks.create(house.actor, { title: 'De Eva', assigneeId: eva.id })
    await core.tasks.create(house.actor, { title: 'De Ana', labels: ['um, dois'] })
    await pass(10)
    expect(writes()).toHaveLength(2)
    expect((await links()).map(({ problems }) => problems)).toEqual([
      [{ field: 'assignee', code: 'unknown_person', value: 'Eva' }],
      [{ field: 'labels', code: 'missing_option', value: 'um, dois' }],
    ])
    expect((await core.sync.status())[0]?.counts).toMatchObject({ linked: 2, troubled: 2 })
    await core.tasks.patch(house.actor, 1, { title: 'De Eva ainda' })
    await pass(10)
    expect(writes()).toHaveLength(3)
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

  it.each([25, 5])('are all read, whose texts are more requests than a budget of %i allows at once', async (limit) => {
    await server.stop()
    house = await openHouse({ limit, seconds: 10 })
    ;({ server, core } = house)
    await pass(2)
    const pieces = Array.from({ length: 30 }, (_, index) => `parte ${index} `)
    for (let index = 0; index < 30; index += 1)
      server.hand.format(server.hand.add({ Nome: `T${index}` }), 'Descrição', pieces)
    await pass(15 * (25 / limit))
    const made = await tasks()
    expect(made.map(({ description }) => description?.trim())).toEqual(Array(30).fill(pieces.join('').trim()))
    // And what is edited out of sight within the minute is read again.
    const one = server.hand.find('T7')
    server.hand.format(one, 'Descrição', pieces.with(29, 'mudada'))
    await pass(5)
    expect((await tasks()).find(({ title }) => title === 'T7')?.description).toContain('mudada')
  })
})
