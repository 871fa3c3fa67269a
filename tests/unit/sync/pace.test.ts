import { describe, expect, it } from 'vitest'
import { createSyncWorld, type SyncWorld } from './world.ts'

/** Each call of a worker's takes a while, as everything does. */
const slow = async (ms: number): Promise<SyncWorld> => {
  let world: SyncWorld | null = null
  world = await createSyncWorld({
    guard: async (call) => {
      world?.clock.advance(ms)
      return call()
    },
  })
  return world
}

describe('a mirror', () => {
  it('is asked what changed there at each tick, though asking takes a while', async () => {
    const world = await slow(200)
    await world.settle(3)
    const before = { notion: world.notion.calls.pull, sheets: world.sheets.calls.pull }
    const began = world.clock.now().getTime()
    for (let minute = 1; minute <= 10; minute += 1) {
      await world.pass(Math.max(0, (began + minute * 60_000 - world.clock.now().getTime()) / 1000))
    }
    expect(world.notion.calls.pull - before.notion).toBe(10)
    expect(world.sheets.calls.pull - before.sheets).toBe(10)
  })

  it('shows a change within five seconds', async () => {
    const world = await slow(50)
    await world.core.tasks.create(world.actor, { title: 'Um' })
    await world.settle(3)
    const shown = () => [world.notion, world.sheets].map(({ hand }) => hand.rows()[0]?.fields.title)
    await world.core.tasks.patch(world.actor, 1, { title: 'Dois' })
    const changed = world.clock.now().getTime()
    await world.pass(2)
    expect(shown()).toEqual(['Dois', 'Dois'])
    expect(world.clock.now().getTime() - changed).toBeLessThan(5000)
  })

  it('does not wait for the tick with a change that became visible just after the last look', async () => {
    const world = await createSyncWorld()
    for (const title of ['Um', 'Dois']) await world.core.tasks.create(world.actor, { title })
    await world.settle(3)
    await world.core.tasks.patch(world.actor, 1, { title: 'Um, mudada' })
    await world.pass(2)
    const pulls = world.sheets.calls.pull
    // As if begun while the first was still to be pushed, which is why no job of its own was asked for.
    await world.storage.run(async (stores) => {
      const task = await stores.tasks.lock(2)
      if (task === null) throw new Error('It was made.')
      await stores.tasks.update({ ...task, title: 'Dois, mudada', version: task.version + 1 })
      await stores.links.touch(2, ['notion', 'sheets'], world.clock.now(), () => 'unused')
    })
    await world.pass(3)
    for (const { hand } of [world.notion, world.sheets]) expect(hand.rows()[1]?.fields.title).toBe('Dois, mudada')
    await world.pass(5)
    expect(world.sheets.calls.pull - pulls, 'a look that finds nothing asks nothing').toBe(1)
  })
})
