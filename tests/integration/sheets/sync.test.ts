import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type House, openHouse } from './house.ts'

describe('tasks and a Google sheet', () => {
  let house: House
  beforeEach(async () => {
    house = await openHouse()
  })
  afterEach(() => house.sheet.close())

  const create = (title: string) => house.core.tasks.create(house.actor, { title })
  const titles = async () => (await house.tasks()).map(({ title }) => title).sort()
  const writes = () => house.sheet.received().writes

  it('come together: each task one row, one write for all of them, and silence when nothing changes', async () => {
    for (let index = 0; index < 60; index += 1) await create(`Tarefa ${index}`)
    await house.pass(3)
    expect(house.there()).toHaveLength(60)
    expect(writes()).toBe(1)
    expect((await house.links()).every(({ state, dirtySince }) => state === 'linked' && dirtySince === null)).toBe(true)
    await house.pass(5)
    expect(writes()).toBe(1)
  })

  it('take what a person edits, sorts, makes and copies, and send nothing back but keys', async () => {
    await create('Abrir')
    await create('Zelar')
    await house.pass(2)
    const { hand } = house
    hand.edit(hand.rowWhere('Tarefa', 'Abrir'), { Tarefa: 'Abrir cedo', Situação: 'Concluída', Prazo: '24/12/2026' })
    hand.add({ Tarefa: 'Comprar', Etiquetas: 'casa, rua', Prioridade: 'Alta' })
    hand.copy(hand.rowWhere('Tarefa', 'Zelar'))
    hand.insertAbove(1)
    hand.sort('Tarefa', { metadataMoves: false })
    await house.pass(3)
    const tasks = await house.tasks()
    expect(tasks.find(({ title }) => title === 'Abrir cedo')).toMatchObject({
      status: 'completed',
      dueDate: '2026-12-24',
    })
    expect(tasks.find(({ title }) => title === 'Comprar')).toMatchObject({ labels: ['casa', 'rua'], priority: 'high' })
    expect(await titles()).toEqual(['Abrir cedo', 'Comprar', 'Zelar', 'Zelar'])
    const before = writes()
    await house.pass(5)
    expect([writes(), await titles()]).toEqual([before, ['Abrir cedo', 'Comprar', 'Zelar', 'Zelar']])
    expect(house.there()).toHaveLength(4)
  })

  it('follow each other out: a row that goes is marked, a task that goes takes its row, undone it is back', async () => {
    const [one, other] = [await create('Uma'), await create('Outra')]
    await house.pass(2)
    house.hand.remove(house.hand.rowWhere('Tarefa', 'Uma'))
    await house.core.tasks.remove(house.actor, other.id)
    await house.pass(2)
    expect(house.there()).toEqual([])
    expect(await titles()).toEqual(['Uma'])
    expect((await house.links()).map(({ taskId, state }) => [taskId, state])).toEqual([[one.id, 'removed']])
    await house.core.tasks.undoLatest(house.actor)
    await house.pass(2)
    expect(house.there()).toEqual(['Outra'])
  })

  it('wait, each by itself, while a header is missing, and go on when it is back', async () => {
    await create('Uma')
    await house.pass(2)
    house.hand.rename('SparkOne ID', 'Outra coisa')
    await create('Duas')
    await house.pass(10)
    expect(house.there()).toEqual(['Uma'])
    const [status] = await house.core.sync.status()
    expect(status?.explain('pt-BR')).toContain('SparkOne ID')
    house.hand.rename('Outra coisa', 'SparkOne ID')
    await house.pass(10)
    expect(house.there()).toEqual(['Uma', 'Duas'])
  })

  it('stand still, and lose no field, where a column vanished while SparkOne was off', async () => {
    await house.core.tasks.create(house.actor, { title: 'Uma', labels: ['casa'] })
    await house.pass(2)
    house.hand.rename('Etiquetas', 'Outra coisa')
    house.sheet.mirror.killIn({ after: 0, isDone: false })
    await house.pass(10)
    const [status] = await house.core.sync.status()
    expect([status?.state, status?.explain('pt-BR')]).toMatchObject(['paused', expect.stringContaining('Etiquetas')])
    house.hand.rename('Outra coisa', 'Etiquetas')
    await house.pass(10)
    expect((await house.core.sync.status())[0]?.state).toBe('ok')
    expect((await house.tasks()).map(({ labels }) => labels)).toEqual([['casa']])
    expect(house.hand.cells(1).Etiquetas?.userEnteredValue).toEqual({ stringValue: 'casa' })
  })

  it('are doubled by nothing: answers that are lost, refusals, a person who moves rows in that moment', async () => {
    await create('Um')
    await house.pass(2)
    for (const kind of ['reset-after', 'truncated', 'html', 'reset-before'] as const) {
      house.server.always({ kind }, 'writes')
      await create(`Com ${kind}`)
      await house.pass(2)
      house.server.beforeWrite(() => house.hand.insertAbove(1))
      house.server.always(null, 'writes')
      await house.pass(10)
    }
    expect(house.there().sort()).toEqual(['Com html', 'Com reset-after', 'Com reset-before', 'Com truncated', 'Um'])
    expect(await titles()).toEqual(house.there().sort())
  })

  it('stay within fifty reads and writes a minute while a hundred changes come one by one', async () => {
    const { id } = await create('Muda')
    await house.pass(2)
    for (let index = 0; index < 100; index += 1) {
      await house.core.tasks.patch(house.actor, id, { title: `Muda ${index}` })
      house.clock.advance(1000)
      while ((await house.storage.jobs.drain(house.core.jobs, { max: 1000 })) > 0);
    }
    await house.pass(2)
    expect(house.there()).toEqual(['Muda 99'])
    expect(writes()).toBeLessThan(100)
  })
})
