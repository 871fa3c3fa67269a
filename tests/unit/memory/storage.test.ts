import { describe, expect, it } from 'vitest'
import { createClock, createMemoryStorage } from '../../../adapters/memory/index.ts'
import type { Stores } from '../../../core/ports.ts'
import { aPerson, aTask, seedPerson, seedTask } from '../../contracts/samples.ts'

const open = () => createMemoryStorage({ clock: createClock() })

describe('memory storage', () => {
  it('refuses the outer unit inside work instead of waiting for itself for ever', async () => {
    const storage = open()
    await expect(storage.run(() => storage.run(async () => 1))).rejects.toThrow('use the stores it was handed')
    await expect(storage.run(() => storage.read(async () => 1))).rejects.toThrow('use the stores it was handed')
    expect(await storage.run(async () => 'still works')).toBe('still works')
  })

  it('lets work that a unit started, and that outlives it, open units of its own', async () => {
    const storage = open()
    const { promise: over, resolve: end } = Promise.withResolvers<void>()
    let later: Promise<number> = Promise.resolve(0)
    await storage.run(async () => {
      later = over.then(() => storage.run(async () => 1))
    })
    end()
    expect(await later).toBe(1)
  })

  it('refuses a store whose unit is over', async () => {
    const storage = open()
    const kept: Stores[] = []
    await storage.run(async (stores) => kept.push(stores))
    await expect(kept[0]?.people.all()).rejects.toThrow('is over')
    await expect(kept[0]?.jobs.enqueue({ name: 'storage.purge', data: {} })).rejects.toThrow('is over')
  })

  it('refuses to write, to lock and to enqueue in a read', async () => {
    const storage = open()
    await expect(storage.read(({ people }) => people.insert(aPerson()))).rejects.toThrow('questions only')
    await expect(storage.read(({ tasks }) => tasks.lock(1))).rejects.toThrow('questions only')
    await expect(storage.read(({ jobs }) => jobs.enqueue({ name: 'storage.purge', data: {} }))).rejects.toThrow(
      'questions only',
    )
  })

  it('keeps rows that nobody outside can change', async () => {
    const storage = open()
    const ana = await seedPerson(storage)
    const labels = ['casa']
    const { id } = await seedTask(storage, ana.id, aTask(ana.id, { labels }))
    labels.push('changed afterwards')
    const found = await storage.read(({ tasks }) => tasks.find(id))
    expect(found?.labels).toEqual(['casa'])
    expect(Object.isFrozen(found) && Object.isFrozen(found?.labels)).toBe(true)
  })
})
