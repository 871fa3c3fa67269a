import { describe, expect, it } from 'vitest'
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
    await world.settle(5)
    for (const mirror of [notion, sheets]) {
      expect(mirror.hand.rows()).toHaveLength(1)
      expect(mirror.written).toHaveLength(1)
    }
  })

  it('brings over all there is when a mirror is new, the outside first', async () => {
    const world = await createSyncWorld({ mirrors: [] })
    for (let index = 0; index < 30; index += 1) await world.core.tasks.create(world.actor, { title: `Tarefa ${index}` })
    const later = await createSyncWorld()
    expect(later.notion.written).toEqual([])
  })
})
