import { describe, expect, it } from 'vitest'
import { createSyncWorld } from './world.ts'

describe('copies that are not as they should be', () => {
  it('are listed with their task and what is wrong in plain words, for operators', async () => {
    const world = await createSyncWorld()
    for (const title of ['Um', 'Dois']) await world.core.tasks.create(world.actor, { title })
    await world.settle(3)
    const troubles = (kind: 'troubled' | 'removed', mirror: 'notion' | 'sheets' = 'notion') =>
      world.core.sync.troubles(world.actor, { mirror, kind, limit: 10 }, 'pt-BR')
    expect(await troubles('troubled')).toEqual({ troubles: [], next: null, total: null })
    await world.storage.run(async ({ links }) => {
      const link = await links.lock('notion', 2)
      if (link !== null) await links.save({ ...link, state: 'removed' })
    })
    const { troubles: removed } = await troubles('removed')
    expect(removed).toMatchObject([{ taskId: 2, task: { title: 'Dois' }, copy: { name: 'notion', state: 'removed' } }])
    expect(removed[0]?.copy.error).toContain('Notion')
    await world.core.tasks.remove(world.actor, 2)
    expect((await troubles('removed')).troubles).toMatchObject([{ taskId: 2, task: null }])
    const member = { ...world.actor, role: 'member' } as const
    const asked = world.core.sync.troubles(member, { mirror: 'notion', kind: 'troubled', limit: 1 }, 'en')
    await expect(asked).rejects.toMatchObject({ code: 'forbidden' })
  })
})
