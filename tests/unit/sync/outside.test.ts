import { describe, expect, it } from 'vitest'
import { copyOf } from '../../../core/sync/copy.ts'
import { newLink } from '../../../core/sync/ports.ts'
import { aTask } from '../../contracts/samples.ts'
import { createSyncWorld, type Guard, type SyncWorld } from './world.ts'

const NAMES = ['notion', 'sheets'] as const

const open = async (
  titles: readonly string[],
  guard?: Guard,
  mirrors: readonly (typeof NAMES)[number][] = NAMES,
): Promise<SyncWorld> => {
  const world = await createSyncWorld({ mirrors, ...(guard === undefined ? {} : { guard }) })
  for (const title of titles) await world.core.tasks.create(world.actor, { title })
  await world.settle(3)
  return world
}

const present = (world: SyncWorld, name: (typeof NAMES)[number]) =>
  world[name].hand.rows().filter(({ isTrashed }) => !isTrashed)

const conflictsIn = async ({ core, actor }: SyncWorld) => (await core.sync.conflicts(actor, { limit: 10 })).conflicts

const messagesIn = ({ storage }: SyncWorld) =>
  storage.read(async (stores) => (await stores.notifications.page({ limit: 100 })).notifications)

describe.each(NAMES)('on %s', (name) => {
  it('of two copies that we made of one task one goes, and what a person wrote into it is kept', async () => {
    const world = await open(['Um'])
    const { key } = await world.link(name, 1)
    const copy = copyOf(await world.task(1), [world.ana, world.bruno])
    // As a create does whose answer was lost, and that no look found.
    await world[name].write([{ type: 'create', key, taskId: 1, copy: { ...copy, description: 'Escrito lá' } }])
    await world.core.sync.request(world.actor, name, { mode: 'both' })
    await world.settle(3)
    expect(present(world, name)).toMatchObject([{ key }])
    expect(await conflictsIn(world)).toMatchObject([
      { field: 'deleted', theirs: { description: 'Escrito lá' }, winner: 'ours' },
    ])
  })

  it('a copy that a person takes out of the trash brings its task back', async () => {
    const world = await open(['Um'])
    await world.core.tasks.remove(world.actor, 1)
    await world.settle(3)
    expect(present(world, name)).toEqual([])
    world[name].hand.restore(1)
    await world.settle(3)
    expect((await world.task(1)).deletedAt).toBeNull()
    for (const mirror of NAMES) expect(present(world, mirror)).toMatchObject([{ fields: { title: 'Um' } }])
  })
})

describe('on one that is read page by page', () => {
  it('a copy whose key a person cleared gets it again', async () => {
    const world = await open(['Um'])
    const { key } = await world.link('notion', 1)
    const row = world.notion.hand.rows()[0]
    if (row === undefined) throw new Error('It was made.')
    Object.assign(row, { key: null })
    world.notion.hand.edit(1, { description: 'Mudada também' })
    await world.settle(3)
    expect(present(world, 'notion')).toMatchObject([{ key, fields: { description: 'Mudada também' } }])
    expect((await world.core.tasks.list(world.actor, { sort: 'created', limit: 10 })).tasks).toHaveLength(1)
  })

  it('what a list left out is looked for by itself before it counts as deleted', async () => {
    let pulls = (): number => 0
    let isCut = false
    const world = await open(
      Array.from({ length: 6 }, (_, index) => `Tarefa ${index + 1}`),
      async (call) => {
        const before = pulls()
        const result = await call()
        if (!isCut && pulls() > before) {
          isCut = true
          // The rest moves up by one, past the place where the next page begins.
          world.notion.hand.trash(1)
        }
        return result
      },
    )
    await world.core.sync.request(world.actor, 'notion', { mode: 'pull' })
    // Changes were pulled just now: what comes is the sweep.
    const sweeping = world.notion.calls.pull + 1
    pulls = () => (world.notion.calls.pull >= sweeping ? sweeping : 0)
    await world.pass(1)
    await world.settle(2)
    expect(isCut).toBe(true)
    for (const taskId of [2, 3, 4, 5, 6]) expect((await world.link('notion', taskId)).state).toBe('linked')
    for (const { body } of await messagesIn(world)) expect(body).not.toContain('Tarefa 5')
  })

  it('what was pulled by a worker that died comes again', async () => {
    let reads = (): number => 0
    let state: 'alive' | 'dead' | 'revived' = 'alive'
    const world = await open(['Um', 'Dois'], async (call) => {
      if (state === 'dead') throw new Error('dead')
      const before = reads()
      const result = await call()
      if (state === 'alive' && reads() > before) state = 'dead'
      return result
    })
    world.notion.hand.edit(1, { title: 'Um, lá' })
    world.clock.advance(10 * 60_000)
    world.notion.hand.edit(2, { title: 'Dois, lá' })
    reads = () => world.notion.calls.read
    await world.pass(1)
    expect(state).toBe('dead')
    state = 'revived'
    await world.settle(5)
    expect([(await world.task(1)).title, (await world.task(2)).title]).toEqual(['Um, lá', 'Dois, lá'])
  })

  it('a task that could not be brought together is tried again, though its page is not pulled again', async () => {
    let reads = (): number => 0
    let breaks = false
    const breaking: Guard = async (call) => {
      if (breaks) {
        breaks = false
        throw new Error('broken')
      }
      const before = reads()
      const result = await call()
      breaks = reads() > before && reads() === 1
      return result
    }
    // Alone, so that nothing but what follows the reading breaks.
    const world = await open(['Um'], breaking, ['notion'])
    const first = world.notion.calls.read
    reads = () => world.notion.calls.read - first
    world.notion.hand.edit(1, { title: 'Um, lá' })
    world.clock.advance(60_000)
    await world.pass(1)
    expect(await world.link('notion', 1)).toMatchObject({ attempts: 1 })
    expect((await world.link('notion', 1)).dirtySince).not.toBeNull()
    await world.settle(3)
    expect((await world.task(1)).title).toBe('Um, lá')
  })
})

