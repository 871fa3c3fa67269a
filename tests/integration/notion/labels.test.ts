import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NotionServer } from '../../support/notion-server.ts'
import { type House, openHouse } from './house.ts'

describe('labels on Notion', () => {
  let house: House
  let server: NotionServer
  beforeEach(async () => {
    house = await openHouse()
    ;({ server } = house)
  })
  afterEach(() => server.stop())

  const create = (count: number, labels: readonly string[]) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        house.core.tasks.create(house.actor, { title: `${labels.at(-1)} ${index}`, labels: [...labels] }),
      ),
    )
  const options = () => server.hand.property('Etiquetas').options.map(({ name }) => name)
  const labelsOf = ({ values }: ReturnType<House['there']>[number]): readonly string[] => {
    const { id, options: all } = server.hand.property('Etiquetas')
    const ids = (values.get(id) ?? []) as readonly string[]
    return ids.map((one) => all.find((option) => option.id === one)?.name ?? '').sort()
  }
  const pagesWith = (label: string) => house.there().filter((page) => labelsOf(page).includes(label)).length
  const leftOut = async () =>
    (await house.links()).flatMap(({ problems }) => problems.flatMap(({ code, value }) => [`${code} ${value}`]))
  const since = (from: number) => {
    const all = server.requests.slice(from)
    return {
      writes: all.filter(({ method }) => method === 'PATCH').length,
      pages: all.filter(({ method, path }) => method === 'GET' && path.startsWith('/pages/')).length,
      queries: all.filter(({ path }) => path.endsWith('/query')).length,
    }
  }

  it('are never made by a task: each stays with it, is told of, and no page is asked for again meanwhile', async () => {
    const before = options()
    await create(20, ['casa', 'jardim'])
    await house.pass(5)
    expect(house.there().map(labelsOf)).toEqual(Array(20).fill(['casa']))
    expect(await leftOut()).toEqual(Array(20).fill('missing_option jardim'))
    const from = server.requests.length
    await house.pass(60)
    expect(since(from)).toMatchObject({ writes: 0, pages: 0 })
    expect(options()).toEqual(before)
    expect((await house.tasks()).map(({ labels }) => labels)).toEqual(Array(20).fill(['casa', 'jardim']))
  })

  it('are written once their options are there, by a read and a write for each page that lacks one', async () => {
    await create(60, ['casa'])
    await create(30, ['casa', 'jardim'])
    await create(10, ['quintal'])
    await house.pass(10)
    server.hand.addOption('Etiquetas', 'jardim')
    const from = server.requests.length
    await house.pass(10)
    expect(pagesWith('jardim')).toBe(30)
    expect(since(from).writes).toBe(30)
    // A read that the budget keeps from its write comes again.
    expect(since(from).pages).toBeLessThan(36)
    // No look at all there is: a pull a minute, as ever.
    expect(since(from).queries).toBeLessThanOrEqual(12)
    expect(await leftOut()).toEqual(Array(10).fill('missing_option quintal'))
    expect((await house.core.sync.status())[0]?.counts).toMatchObject({ linked: 100, dirty: 0, troubled: 10 })
  })

  it('are written by whichever of two processes is next, though it looked before the other did', async () => {
    await create(40, ['jardim'])
    await house.pass(5)
    await house.core.sync.request(house.actor, 'notion', { mode: 'push' })
    await house.pass(1)
    server.hand.addOption('Etiquetas', 'jardim')
    house.clock.advance(10_000)
    const other = house.another()
    const from = server.requests.length
    await other.sync.run({ mirror: 'notion' })
    const written = pagesWith('jardim')
    expect(written).toBeGreaterThan(5)
    expect(written).toBeLessThan(15)
    await house.pass(1)
    expect(pagesWith('jardim')).toBe(40)
    expect(since(from)).toMatchObject({ writes: 40 })
    expect(since(from).pages).toBeLessThan(46)
    expect(await leftOut()).toEqual([])
  })

  it('are written each once by two processes that work at the same time', async () => {
    const other = house.another()
    await create(20, ['jardim'])
    await house.pass(5)
    server.hand.addOption('Etiquetas', 'jardim')
    const from = server.requests.length
    for (let round = 0; round < 30; round += 1) {
      house.clock.advance(10_000)
      const data = { mirror: 'notion', mode: 'both' } as const
      await Promise.all([house.core.sync.run(data), other.sync.run(data)])
    }
    expect(pagesWith('jardim')).toBe(20)
    expect(since(from)).toMatchObject({ writes: 20 })
    expect(await leftOut()).toEqual([])
  })

  it('are made where the installation says so, those that were left out before too, but for what no option can be', async () => {
    await create(3, ['casa', 'jardim', 'um, dois'])
    await house.pass(5)
    expect(options()).not.toContain('jardim')
    const making = house.another({ createsLabels: true })
    for (let round = 0; round < 6; round += 1) {
      house.clock.advance(60_000)
      await making.sync.run({ mirror: 'notion' })
    }
    expect(house.there().map(labelsOf)).toEqual(Array(3).fill(['casa', 'jardim']))
    expect(options()).toEqual(['casa', 'servidor', 'urgência', 'jardim'])
    expect(await leftOut()).toEqual(Array(3).fill('missing_option um, dois'))
    expect(house.writes()).toHaveLength(6)
  })

  it('that a person has just made on a page stay there when the task gets another', async () => {
    await create(1, ['casa'])
    await house.pass(2)
    const [page] = house.there()
    const id = page?.id ?? ''
    server.hand.edit(id, { Etiquetas: ['casa', 'varanda'] })
    await house.pass(1)
    const [task] = await house.tasks()
    expect(task?.labels).toEqual(['casa', 'varanda'])
    const from = server.requests.length
    await house.core.tasks.patch(house.actor, task?.id ?? 0, { labels: ['casa', 'servidor', 'varanda'] })
    await house.pass(1)
    expect(house.there().map(labelsOf)).toEqual([['casa', 'servidor', 'varanda']])
    expect(since(from).writes).toBe(1)
  })

  it('whose option a person renames are followed, and whose option they remove are taken off', async () => {
    await create(2, ['casa', 'servidor'])
    await house.pass(3)
    server.hand.renameOption('Etiquetas', 'casa', 'lar')
    await house.core.sync.request(house.actor, 'notion', { mode: 'both' })
    await house.pass(5)
    expect((await house.tasks()).map(({ labels }) => labels)).toEqual(Array(2).fill(['lar', 'servidor']))
    server.hand.removeOption('Etiquetas', 'servidor')
    await house.core.sync.request(house.actor, 'notion', { mode: 'both' })
    await house.pass(5)
    expect((await house.tasks()).map(({ labels }) => labels)).toEqual(Array(2).fill(['lar']))
    expect(options()).not.toContain('servidor')
  })
})
