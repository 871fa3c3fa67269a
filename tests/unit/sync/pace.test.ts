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
})
