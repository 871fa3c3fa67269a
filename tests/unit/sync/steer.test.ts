import { describe, expect, it } from 'vitest'
import { createSyncWorld } from './world.ts'

const open = async () => {
  const world = await createSyncWorld()
  await world.core.tasks.create(world.actor, { title: 'Um' })
  await world.settle(3)
  const status = async (name: 'notion' | 'sheets') => {
    const found = (await world.core.sync.status()).find((one) => one.name === name)
    if (found === undefined) throw new Error('It is not configured.')
    return found
  }
  const titles = () => [world.notion, world.sheets].map(({ hand }) => hand.rows()[0]?.fields.title)
  const rename = (title: string) => world.core.tasks.patch(world.actor, 1, { title })
  return { world, status, titles, rename }
}

describe('a mirror in trouble', () => {
  it('stands still alone, says what to do, and goes on by itself when it is mended', async () => {
    const { world, status, titles, rename } = await open()
    world.notion.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    await rename('Dois')
    await world.settle(3)
    expect(titles()).toEqual(['Um', 'Dois'])
    const stopped = await status('notion')
    expect(stopped).toMatchObject({ state: 'paused', pause: { reason: 'trouble', trouble: { code: 'missing_key' } } })
    expect(stopped.explain('pt-BR')).toContain('Falta “SparkOne ID” no Notion')
    expect(stopped.explain('en')).toContain('“SparkOne ID” is missing in Notion')
    expect((await status('sheets')).state).toBe('ok')
    const asked = world.notion.calls.describe
    await world.settle(4)
    expect(world.notion.calls.describe - asked).toBeLessThanOrEqual(1)
    world.notion.stop(null)
    await world.settle(6)
    expect(titles()).toEqual(['Dois', 'Dois'])
    expect((await status('notion')).state).toBe('ok')
  })

  it('tells each operator once that it stopped and what to do, and nobody that it goes on', async () => {
    const { world } = await open()
    const told = async () => {
      const { notifications } = await world.storage.read((stores) => stores.notifications.page({ limit: 50 }))
      return notifications.map(({ personId, subject, body }) => ({ personId, subject, body }))
    }
    world.notion.stop({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    await world.settle(20)
    const first = await told()
    expect(first).toHaveLength(1)
    expect(first[0]).toMatchObject({ personId: world.ana.id, subject: 'O espelho no Notion parou' })
    expect(first[0]?.body).toContain('Falta “SparkOne ID” no Notion')
    world.notion.stop(null)
    await world.settle(6)
    expect(await told()).toHaveLength(1)
    world.notion.stop({ code: 'credentials_refused', params: {} })
    await world.settle(20)
    expect(await told()).toHaveLength(2)
  })

  it('is asked at a start whether it is over, without waiting for the next look', async () => {
    const { world, status } = await open()
    world.notion.stop({ code: 'credentials_refused', params: {} })
    await world.settle(6)
    world.notion.stop(null)
    expect((await status('notion')).state).toBe('paused')
    await world.core.sync.lookAgain()
    await world.pass(1)
    expect((await status('notion')).state).toBe('ok')
  })

  it('waits as long as it was asked to, keeps what is to be pushed, and asks nothing meanwhile', async () => {
    const { world, status, titles, rename } = await open()
    world.notion.fail({ kind: 'throttled', on: 'read', retryAfterMs: 600_000 })
    await rename('Dois')
    await world.settle(1)
    const calls = { ...world.notion.calls }
    await world.settle(8)
    expect(world.notion.calls).toEqual(calls)
    expect((await status('notion')).lagSeconds).toBeGreaterThan(480)
    await world.settle(3)
    expect(titles()).toEqual(['Dois', 'Dois'])
    expect(await status('notion')).toMatchObject({ state: 'ok', lagSeconds: 0, failure: null, resumeAt: null })
  })

  it.each([
    ['is not failing while it gets on by and by', 'write', 'ok'],
    ['is failing when it is put off again and again', undefined, 'failing'],
  ] as const)('%s', async (_, on, state) => {
    const { world, status, rename } = await open()
    const later = { kind: 'throttled', retryAfterMs: 90_000, ...(on === undefined ? {} : { on }) } as const
    world.notion.fail(...Array.from({ length: 20 }, () => later))
    await rename('Dois')
    await world.settle(25)
    expect(await status('notion')).toMatchObject({ state, failure: 'throttled', pause: null })
    await world.settle(20)
    expect(await status('notion')).toMatchObject({ state: 'ok', failure: null, lagSeconds: 0 })
  })

  it('is tried again ever more rarely while it does not answer, and counts each failure', async () => {
    const { world, status, titles, rename } = await open()
    world.sheets.fail(...Array.from({ length: 4 }, () => ({ kind: 'unavailable' as const })))
    await rename('Dois')
    await world.settle(2)
    const down = await status('sheets')
    expect(down).toMatchObject({ state: 'failing', failure: 'unavailable' })
    expect(down.explain('pt-BR')).toContain('não responde')
    await world.settle(10)
    expect(titles()).toEqual(['Dois', 'Dois'])
    const failed = world.facts.facts.filter((fact) => fact.type === 'synced' && fact.status === 'failure')
    expect(failed).toHaveLength(4)
    expect(failed).toContainEqual({ type: 'synced', mirror: 'sheets', direction: 'pull', status: 'failure' })
    expect(world.queue.dead()).toEqual([])
  })
})

describe('steering', () => {
  it('pauses and resumes a mirror by hand', async () => {
    const { world, status, titles, rename } = await open()
    await world.core.sync.pause(world.actor, 'sheets')
    await rename('Dois')
    world.sheets.hand.edit(1, { description: 'Escrita na pausa' })
    await world.settle(5)
    expect(titles()).toEqual(['Dois', 'Um'])
    expect((await status('sheets')).explain('pt-BR')).toContain('Em pausa a pedido')
    await world.core.sync.resume(world.actor, 'sheets')
    await world.settle(2)
    expect(titles()).toEqual(['Dois', 'Dois'])
    expect((await world.task(1)).description).toBe('Escrita na pausa')
  })

  it('pulls soon after a hint, once for many', async () => {
    const { world } = await open()
    await world.pass(10)
    const pulls = world.notion.calls.pull
    for (let hint = 0; hint < 5; hint += 1) await world.core.sync.hint('notion')
    world.notion.hand.edit(1, { title: 'Dois' })
    await world.pass(3)
    expect((await world.task(1)).title).toBe('Dois')
    expect(world.notion.calls.pull - pulls).toBe(1)
  })

  it('looks at the copy that a hint names: one that was deleted is noticed at once', async () => {
    const { world } = await open()
    world.notion.hand.trash(1)
    await world.core.sync.hint('notion', 'page-1')
    await world.core.sync.hint('notion', 'page-of-nobody')
    await world.pass(3)
    expect((await world.link('notion', 1)).state).toBe('removed')
    world.notion.hand.restore(1)
    await world.core.sync.hint('notion', 'page-1')
    await world.pass(3)
    expect((await world.link('notion', 1)).state).toBe('linked')
  })

  it('is for operators; a member may ask for a task of theirs', async () => {
    const { world } = await open()
    const { sync, tasks } = world.core
    const bruno = { personId: world.bruno.id, role: 'member', channel: 'api' } as const
    for (const refused of [
      sync.request(bruno, 'notion', { mode: 'both' }),
      sync.pause(bruno, 'notion'),
      sync.resume(bruno, 'notion'),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(sync.request(bruno, 'notion', { mode: 'push', taskId: 1 })).rejects.toMatchObject({
      code: 'task_not_found',
    })
    const own = await tasks.create(bruno, { title: 'De Bruno' })
    expect(await sync.request(bruno, 'notion', { mode: 'push', taskId: own.id })).toMatchObject({ tasks: 1 })
  })

  it('knows no mirror that is not configured', async () => {
    const world = await createSyncWorld({ mirrors: ['sheets'] })
    await expect(world.core.sync.plan('notion')).rejects.toMatchObject({ code: 'mirror_not_found' })
    await expect(world.core.sync.hint('notion')).rejects.toMatchObject({ code: 'mirror_not_found' })
    await world.core.tasks.create(world.actor, { title: 'Um' })
    await world.settle(3)
    expect([...(await world.core.sync.copiesOf([1, 2], 'en'))]).toMatchObject([
      [1, [{ name: 'sheets', state: 'synced', error: null }]],
    ])
    expect(world.notion.calls.describe).toBe(0)
  })
})
