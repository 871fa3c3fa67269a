import { describe, expect, it } from 'vitest'
import type { MemoryMirror } from '../../../adapters/memory/index.ts'
import { createSyncWorld, type SyncWorld } from './world.ts'

const NAMES = ['notion', 'sheets'] as const

const rowOf = (mirror: MemoryMirror, title: string) => {
  const row = mirror.hand.rows().find(({ fields, isTrashed }) => fields.title === title && !isTrashed)
  if (row === undefined) throw new Error('Nobody wrote that.')
  return row
}

const tasksOf = async ({ core, actor }: SyncWorld) =>
  (await core.tasks.list(actor, { sort: 'created', limit: 100 })).tasks

const tellings = async ({ storage }: SyncWorld) =>
  (await storage.read((stores) => stores.notifications.page({ limit: 100 }))).notifications.map(
    ({ personId, subject, body }) => ({ personId, subject, body }),
  )

describe.each(NAMES)('pulling from %s', (name) => {
  const open = async (titles: readonly string[] = ['Um']) => {
    const world = await createSyncWorld()
    for (const title of titles) await world.core.tasks.create(world.actor, { title })
    await world.settle(3)
    const [mirror, other] = name === 'notion' ? [world.notion, world.sheets] : [world.sheets, world.notion]
    return { world, mirror, other, before: mirror.written.length }
  }

  it('takes what a person changed, tells the other mirror, and echoes nothing', async () => {
    const { world, mirror, other, before } = await open()
    mirror.hand.edit(rowOf(mirror, 'Um').id, { title: 'Dois', due: { date: '2026-12-24' }, assignee: 'bruno' })
    await world.settle(3)
    expect(await world.task(1)).toMatchObject({ title: 'Dois', dueDate: '2026-12-24', assigneeId: world.bruno.id })
    expect(rowOf(other, 'Dois').fields).toMatchObject({ due: { date: '2026-12-24' }, assignee: 'Bruno' })
    expect(mirror.written.slice(before)).toEqual([])
    const [, entry] = await world.core.tasks.history(world.actor, 1)
    expect(entry).toMatchObject({ actorId: `mirror:${name}`, channel: name, action: 'updated' })
    expect(world.facts.facts).not.toContainEqual(expect.objectContaining({ type: 'sync_conflict' }))
  })

  it('takes a text as it is meant, and leaves its blanks where they are', async () => {
    const { world, mirror, before } = await open()
    mirror.hand.edit(rowOf(mirror, 'Um').id, { description: ' Uma linha\r\ne outra\n', labels: ['b', 'a', 'b'] })
    await world.settle(3)
    expect(await world.task(1)).toMatchObject({ description: 'Uma linha\ne outra', labels: ['a', 'b'] })
    expect(mirror.written.slice(before)).toEqual([])
  })

  it('makes a task of what a person wrote, for the first operator, after giving it its key', async () => {
    const { world, mirror, other } = await open([])
    mirror.hand.add({ title: 'Comprar pão', status: 'completed' })
    await world.settle(3)
    const [task] = await tasksOf(world)
    expect(task).toMatchObject({ title: 'Comprar pão', status: 'completed', createdBy: world.ana.id, channel: name })
    expect(task?.completedAt).not.toBeNull()
    expect(rowOf(mirror, 'Comprar pão').key).toBe((await world.link(name, 1)).key)
    expect(rowOf(other, 'Comprar pão').fields).toMatchObject({ status: 'completed', assignee: 'Ana' })
  })

  it('leaves blank ones alone', async () => {
    const { world, mirror } = await open([])
    mirror.hand.add({})
    await world.settle(3)
    expect(await tasksOf(world)).toEqual([])
    expect(mirror.written).toEqual([])
  })

  it('makes a task of its own of a copy that a person made', async () => {
    const { world, mirror } = await open()
    mirror.hand.copy(rowOf(mirror, 'Um').id)
    await world.settle(3)
    expect((await tasksOf(world)).map(({ title }) => title)).toEqual(['Um', 'Um'])
    const keys = mirror.hand.rows().map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)
    expect(keys).toContain((await world.link(name, 1)).key)
  })

  it('keeps the task of a copy that was deleted, tells its person once, and makes it again when asked', async () => {
    const { world, mirror } = await open(['Um', 'Dois'])
    for (const title of ['Um', 'Dois']) mirror.hand.trash(rowOf(mirror, title).id)
    await world.core.sync.request(world.actor, name, { mode: 'pull' })
    await world.settle(5)
    expect((await world.link(name, 1)).state).toBe('removed')
    expect((await tasksOf(world)).map(({ title }) => title)).toEqual(['Um', 'Dois'])
    const told = await tellings(world)
    expect(told).toHaveLength(1)
    expect(told[0]?.subject).toMatch(/^2 tarefas foram apagadas no (Notion|Google Sheets)$/)
    expect(told[0]?.body).toContain('• 1 · Um\n• 2 · Dois')

    await world.core.tasks.patch(world.actor, 1, { title: 'Três' })
    await world.settle(3)
    expect((await world.link(name, 1)).state).toBe('removed')
    await world.core.sync.request(world.actor, name, { mode: 'push', taskId: 1 })
    await world.settle(3)
    expect((await world.link(name, 1)).state).toBe('linked')
    expect(rowOf(mirror, 'Três').key).toBe((await world.link(name, 1)).key)
  })

  it('leaves what cannot be a value of the field, says so in plain words, and overwrites it only with a change', async () => {
    const { world, mirror, before } = await open()
    const row = rowOf(mirror, 'Um').id
    mirror.hand.edit(row, { title: '  ', assignee: 'Ninguém Conhecido' })
    await world.settle(3)
    expect(await world.task(1)).toMatchObject({ title: 'Um', assigneeId: world.ana.id })
    expect(mirror.written.slice(before)).toEqual([])
    const copies = (await world.core.sync.copiesOf([1], 'pt-BR')).get(1)
    expect(copies?.find((copy) => copy.name === name)).toMatchObject({ state: 'partial' })
    expect(copies?.find((copy) => copy.name === name)?.error).toContain('não achei a mesma pessoa')

    await world.core.tasks.patch(world.actor, 1, { title: 'Dois' })
    await world.settle(3)
    expect(rowOf(mirror, 'Dois').fields.assignee).toBe('Ninguém Conhecido')
  })
})

