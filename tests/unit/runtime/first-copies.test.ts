import { expect, it } from 'vitest'
import { tellFirstCopies } from '../../../runtime/first-copies.ts'
import { aTask } from '../../contracts/samples.ts'
import { createSyncWorld } from '../sync/world.ts'

it('a worker tells what the first copy of a mirror takes before it begins, and never again', async () => {
  const world = await createSyncWorld()
  await world.storage.run(async (stores) => {
    for (let n = 0; n < 30; n += 1) await stores.tasks.insert(aTask(world.ana.id, { title: `Tarefa ${n}` }))
  })
  await world.core.sync.pause(world.actor, 'sheets')
  const told: unknown[] = []
  const log = { info: (fields: object, message: string) => void told.push({ ...fields, message }) }
  await tellFirstCopies(world.core, log)
  // Not of the one that stands still: nothing begins there.
  expect(told).toEqual([
    { mirror: 'notion', tasks: 30, requests: 30, estimated_seconds: 12, message: 'all tasks will be copied' },
  ])
  await world.core.sync.resume(world.actor, 'sheets')
  await world.settle(3)
  await tellFirstCopies(world.core, log)
  expect(told).toHaveLength(1)
})
