import { describe, expect, it } from 'vitest'
import { createSyncWorld, type SyncWorld } from './world.ts'

/** Ana's tasks, each changed here and in Notion, a while after the other. */
const conflicting = async (titles: readonly string[]): Promise<SyncWorld> => {
  const world = await createSyncWorld({ mirrors: ['notion'] })
  for (const title of titles) await world.core.tasks.create(world.actor, { title })
  await world.settle(3)
  for (const [index, title] of titles.entries()) {
    world.notion.hand.edit(index + 1, { title: `${title} lá` })
    await world.core.tasks.patch(world.actor, index + 1, { title: `${title} aqui` })
    await world.settle(3)
  }
  return world
}

const say = async ({ core, actor, pass }: SyncWorld, content: string): Promise<string | null> => {
  const { id } = await core.capture.ingest({ channel: 'whatsapp', sender: '5511988887777', content })
  await pass(1)
  return (await core.capture.get(actor, id)).reply
}

describe('one word in the chat', () => {
  it('takes the other value of what its sender was told of last, once', async () => {
    const world = await conflicting(['Um', 'Dois'])
    expect(await say(world, 'trocar')).toBe('🔁 Troquei na tarefa 2: Dois lá\nSem data')
    expect((await world.task(1)).title).toBe('Um aqui')
    await world.settle(2)
    expect(world.notion.hand.rows().map(({ fields }) => fields.title)).toEqual(['Um aqui', 'Dois lá'])
    expect(await say(world, 'trocar 2')).toContain('Não há nada a trocar')
  })

  it('takes that of an earlier task when it is named, and is taken back as any change', async () => {
    const world = await conflicting(['Um', 'Dois'])
    expect(await say(world, 'trocar 1')).toContain('Um lá')
    expect((await world.task(2)).title).toBe('Dois aqui')
    await say(world, 'desfazer')
    expect((await world.task(1)).title).toBe('Um aqui')
  })
})