describe('a conflict', () => {
  const both = async (title: string) => {
    const world = await createSyncWorld()
    await world.core.tasks.create(world.actor, { title: 'Um' })
    await world.settle(3)
    world.notion.hand.edit(1, { title })
    await world.core.tasks.patch(world.actor, 1, { title: 'Aqui' })
    await world.settle(5)
    return world
  }

  it('is won by SparkOne within a minute, kept with both values, told once, and turned by one word', async () => {
    const world = await both('Lá')
    expect((await world.task(1)).title).toBe('Aqui')
    const { conflicts } = await world.core.sync.conflicts(world.actor, { limit: 10, open: true })
    expect(conflicts).toMatchObject([
      { field: 'title', ours: 'Aqui', theirs: 'Lá', winner: 'ours', personId: world.ana.id },
    ])
    const told = await tellings(world)
    expect(told).toEqual([
      {
        personId: world.ana.id,
        subject: 'Mudou aqui e no Notion',
        body: 'Mudou aqui e no Notion:\n• 1 · Aqui\n  Título: ficou “Aqui”; o outro valor era “Lá”.\n\nPara ficar com o outro, responda "trocar".',
      },
    ])
    expect(await world.core.sync.swapLatest(world.actor)).toMatchObject([{ task: { id: 1, title: 'Lá' } }])
    expect(await world.core.sync.swapLatest(world.actor)).toEqual([])
    await world.settle(3)
    for (const mirror of [world.notion, world.sheets]) expect(rowOf(mirror, 'Lá').id).toBe(1)
    expect(await tellings(world)).toHaveLength(1)
  })

  it('is resolved once, and hidden from those whose task it is not', async () => {
    const world = await both('Lá')
    const [conflict] = (await world.core.sync.conflicts(world.actor, { limit: 10 })).conflicts
    const id = conflict?.id ?? ''
    const bruno = { personId: world.bruno.id, role: 'member', channel: 'api' } as const
    await expect(world.core.sync.resolve(bruno, id, 'theirs')).rejects.toMatchObject({ code: 'conflict_not_found' })
    await expect(world.core.sync.conflicts(bruno, { limit: 10 })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.core.sync.resolve(world.actor, id, 'ours')).toMatchObject({ resolution: 'kept' })
    await expect(world.core.sync.resolve(world.actor, id, 'theirs')).rejects.toMatchObject({
      code: 'conflict_resolved',
    })
    await expect(world.core.sync.resolve(world.actor, 'nowhere', 'ours')).rejects.toMatchObject({
      code: 'conflict_not_found',
    })
  })

  it('keeps what was written into a copy that goes with its task, and brings both back', async () => {
    const world = await createSyncWorld()
    await world.core.tasks.create(world.actor, { title: 'Um' })
    await world.settle(3)
    world.sheets.hand.edit(1, { description: 'Importante' })
    await world.core.tasks.remove(world.actor, 1)
    await world.settle(5)
    const { conflicts } = await world.core.sync.conflicts(world.actor, { limit: 10, open: true })
    expect(conflicts).toMatchObject([{ field: 'deleted', theirs: { description: 'Importante' }, winner: 'ours' }])
    await world.core.sync.swapLatest(world.actor)
    await world.settle(5)
    expect(await world.task(1)).toMatchObject({ deletedAt: null, description: 'Importante' })
    for (const mirror of [world.notion, world.sheets]) {
      expect(rowOf(mirror, 'Um').fields.description).toBe('Importante')
    }
  })
})
