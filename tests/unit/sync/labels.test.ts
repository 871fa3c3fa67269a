import { describe, expect, it } from 'vitest'
import type { MirrorName } from '../../../core/sync/ports.ts'
import { createSyncWorld, type SyncWorld } from './world.ts'

const NAMES = ['notion', 'sheets'] as const

/** One mirror that has options for `casa` and `servidor` only, and one task with a label more. */
const open = async (name: MirrorName, labels: readonly string[] = ['casa', 'jardim']): Promise<SyncWorld> => {
  const world = await createSyncWorld({ mirrors: [name], labels: ['casa', 'servidor'] })
  await world.core.tasks.create(world.actor, { title: 'Um', labels: [...labels] })
  await world.settle(3)
  return world
}

const leftOut = async ({ link }: SyncWorld, name: MirrorName, taskId = 1) =>
  (await link(name, taskId)).problems.filter(({ field }) => field === 'labels').map(({ code, value }) => [code, value])

const JARDIM = [['missing_option', 'jardim']]

describe.each(NAMES)('a label that %s has no option for', (name) => {
  const page = (world: SyncWorld) => world[name].hand.rows().find(({ isTrashed }) => !isTrashed)
  const pageLabels = (world: SyncWorld) => page(world)?.fields.labels
  const taskLabels = async (world: SyncWorld) => (await world.task(1)).labels
  const conflicts = async ({ core, actor }: SyncWorld) => (await core.sync.conflicts(actor, { limit: 10 })).conflicts

  it('is left out alone, told of in plain words, and written to nobody in vain', async () => {
    const world = await open(name, ['casa', 'jardim', 'quintal'])
    expect(pageLabels(world)).toEqual(['casa'])
    expect(await leftOut(world, name)).toEqual([...JARDIM, ['missing_option', 'quintal']])
    const [copy] = (await world.core.sync.copiesOf([1], 'pt-BR')).get(1) ?? []
    expect(copy).toMatchObject({ state: 'partial' })
    expect(copy?.error).toContain('faltam as opções “jardim”, “quintal”. Crie-as lá')
    const before = world[name].written.length
    await world.core.tasks.patch(world.actor, 1, { labels: ['casa', 'jardim', 'varanda'] })
    await world.settle(20)
    expect(world[name].written).toHaveLength(before)
    expect(await leftOut(world, name)).toEqual([...JARDIM, ['missing_option', 'varanda']])
    await world.core.tasks.patch(world.actor, 1, { labels: ['casa'] })
    await world.settle(3)
    expect(world[name].written).toHaveLength(before)
    expect((await world.core.sync.copiesOf([1], 'pt-BR')).get(1)).toMatchObject([{ state: 'synced', error: null }])
  })

  it('is not taken off the task by a page that lacks it, while a label that a person takes off is', async () => {
    const world = await open(name)
    const before = world[name].written.length
    world[name].hand.edit(1, { title: 'Um, lá' })
    await world.settle(3)
    expect(await world.task(1)).toMatchObject({ title: 'Um, lá', labels: ['casa', 'jardim'] })
    world[name].hand.edit(1, { labels: ['casa', 'servidor'] })
    await world.settle(3)
    expect(await taskLabels(world)).toEqual(['casa', 'jardim', 'servidor'])
    world[name].hand.edit(1, { labels: [] })
    await world.settle(3)
    expect(await taskLabels(world)).toEqual(['jardim'])
    expect(await leftOut(world, name)).toEqual(JARDIM)
    expect(world[name].written).toHaveLength(before)
    expect(await conflicts(world)).toEqual([])
    // What stands there is what is known to, so that nobody looks at it again.
    expect((await world.link(name, 1)).base.labels).toEqual([])
    const { read } = world[name].calls
    await world.settle(10)
    expect(world[name].calls.read).toBe(read)
  })

  it('stays whoever wins where both sides change the others', async () => {
    const world = await open(name)
    await world.core.tasks.patch(world.actor, 1, { labels: ['jardim', 'varanda'] })
    world.clock.advance(10 * 60_000)
    world[name].hand.edit(1, { labels: ['servidor'] })
    await world.settle(3)
    expect((await taskLabels(world)).filter((label) => label !== 'casa')).toEqual(['jardim', 'servidor', 'varanda'])
    expect(pageLabels(world)).toEqual(['servidor'])
  })

  it('is agreed on once a person writes it there, and then theirs to take off', async () => {
    const world = await open(name)
    world[name].hand.edit(1, { labels: ['casa', 'jardim'] })
    await world.settle(3)
    expect(await leftOut(world, name)).toEqual([])
    world[name].hand.edit(1, { labels: ['casa'] })
    await world.settle(3)
    expect(await taskLabels(world)).toEqual(['casa'])
    expect(await conflicts(world)).toEqual([])
  })

  it.each(['create', 'update'] as const)('is not lost when the answer to a %s is', async (write) => {
    const world = await open(name, write === 'create' ? [] : ['casa'])
    world[name].fail({ kind: 'unavailable', on: 'write', after: 1 })
    const labels = ['casa', 'jardim', 'servidor']
    if (write === 'create') await world.core.tasks.create(world.actor, { title: 'Dois', labels })
    else await world.core.tasks.patch(world.actor, 1, { labels })
    await world.settle(20)
    const id = write === 'create' ? 2 : 1
    expect((await world.task(id)).labels).toEqual(labels)
    expect(await leftOut(world, name, id)).toEqual(JARDIM)
    expect(await conflicts(world)).toEqual([])
    expect(world[name].hand.rows().find(({ id: row }) => row === id)?.fields.labels).toEqual(['casa', 'servidor'])
  })

  it('is not lost when its option comes before it is known that its copy was made', async () => {
    const world = await open(name, [])
    world[name].fail({ kind: 'unavailable', on: 'write', after: 1 })
    await world.core.tasks.create(world.actor, { title: 'Dois', labels: ['jardim'] })
    await world.pass(3)
    expect((await world.link(name, 2)).state).toBe('creating')
    world[name].addLabels('jardim')
    await world.core.sync.request(world.actor, name, { mode: 'both' })
    await world.settle(10)
    expect((await world.task(2)).labels).toEqual(['jardim'])
    expect(world[name].hand.rows().map(({ fields }) => fields.labels)).toEqual([[], ['jardim']])
  })

  it('is not lost to a refusal while a person takes another off', async () => {
    const world = await open(name)
    const { write } = world[name]
    world[name].addLabels('jardim')
    Object.assign(world[name], {
      write: async (writes: Parameters<typeof write>[0]) =>
        writes.map(() => ({ type: 'refused', problems: [], detail: 'Não.' })),
    })
    await world.core.sync.request(world.actor, name, { mode: 'push' })
    await world.pass(3)
    expect(await world.link(name, 1)).toMatchObject({ attempts: 1, detail: 'Não.' })
    Object.assign(world[name], { write })
    world[name].hand.edit(1, { labels: [] })
    await world.settle(20)
    expect(await taskLabels(world)).toEqual(['jardim'])
    expect(pageLabels(world)).toEqual(['jardim'])
    expect(await conflicts(world)).toEqual([])
  })

  it('is no conflict with a page whose labels nobody looked at before, and which has none', async () => {
    const world = await open(name)
    world[name].hand.edit(1, { labels: [] })
    const { labels: _unknown, ...base } = (await world.link(name, 1)).base
    const link = { ...(await world.link(name, 1)), base, problems: [], dirtySince: world.clock.now() }
    await world.storage.run((stores) => stores.links.save(link))
    await world.settle(5)
    expect(await taskLabels(world)).toEqual(['casa', 'jardim'])
    expect(pageLabels(world)).toEqual(['casa'])
    expect(await leftOut(world, name)).toEqual(JARDIM)
    expect(await conflicts(world)).toEqual([])
  })

  it('is no problem any more where labels are not shown at all', async () => {
    const world = await open(name)
    const { describe: look } = world[name]
    Object.assign(world[name], {
      describe: async (asked?: { fresh?: boolean }) => {
        const shape = await look(asked)
        return { ...shape, fields: ['title', 'status'] }
      },
    })
    await world.core.tasks.patch(world.actor, 1, { title: 'Dois' })
    await world.settle(5)
    expect(page(world)?.fields).toMatchObject({ title: 'Dois', labels: ['casa'] })
    expect((await world.link(name, 1)).problems).toEqual([])
    expect(await taskLabels(world)).toEqual(['casa', 'jardim'])
  })

  it('is no conflict where a write whose answer was lost stands in the way of the next', async () => {
    const world = await open(name, ['casa'])
    world[name].fail({ kind: 'unavailable', on: 'write', after: 1 })
    await world.core.tasks.patch(world.actor, 1, { labels: ['jardim', 'servidor'] })
    await world.pass(15)
    await world.core.tasks.patch(world.actor, 1, { labels: ['casa', 'servidor'] })
    await world.settle(20)
    expect(await taskLabels(world)).toEqual(['casa', 'servidor'])
    expect(pageLabels(world)).toEqual(['casa', 'servidor'])
    expect(await conflicts(world)).toEqual([])
  })

  it('comes back with its task, out of the trash too', async () => {
    const world = await open(name)
    await world.core.tasks.remove(world.actor, 1)
    await world.settle(3)
    await world.core.tasks.undo(world.actor, 1)
    await world.settle(3)
    expect(await taskLabels(world)).toEqual(['casa', 'jardim'])
    expect(pageLabels(world)).toEqual(['casa'])
    expect(await leftOut(world, name)).toEqual(JARDIM)
  })

  it('makes room for no more labels than a task may have: the copy keeps those, the task its own', async () => {
    const world = await open(name)
    const many = Array.from({ length: 20 }, (_, index) => `l${index}`)
    world[name].hand.edit(1, { labels: many })
    await world.settle(5)
    expect(await taskLabels(world)).toEqual(['casa', 'jardim'])
    expect(pageLabels(world)).toEqual(many)
    expect((await world.link(name, 1)).problems.map(({ code }) => code).sort()).toEqual(['missing_option', 'too_long'])
    await world.core.tasks.patch(world.actor, 1, { labels: ['casa'] })
    world[name].hand.edit(1, { labels: many.slice(1) })
    await world.settle(5)
    expect([...(await taskLabels(world))].sort()).toEqual(many.slice(1).sort())
  })

  it('is written within minutes once its option is there: the copies that lack it, each once, and no other', async () => {
    const world = await open(name)
    for (let index = 2; index <= 40; index += 1) {
      const labels = index % 10 === 0 ? ['jardim'] : index % 10 === 5 ? ['quintal'] : ['casa']
      await world.core.tasks.create(world.actor, { title: `Tarefa ${index}`, labels })
    }
    await world.settle(10)
    const [read, written] = [world[name].calls.read, world[name].written.length]
    await world.settle(30)
    expect([world[name].calls.read, world[name].written.length]).toEqual([read, written])
    world[name].addLabels('jardim')
    await world.settle(10)
    expect(world[name].written.slice(written)).toEqual(
      Array.from({ length: 5 }, () => expect.objectContaining({ type: 'update' })),
    )
    expect(world[name].calls.read - read).toBeLessThanOrEqual(5)
    for (const id of [1, 10, 20, 30, 40]) {
      expect(await leftOut(world, name, id)).toEqual([])
      expect((await world.link(name, id)).base.labels).toContain('jardim')
    }
    expect(await leftOut(world, name, 5)).toEqual([['missing_option', 'quintal']])
  })

  it.each(['a request', 'a request of that task', 'a hint about the schema'] as const)(
    'is written at once after %s',
    async (how) => {
      const world = await open(name)
      const { core, actor } = world
      world[name].addLabels('jardim')
      if (how === 'a hint about the schema') await core.sync.hint(name)
      else await core.sync.request(actor, name, { mode: 'push', ...(how === 'a request' ? {} : { taskId: 1 }) })
      await world.pass(3)
      await world.pass(3)
      expect(pageLabels(world)).toEqual(['casa', 'jardim'])
      expect(await leftOut(world, name)).toEqual([])
    },
  )

  it('is taken off by nobody’s hand where its option comes while the others change there', async () => {
    const world = await open(name, ['casa', 'jardim', 'servidor'])
    world[name].addLabels('jardim')
    world[name].hand.edit(1, { labels: ['servidor'] })
    await world.core.sync.request(world.actor, name, { mode: 'both' })
    await world.settle(5)
    expect(await taskLabels(world)).toEqual(['jardim', 'servidor'])
    expect(pageLabels(world)).toEqual(['jardim', 'servidor'])
    expect(await conflicts(world)).toEqual([])
  })
})
