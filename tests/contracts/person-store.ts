import { describe, expect, it } from 'vitest'
import { DomainError } from '../../core/kernel/errors.ts'
import type { Person } from '../../core/people/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, times } from './harness.ts'
import { anAlias, aPerson, minutesLater, NOW, seedPerson, seedTask, uuid } from './samples.ts'

const refusedWith = (code: DomainError['code']) => (error: unknown) =>
  expect(error instanceof DomainError ? error.code : error).toBe(code)

/** People, and the addresses each of which belongs to one of them. */
export const describePersonStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`person store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (id: string) => read(({ people }) => people.find(id))
    const insert = (person: Person) => run(({ people }) => people.insert(person))

    it('gives back every field as it was stored', async () => {
      const id = uuid()
      const person = aPerson({
        id,
        name: "Ana d'Ávila 🙂",
        role: 'member',
        locale: 'en',
        timeZone: 'Europe/Lisbon',
        quietHours: { start: '22:00', end: '07:30' },
        briefTime: '06:45',
        isConfigured: true,
        chain: ['email', 'whatsapp'],
        aliases: [
          anAlias(id, { address: '+55 11 98888-7777', key: '5511988887777' }),
          anAlias(id, {
            channel: 'email',
            address: 'Ana@Example.com',
            key: 'ana@example.com',
            createdAt: minutesLater(1),
          }),
        ],
        updatedAt: minutesLater(5),
        version: 3,
      })
      await insert(person)
      expect(await find(id)).toEqual(person)
      expect(await run(({ people }) => people.lock(id))).toEqual(person)
      const plain = aPerson({ quietHours: null, briefTime: null, chain: null })
      await insert(plain)
      expect(await find(plain.id)).toEqual(plain)
      const silent = aPerson({ chain: [] })
      await insert(silent)
      expect(await find(silent.id)).toEqual(silent)
    })

    it('finds nobody under an id or an alias that is not there', async () => {
      expect(await find(uuid())).toBeNull()
      expect(await run(({ people }) => people.lock(uuid()))).toBeNull()
      expect(await read(({ people }) => people.findByAlias('email', 'x@example.com'))).toBeNull()
    })

    it('finds a person by the key of an alias on its channel, not by its spelling', async () => {
      const id = uuid()
      const alias = anAlias(id, { channel: 'email', address: 'Ana@Example.com', key: 'ana@example.com' })
      const ana = await seedPerson({ run }, { id, aliases: [alias] })
      const by = (channel: 'email' | 'web', key: string) => read(({ people }) => people.findByAlias(channel, key))
      expect(await by('email', 'ana@example.com')).toEqual(ana)
      expect(await by('email', 'Ana@Example.com')).toBeNull()
      expect(await by('web', 'ana@example.com')).toBeNull()
    })

    it('refuses an address that belongs to someone, and stores nothing of the newcomer', async () => {
      const [ana, bia] = [uuid(), uuid()]
      await seedPerson({ run }, { id: ana, aliases: [anAlias(ana, { key: '5511988887777' })] })
      const taken = anAlias(bia, { key: '5511988887777' })
      const free = anAlias(bia, { key: '5511977776666' })
      await insert(aPerson({ id: bia, aliases: [free, taken] })).then(
        () => expect.unreachable(),
        refusedWith('alias_taken'),
      )
      expect(await find(bia)).toBeNull()
      expect(await read(({ people }) => people.findByAlias('whatsapp', '5511977776666'))).toBeNull()
      await insert(aPerson({ id: bia, aliases: [{ ...taken, channel: 'web' }] }))
    })

    it('gives an address to one of 10 people who claim it at once', async () => {
      const outcomes = await Promise.allSettled(
        times(10, () => {
          const id = uuid()
          return insert(aPerson({ id, aliases: [anAlias(id, { key: '5511988887777' })] }))
        }),
      )
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
      for (const outcome of outcomes) if (outcome.status === 'rejected') refusedWith('alias_taken')(outcome.reason)
      expect(await read(({ people }) => people.all())).toHaveLength(1)
    })

    it('lists people and operators oldest first', async () => {
      const third = await seedPerson({ run }, { createdAt: minutesLater(2) })
      const first = await seedPerson({ run }, { createdAt: NOW })
      const second = await seedPerson({ run }, { createdAt: minutesLater(1), role: 'member' })
      expect(await read(({ people }) => people.all())).toEqual([first, second, third])
      expect(await read(({ people }) => people.operators())).toEqual([first, third])
    })

    it.each([1, 2, 3, 7])('visits everyone once in pages of %i, by age and then id', async (limit) => {
      for (const minute of [0, 1, 1, 1, 2, 3]) await seedPerson({ run }, { createdAt: minutesLater(minute) })
      const everyone = await read(({ people }) => people.all())
      expect(everyone.map(({ createdAt }) => createdAt)).toEqual([0, 1, 1, 1, 2, 3].map((m) => minutesLater(m)))
      const seen: Person[] = []
      let after: string | null = null
      let pages = 0
      do {
        const query: { limit: number; after?: string } = after === null ? { limit } : { limit, after }
        const page = await read(({ people }) => people.page(query))
        seen.push(...page.people)
        after = page.next
        pages += 1
      } while (after !== null && pages < 10)
      expect(seen).toEqual(everyone)
      expect(pages).toBe(Math.ceil(6 / limit))
    })

    it('counts exactly where an offset is given, and only there', async () => {
      for (const minute of [0, 1, 2]) await seedPerson({ run }, { createdAt: minutesLater(minute) })
      const everyone = await read(({ people }) => people.all())
      expect(await read(({ people }) => people.page({ limit: 1, offset: 2 }))).toEqual({
        people: everyone.slice(2),
        next: null,
        total: 3,
      })
      expect(await read(({ people }) => people.page({ limit: 9, offset: 5 }))).toMatchObject({ people: [], total: 3 })
      expect(await read(({ people }) => people.page({ limit: 3 }))).toEqual({
        people: everyone,
        next: null,
        total: null,
      })
    })

    it('writes all fields and replaces the aliases when the version is the expected one', async () => {
      const id = uuid()
      const [old, kept] = [anAlias(id, { key: '551111111111' }), anAlias(id, { key: '552222222222' })]
      const ana = await seedPerson({ run }, { id, aliases: [old, kept] })
      const added = anAlias(id, { channel: 'email', key: 'ana@example.com', createdAt: minutesLater(1) })
      const changed = aPerson({
        ...ana,
        name: 'Ana B.',
        role: 'member',
        briefTime: null,
        aliases: [kept, added],
        version: 2,
      })
      expect(await run(({ people }) => people.update(changed, 1))).toBe(true)
      expect(await find(id)).toEqual(changed)
      expect(await read(({ people }) => people.findByAlias('whatsapp', '551111111111'))).toBeNull()
      expect(await run(({ people }) => people.update({ ...changed, name: 'Não', version: 3 }, 1))).toBe(false)
      expect(await find(id)).toEqual(changed)
      expect(await run(({ people }) => people.update(aPerson(), 1))).toBe(false)
    })

    it("refuses someone else's address in an update", async () => {
      const [anaId, biaId] = [uuid(), uuid()]
      await seedPerson({ run }, { id: anaId, aliases: [anAlias(anaId, { key: '5511988887777' })] })
      const bia = await seedPerson({ run }, { id: biaId, name: 'Bia' })
      const greedy = { ...bia, aliases: [anAlias(biaId, { key: '5511988887777' })], version: 2 }
      await run(({ people }) => people.update(greedy, 1)).then(() => expect.unreachable(), refusedWith('alias_taken'))
      expect(await find(biaId)).toEqual(bia)
    })

    it('adds an alias once, to one person', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const add = (personId: string) =>
        run(({ people }) => people.addAlias(anAlias(personId, { key: '123456789@lid', address: '123456789@lid' })))
      await add(ana.id)
      await add(ana.id)
      expect((await find(ana.id))?.aliases).toMatchObject([{ personId: ana.id, key: '123456789@lid' }])
      await add(bia.id).then(() => expect.unreachable(), refusedWith('alias_taken'))
      expect(await find(bia.id)).toEqual(bia)
    })

    it('forgets a removed person for every method, and frees their addresses', async () => {
      const id = uuid()
      const alias = anAlias(id, { key: '5511988887777' })
      const ana = await seedPerson({ run }, { id, aliases: [alias] })
      const bia = await seedPerson({ run }, { name: 'Bia', role: 'member' })
      expect(await run(({ people }) => people.remove(id, NOW))).toBe(true)
      expect(await run(({ people }) => people.remove(id, NOW))).toBe(false)
      const left = await run(async ({ people }) => ({
        found: [await people.find(id), await people.lock(id), await people.findByAlias('whatsapp', alias.key)],
        operators: await people.operators(),
        all: await people.all(),
        page: await people.page({ limit: 5, offset: 0 }),
        updated: await people.update({ ...ana, version: 2 }, 1),
      }))
      expect(left).toEqual({
        found: [null, null, null],
        operators: [],
        all: [bia],
        page: { people: [bia], next: null, total: 1 },
        updated: false,
      })
      await run(({ people }) => people.addAlias(anAlias(bia.id, { key: '5511988887777' })))
      expect((await read(({ people }) => people.findByAlias('whatsapp', alias.key)))?.id).toBe(bia.id)
    })

    it('keeps what a removed person made', async () => {
      const ana = await seedPerson({ run })
      const { id } = await seedTask({ run }, ana.id)
      await run(({ people }) => people.remove(ana.id, NOW))
      expect(await read(({ tasks }) => tasks.find(id))).toMatchObject({ createdBy: ana.id })
    })
  })
}