describe('one that is refused', () => {
  it('is tried ever more rarely, says why in the other side’s words, and keeps none of the others waiting', async () => {
    const world = await createSyncWorld({ mirrors: ['notion'] })
    await world.settle(2)
    const { notion, core, actor } = world
    const { write } = notion
    let refusals = 0
    Object.assign(notion, {
      write: async (writes: Parameters<typeof write>[0]) => {
        const [done, refused] = [writes.filter(isTaken), writes.filter((one) => !isTaken(one))]
        refusals += refused.length
        const results = [...(await write(done))]
        return writes.map((one) => (isTaken(one) ? results.shift() : { type: 'refused', problems: [], detail: 'Não.' }))
      },
    })
    const isTaken = (one: Parameters<typeof write>[0][number]) => one.type !== 'create' || one.taskId !== 1
    for (const title of ['Um', 'Dois']) await core.tasks.create(actor, { title })
    await world.pass(3)
    expect(present(world, 'notion')).toMatchObject([{ fields: { title: 'Dois' } }])
    expect(refusals).toBe(1)
    await world.settle(60)
    // 15 s, 30 s, 1 min and so on, at the tick after each.
    expect(refusals).toBeGreaterThan(4)
    expect(refusals).toBeLessThan(10)
    expect((await core.sync.copiesOf([1], 'pt-BR')).get(1)).toMatchObject([
      { state: 'failing', error: expect.stringContaining('Notion: Não.') },
    ])
    // Asked for by hand it is tried at once, and once.
    const before = refusals
    await core.sync.request(actor, 'notion', { mode: 'push' })
    await world.pass(1)
    expect(refusals - before).toBe(1)
    Object.assign(notion, { write })
    await core.tasks.patch(actor, 1, { title: 'Um, mudada' })
    await world.pass(3)
    expect(present(world, 'notion')).toHaveLength(2)
  })
})

describe('a sheet that somebody emptied', () => {
  it('is told of in one message, however many rows it had', async () => {
    const MANY = 1200
    const world = await createSyncWorld({ mirrors: ['sheets'] })
    await world.settle(2)
    await world.storage.run(async (stores) => {
      for (let n = 1; n <= MANY; n += 1) {
        const task = await stores.tasks.insert(aTask(world.ana.id, { title: `Tarefa ${n}` }))
        const key = `row of ${n}`
        await stores.links.save({ ...newLink('sheets', task.id, key, null), externalId: key, state: 'linked' })
      }
    })
    await world.settle(2)
    const told = await messagesIn(world)
    expect(told.map(({ subject }) => subject)).toEqual([`${MANY} tarefas foram apagadas no Google Sheets`])
    expect(told[0]?.body).toContain(`… e mais ${MANY - 5}`)
    expect((await world.core.sync.status())[0]?.counts.removed).toBe(MANY)
  })
})

describe('a conflict', () => {
  it('is told of once, though its winner reaches the other side only at the third attempt, and the job comes twice', async () => {
    const world = await open(['Um'])
    world.notion.fail({ kind: 'unavailable', on: 'write' }, { kind: 'unavailable', on: 'write' })
    world.notion.hand.edit(1, { title: 'Lá' })
    await world.core.tasks.patch(world.actor, 1, { title: 'Aqui' })
    await world.settle(5)
    expect(present(world, 'notion')).toMatchObject([{ fields: { title: 'Aqui' } }])
    const [conflict, ...more] = await conflictsIn(world)
    expect(conflict).toMatchObject({ ours: 'Aqui', theirs: 'Lá', winner: 'ours' })
    expect(more).toEqual([])
    await world.core.sync.tell({ personId: world.ana.id, at: conflict?.at.toISOString() ?? '' })
    expect(await messagesIn(world)).toHaveLength(1)
  })

  it('is none where a write of ours, whose answer was lost, stands in the way of the next', async () => {
    const world = await open(['Um'])
    world.notion.fail({ kind: 'unavailable', on: 'write', after: 1 })
    await world.core.tasks.patch(world.actor, 1, { title: 'Dois' })
    await world.pass(3)
    expect(present(world, 'notion')).toMatchObject([{ fields: { title: 'Dois' } }])
    await world.core.tasks.patch(world.actor, 1, { title: 'Três' })
    await world.settle(3)
    expect(present(world, 'notion')).toMatchObject([{ fields: { title: 'Três' } }])
    expect(await conflictsIn(world)).toEqual([])
  })
})
