import { describe, expect, it } from 'vitest'
import { createSyncWorld, type Guard } from './world.ts'

/** A task on Notion, and something that happens once, between a write there and what is made of its answer. */
const open = async () => {
  let act: (() => Promise<unknown>) | null = null
  let written = (): number => 0
  const guard: Guard = async (call) => {
    const before = written()
    const result = await call()
    const now = act
    if (now !== null && written() > before) {
      act = null
      await now()
    }
    return result
  }
  const world = await createSyncWorld({ guard, mirrors: ['notion'] })
  written = () => world.notion.written.length
  await world.settle(3)
  const { core, actor, notion } = world
  await core.tasks.create(actor, { title: 'Um' })
  await world.settle(2)
  const meanwhile = (work: () => Promise<unknown>): void => {
    act = work
  }
  const rename = (title: string) => core.tasks.patch(actor, 1, { title })
  const shown = () => notion.hand.rows().filter(({ isTrashed }) => !isTrashed)
  return { world, meanwhile, rename, shown }
}

describe('between a write and its answer', () => {
  it('a change of the task is seen, and written next', async () => {
    const { world, meanwhile, rename, shown } = await open()
    await rename('Dois')
    meanwhile(() => rename('Três'))
    await world.pass(3)
    await world.pass(3)
    expect(shown().map(({ fields }) => fields.title)).toEqual(['Três'])
    expect(await world.link('notion', 1)).toMatchObject({ dirtySince: null, version: 3 })
  })

  it('a copy that is asked for anew is made, and not taken for the one of before', async () => {
    const { world, meanwhile, rename, shown } = await open()
    const { core, actor, notion, storage } = world
    const { key } = await world.link('notion', 1)
    await rename('Dois')
    meanwhile(async () => {
      notion.hand.trash(1)
      const link = await world.link('notion', 1)
      await storage.run((stores) => stores.links.save({ ...link, state: 'removed' }))
      await core.sync.request(actor, 'notion', { mode: 'push', taskId: 1 })
    })
    await world.settle(2)
    const link = await world.link('notion', 1)
    expect(link.key).not.toBe(key)
    expect(shown()).toMatchObject([{ key: link.key, fields: { title: 'Dois' } }])
  })
})

describe('what was written', () => {
  it('is what a person changes: set back, it is not written again', async () => {
    const { world, rename, shown } = await open()
    await rename('Dois')
    await world.pass(3)
    world.notion.hand.edit(1, { title: 'Um' })
    await world.settle(3)
    expect((await world.task(1)).title).toBe('Um')
    expect(shown()).toMatchObject([{ fields: { title: 'Um' } }])
    expect((await world.core.sync.conflicts(world.actor, { limit: 10 })).conflicts).toEqual([])
  })

  it('is known though its answer never came: what a person then changes is no conflict', async () => {
    const { world, shown } = await open()
    world.notion.fail({ kind: 'unavailable', on: 'write', after: 1 })
    await world.core.tasks.create(world.actor, { title: 'Novo', description: 'Como foi escrito' })
    await world.pass(3)
    world.notion.hand.edit(2, { title: 'Novo, por lá' })
    await world.settle(3)
    expect(await world.task(2)).toMatchObject({ title: 'Novo, por lá', description: 'Como foi escrito' })
    expect(shown()).toHaveLength(2)
    expect((await world.core.sync.conflicts(world.actor, { limit: 10 })).conflicts).toEqual([])
  })
})
