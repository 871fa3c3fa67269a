import { afterEach, describe, expect, it } from 'vitest'
import { createNotionMirror } from '../../../adapters/notion/index.ts'
import { copyOf, textOf } from '../../../core/sync/copy.ts'
import type { Fault, Typed } from '../../support/notion-server.ts'
import { createRandom, type Random } from '../../unit/sync/random.ts'
import { type House, openHouse } from './house.ts'

const runs = Number(process.env.SOAK_RUNS ?? 4)
const seeds = Array.from({ length: runs }, (_, index) => index + 1)
const STEPS = 40

const STATUS = ['A fazer', 'Em andamento', 'Concluída', 'Cancelada']
let serial = 0
/** Labels that only SparkOne has: there is no option for them unless a person makes it. */
const madeHere: string[] = []
const label = (): string => {
  const made = word()
  madeHere.push(made)
  return made
}
const optionsFor = ({ hand }: House['server'], ...labels: readonly string[]): void => {
  for (const one of labels) {
    if (!hand.property('Etiquetas').options.some(({ name }) => name === one)) hand.addOption('Etiquetas', one)
  }
}
const word = (): string => {
  serial += 1
  return `w${serial}x`
}

const someTyped = (random: Random): Typed => ({
  ...(random.chance(0.5) ? { Nome: word() } : {}),
  ...(random.chance(0.3) ? { Descrição: random.chance(0.2) ? null : `${word()} 🙂\n`.repeat(random.below(400)) } : {}),
  ...(random.chance(0.3) ? { Situação: random.one(STATUS) ?? 'A fazer' } : {}),
  ...(random.chance(0.3) ? { Prazo: random.one(['2027-01-02', '2027-01-02T10:30:00-03:00', null]) ?? null } : {}),
  ...(random.chance(0.3) ? { Etiquetas: random.chance(0.3) ? [] : [word()] } : {}),
  ...(random.chance(0.2) ? { Responsável: random.chance(0.5) ? ['Ana'] : [] } : {}),
})

const FAULTS: readonly Fault[] = [
  { kind: 'reset_before' },
  { kind: 'reset_after' },
  { kind: 'html', status: 502, sends: true },
  { kind: 'html', status: 503 },
  { kind: 'html', status: 504, sends: true },
  { kind: 'cut_json' },
  { kind: 'html', status: 429, headers: { 'retry-after': '20' } },
]

const bySparkOne = async ({ core, actor, tasks }: House, random: Random): Promise<void> => {
  const task = random.one(await tasks())
  const act = random.below(10)
  if (task === undefined || act < 3) await core.tasks.create(actor, { title: word(), labels: [label()] })
  else if (act < 6) await core.tasks.patch(actor, task.id, { title: word(), status: 'in_progress' })
  else if (act < 7) await core.tasks.patch(actor, task.id, { labels: [...task.labels.slice(-2), label()] })
  else if (act < 8) await core.tasks.patch(actor, task.id, { description: null, priority: 'high' })
  else if (act < 9) await core.tasks.remove(actor, task.id)
  else await core.tasks.undoLatest(actor)
}

const byHand = ({ server, there }: House, random: Random): void => {
  const { hand, workspace } = server
  const page = random.one(there())
  const trashed = random.one([...workspace.rows.values()].filter(({ inTrash }) => inTrash))
  const act = random.below(12)
  if (page === undefined || act < 2) hand.add({ Nome: word(), ...someTyped(random) })
  else if (act < 8) hand.edit(page.id, someTyped(random))
  else if (act < 9) hand.copy(page.id)
  else if (act < 10) hand.trash(page.id)
  else if (act < 11 && trashed !== undefined) hand.restore(trashed.id)
  else if (random.chance(0.3)) optionsFor(server, random.one(madeHere) ?? 'casa')
  else hand.archive(page.id, random.chance(0.5))
}

describe('two writers, faults on the wire, and a budget', () => {
  let house: House
  afterEach(() => house.server.stop())

  it.each(seeds)('come to the same, double nothing and then keep still: seed %i', async (seed) => {
    house = await openHouse()
    const { server, core, actor, pass, clock } = house
    const random = createRandom(seed)
    for (let step = 0; step < STEPS; step += 1) {
      for (let burst = random.below(4); burst >= 0; burst -= 1) {
        if (random.chance(0.4)) await bySparkOne(house, random)
        else byHand(house, random)
        clock.advance(random.below(40_000))
      }
      const fault = random.one(FAULTS)
      if (fault !== undefined && random.chance(0.4))
        server.fault(random.one(['*', 'POST /pages', 'PATCH /pages']) ?? '*', fault)
      if (random.chance(0.1)) server.revoke(true)
      await pass(random.below(3))
      server.revoke(false)
    }
    server.calm()
    await pass(40)
    await core.sync.request(actor, 'notion', { mode: 'both' })
    await pass(10)

    expect((await core.sync.status())[0]).toMatchObject({ state: 'ok', lagSeconds: 0, counts: { dirty: 0 } })
    const links = (await house.links()).filter(({ state }) => state === 'linked')
    const pages = house.there().map(({ id }) => id)
    expect(pages.length).toBeGreaterThan(10)
    expect(links.map(({ externalId }) => externalId).toSorted()).toEqual(pages.toSorted())

    const { apiKey, url: baseUrl, database } = server
    const reader = createNotionMirror({ apiKey, database: database.id, baseUrl })
    const people = await house.storage.read((stores) => stores.people.all())
    const isSame = async (isShown: (label: string) => boolean): Promise<void> => {
      const tasks = await house.tasks()
      for (const { taskId, externalId, key, problems } of await house.links()) {
        const task = tasks.find(({ id }) => id === taskId)
        if (!links.some((link) => link.taskId === taskId) || task === undefined) continue
        clock.advance(60_000)
        const [entry] = await reader.read([externalId ?? ''])
        expect(entry).toMatchObject({ key, isTrashed: false })
        // A blank at an end of a text is nobody's change.
        const { description = null, ...others } = entry?.fields ?? {}
        const copy = copyOf(task, people)
        const shown = { ...copy, labels: copy.labels.filter(isShown) }
        expect({ ...others, description: textOf(description) }).toEqual(shown)
        const told = problems.filter(({ field }) => field === 'labels').map(({ value }) => value)
        expect(told).toEqual(copy.labels.filter((one) => !isShown(one)))
      }
    }
    const options = server.hand.property('Etiquetas').options.map(({ name }) => name)
    await isSame((one) => options.includes(one))
    expect(madeHere.filter((one) => !options.includes(one)).length).toBeGreaterThan(3)
    // And once a person has made the options, nothing is left out any more.
    const labels = (await house.tasks()).flatMap((task) => task.labels)
    optionsFor(server, ...labels)
    await pass(15)
    await isSame(() => true)
    const before = house.writes().length
    await pass(5)
    expect(house.writes().length).toBe(before)
  })
})
