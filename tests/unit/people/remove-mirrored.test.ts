import { describe, expect, it } from 'vitest'
import { createMemoryMirror } from '../../../adapters/memory/index.ts'
import { minutesLater } from '../../contracts/samples.ts'
import { aConflict, aLink } from '../../contracts/sync-samples.ts'
import { actorOf, createTestCore, TUESDAY_TEN } from '../../support/core.ts'

const set = async (isMirrored: boolean) => {
  const test = await createTestCore({
    mirrors: (clock) => (isMirrored ? { notion: createMemoryMirror({ name: 'notion', reading: 'each', clock }) } : {}),
  })
  const task = await test.core.tasks.create(actorOf(test.ana), { title: 'pagar o boleto', assigneeId: test.bruno.id })
  const link = aLink(task.id, { base: { title: 'pagar o boleto', assignee: 'Bruno' } })
  const conflict = aConflict(task.id, { field: 'assignee', ours: 'Bruno', theirs: 'Ana', at: TUESDAY_TEN })
  await test.storage.run(async ({ links, conflicts }) => {
    await links.save(link)
    await conflicts.insert(conflict)
  })
  test.clock.set(minutesLater(1, TUESDAY_TEN))
  await test.core.people.remove(test.bruno.id)
  const now = await test.storage.read(({ links }) => links.find('notion', task.id))
  return { ...test, link, conflict, now }
}

describe('a person who is removed', () => {
  it('goes from the copies of their tasks too: those are to be pushed, soon', async () => {
    const { storage, link, now } = await set(true)
    expect(now).toEqual({ ...link, dirtySince: minutesLater(1, TUESDAY_TEN) })
    expect(storage.jobs.waiting().map(({ name }) => name)).toContain('sync.run')
  })

  it('goes from what is kept of the copies where nobody pushes any more', async () => {
    const { link, now } = await set(false)
    expect(now).toEqual({ ...link, base: { title: 'pagar o boleto' } })
  })

  it('goes from the conflicts over who should do a task', async () => {
    const { storage, conflict } = await set(true)
    expect(await storage.read(({ conflicts }) => conflicts.find(conflict.id))).toBeNull()
  })
})
