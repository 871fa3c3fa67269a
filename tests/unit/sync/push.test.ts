import { describe, expect, it } from 'vitest'
import { aTask } from '../../contracts/samples.ts'
import { createSyncWorld } from './world.ts'

describe('pushing', () => {
  it('shows a new task on every mirror, once, with its key', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    await world.settle(3)
    const task = await core.tasks.create(actor, { title: 'Renovar o certificado', labels: ['casa'] })
    await world.settle(3)
    for (const mirror of [notion, sheets]) {
      const { key } = await world.link(mirror.name, task.id)
      expect(mirror.hand.rows()).toMatchObject([
        { key, fields: { title: 'Renovar o certificado', labels: ['casa'], status: 'pending', assignee: 'Ana' } },
      ])
      expect(mirror.written).toHaveLength(1)
    }
    expect(world.failures).toEqual([])
  })

  it('writes only what changed, and changes that follow each other once', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    const task = await core.tasks.create(actor, { title: 'Um' })
    await world.settle(3)
    await core.tasks.patch(actor, task.id, { title: 'Dois' })
    await core.tasks.patch(actor, task.id, { title: 'Três', priority: 'high' })
    await world.settle(3)
    for (const mirror of [notion, sheets]) {
      expect(mirror.written.slice(1)).toMatchObject([{ type: 'update', changes: { title: 'Três', priority: 'high' } }])
      expect(Object.keys(mirror.written[1]?.type === 'update' ? mirror.written[1].changes : {})).toHaveLength(2)
    }
  })

  it('trashes with the task and restores with undo', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    const task = await core.tasks.create(actor, { title: 'Um' })
    await world.settle(3)
    await core.tasks.remove(actor, task.id)
    await world.settle(3)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows().filter(({ isTrashed }) => !isTrashed)).toEqual([])
      expect((await world.link(mirror.name, task.id)).state).toBe('trashed')
    }
    await core.tasks.undo(actor, task.id)
    await world.settle(3)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows().filter(({ isTrashed }) => !isTrashed)).toMatchObject([{ fields: { title: 'Um' } }])
      expect((await world.link(mirror.name, task.id)).state).toBe('linked')
    }
  })

  it('looks before it creates again when an answer was lost', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    await world.settle(3)
    for (const mirror of [notion, sheets]) mirror.fail({ kind: 'unavailable', on: 'write', after: 1 })
    await core.tasks.create(actor, { title: 'Um' })
    // So soon after the last that no pull comes first, and finds what was made.
    await world.pass(3)
    await world.pass(20)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows()).toHaveLength(1)
      expect(mirror.written).toHaveLength(1)
    }
  })

  it('brings over all there is when a mirror is new, in batches, once the outside was read', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    // They were there before the mirrors: nothing marked them.
    await world.storage.run(async (stores) => {
      for (let index = 0; index < 30; index += 1) {
        await stores.tasks.insert(aTask(world.ana.id, { title: `Tarefa ${index}` }))
      }
    })
    expect(await core.sync.plan('notion')).toMatchObject({ tasks: 30, requests: 30, estimatedSeconds: 12 })
    expect(await core.sync.plan('sheets')).toMatchObject({ tasks: 30, requests: 8 })
    await world.settle(5)
    for (const mirror of [notion, sheets]) {
      expect(new Set(mirror.hand.rows().map(({ fields }) => fields.title)).size).toBe(30)
      expect(mirror.hand.rows()).toHaveLength(30)
    }
    expect(sheets.calls.write).toBe(4)
    expect((await core.sync.status()).map(({ counts, backfill }) => [counts.linked, backfill])).toEqual([
      [30, null],
      [30, null],
    ])
    expect(await core.sync.request(actor, 'notion', { mode: 'push' })).toEqual({
      tasks: 0,
      requests: 0,
      estimatedSeconds: 0,
    })
  })

  it('recognises copies that are there already by their key, as after a restore', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion, sheets } = world
    await core.tasks.create(actor, { title: 'Um' })
    for (const mirror of [notion, sheets]) {
      mirror.hand.add({ title: 'Um', status: 'pending' }, (await world.link(mirror.name, 1)).key)
    }
    await world.settle(5)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows()).toHaveLength(1)
      expect((await world.link(mirror.name, 1)).state).toBe('linked')
    }
  })

  it('does not make again what a person threw away before its making was known', async () => {
    const world = await createSyncWorld({ mirrors: ['notion'] })
    const { core, actor, notion } = world
    await world.settle(3)
    notion.fail({ kind: 'unavailable', on: 'write', after: 1 })
    await core.tasks.create(actor, { title: 'Um' })
    await world.pass(3)
    notion.hand.trash(1)
    await world.settle(5)
    expect(notion.hand.rows()).toHaveLength(1)
    expect((await world.link('notion', 1)).state).toBe('removed')
  })

  it('writes all but what the schema has no option for, says so, and does not try in vain', async () => {
    const world = await createSyncWorld({ labels: ['casa'] })
    const { core, actor, notion, sheets } = world
    await core.tasks.create(actor, { title: 'Um', labels: ['servidor'] })
    await world.settle(10)
    await core.tasks.patch(actor, 1, { title: 'Dois' })
    await world.settle(10)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows()).toMatchObject([{ fields: { title: 'Dois', labels: [] } }])
      expect(mirror.written).toHaveLength(2)
    }
    expect((await core.sync.copiesOf([1], 'pt-BR')).get(1)).toMatchObject([
      { state: 'partial', error: 'Etiquetas no Notion: falta a opção “servidor”. Crie-a lá ou tire a etiqueta aqui.' },
      { state: 'partial' },
    ])
    await core.tasks.patch(actor, 1, { labels: ['casa'] })
    await world.settle(3)
    expect(notion.hand.rows()[0]?.fields.labels).toEqual(['casa'])
    expect((await core.sync.copiesOf([1], 'pt-BR')).get(1)).toMatchObject([{ error: null }, { error: null }])
  })

  it('pushes in the night what was changed while nobody marked it', async () => {
    const world = await createSyncWorld()
    const { core, actor, notion } = world
    await core.tasks.create(actor, { title: 'Um' })
    await world.settle(3)
    await world.storage.run(async (stores) => {
      const task = await stores.tasks.lock(1)
      if (task !== null) await stores.tasks.update({ ...task, title: 'Dois', version: task.version + 1 })
    })
    await world.settle(5)
    expect(notion.hand.rows()[0]?.fields.title).toBe('Um')
    world.clock.advance(31 * 3_600_000)
    await world.settle(5)
    expect(notion.hand.rows()[0]?.fields.title).toBe('Dois')
  })
})
