import { expect, it } from 'vitest'
import { createSyncWorld, type Guard } from './world.ts'

/** More than one call writes. */
const TITLES = Array.from({ length: 25 }, (_, index) => `Tarefa ${index}`)

it('a run that was killed keeps the next from its mirror for little more than a minute', async () => {
  let state: 'alive' | 'dead' | 'revived' = 'alive'
  let written = (): number => 0
  const guard: Guard = async (call) => {
    if (state === 'dead') throw new Error('dead')
    const result = await call()
    if (state === 'alive' && written() > 0) state = 'dead'
    return result
  }
  const world = await createSyncWorld({ guard, mirrors: ['notion'] })
  await world.settle(3)
  written = () => world.notion.written.length
  for (const title of TITLES) await world.core.tasks.create(world.actor, { title })
  await world.pass(3)
  expect(state).toBe('dead')
  state = 'revived'
  const first = world.notion.written.length
  await world.pass(10)
  expect(world.notion.written, 'its mirror is still its own').toHaveLength(first)
  await world.pass(30)
  await world.pass(50)
  expect(world.notion.hand.rows().map(({ fields }) => fields.title)).toEqual(TITLES)
})

it('a run that was taken for dead asks nothing more once another has its mirror', async () => {
  let isTaken = false
  let read = (): boolean => false
  const guard: Guard = async (call) => {
    const result = await call()
    if (!isTaken && read()) {
      isTaken = true
      // It stood still for so long, and was thought to be dead.
      world.clock.advance(600_000)
      const now = world.clock.now()
      const until = new Date(now.getTime() + 60_000)
      await world.storage.run((stores) => stores.mirrors.claimLane('notion', 'another', until, now))
    }
    return result
  }
  const world = await createSyncWorld({ guard, mirrors: ['notion'] })
  const { core, actor, notion } = world
  await core.tasks.create(actor, { title: 'Um' })
  await world.settle(3)
  const before = { ...notion.calls }
  read = () => notion.calls.read > before.read
  await core.tasks.patch(actor, 1, { title: 'Dois' })
  await world.pass(3)
  expect(isTaken).toBe(true)
  expect(notion.calls.write).toBe(before.write)
  expect(world.failures).toEqual([])
  await world.settle(3)
  expect(notion.hand.rows()).toMatchObject([{ fields: { title: 'Dois' } }])
  expect(notion.calls.write).toBe(before.write + 1)
})

it('what somebody asked for while a run was at work is done after it', async () => {
  const world = await createSyncWorld({ mirrors: ['notion'] })
  await world.core.tasks.create(world.actor, { title: 'Um' })
  await world.settle(3)
  const { notion, storage, clock } = world
  const until = new Date(clock.now().getTime() + 60_000)
  await storage.run((stores) => stores.mirrors.claimLane('notion', 'another', until, clock.now()))
  notion.hand.trash(1)
  await world.core.sync.hint('notion', 'page-1')
  await world.pass(4)
  await storage.run((stores) => stores.mirrors.releaseLane('notion', 'another'))
  expect((await world.link('notion', 1)).state).toBe('linked')
  await world.pass(11)
  expect((await world.link('notion', 1)).state).toBe('removed')
})
