import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createIds, systemClock } from '../../adapters/memory/index.ts'
import { createStorage } from '../../adapters/postgres/index.ts'
import { openPostgres } from '../../adapters/postgres/open-postgres.ts'
import { type Core, DEFAULT_SETTINGS, makeCore, type Storage } from '../../core/index.ts'
import { type FreshPostgres, freshPostgres } from '../support/databases.ts'

/** Two processes on one real database. */
let database: FreshPostgres
let closeSecond: () => Promise<void>
let storage: Storage
let one: Core
let two: Core

const coreOver = (over: Storage): Core =>
  makeCore({ storage: over, clock: systemClock, ids: createIds(), settings: DEFAULT_SETTINGS, channels: {} })

beforeEach(async () => {
  database = await freshPostgres()
  const second = await openPostgres(database.url)
  closeSecond = () => second.close()
  storage = createStorage({ connection: database.connection })
  one = coreOver(storage)
  two = coreOver(createStorage({ connection: second }))
})

afterEach(async () => {
  await closeSecond()
  await database.close()
})

const ROUNDS = 10
const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): readonly unknown[] =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'ok' : outcome.reason?.code)).toSorted()

describe('two processes that start at once', () => {
  it('make each operator once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const numbers = [`55119888877${10 + round}`]
      await Promise.all([one.people.ensureOperators(numbers), two.people.ensureOperators(numbers)])
      expect(await storage.read((stores) => stores.people.operators())).toHaveLength(1)
    }
  })

  it('make one operator where no number is configured', async () => {
    await Promise.all([one.people.ensureOperators([]), two.people.ensureOperators([])])
    expect((await one.people.list({ limit: 10 })).people).toHaveLength(1)
  })

  it('make one first key, and tell its secret once', async () => {
    const secrets = await Promise.all([one.access.ensureFirstKey(null), two.access.ensureFirstKey(null)])
    expect(secrets.filter((secret) => secret !== null)).toHaveLength(1)
    expect(await one.access.list()).toHaveLength(1)
  })

  it('keep one row for the configured key', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const key = `a-configured-key-${round}`
      await Promise.all([one.access.ensureFirstKey(key), two.access.ensureFirstKey(key)])
      expect(await one.access.list()).toHaveLength(1)
    }
  })
})

describe('the last operator', () => {
  it.each(['removed', 'made members'] as const)('stays when both of two are %s at once', async (how) => {
    const end = (core: Core, id: string): Promise<unknown> =>
      how === 'removed' ? core.people.remove(id) : core.people.patch(id, { role: 'member' })
    for (let round = 0; round < ROUNDS; round += 1) {
      const left = await storage.read((stores) => stores.people.operators())
      const a = left[0] ?? (await one.people.add({ name: 'Ana', role: 'operator' }))
      const b = await one.people.add({ name: 'Bia', role: 'operator' })
      const outcomes = await Promise.allSettled([end(one, a.id), end(two, b.id)])
      expect(codesOf(outcomes)).toEqual(['last_operator', 'ok'])
      expect(await storage.read((stores) => stores.people.operators())).toHaveLength(1)
    }
  })
})

describe('a sender', () => {
  it('is admitted once by two operators at once', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      await one.capture.ingest({ channel: 'whatsapp', sender: `+55 31 98888-77${10 + round}`, content: 'oi' })
      const [sender] = await one.people.senders()
      const id = sender?.id ?? ''
      const outcomes = await Promise.allSettled([
        one.people.admit(id, { name: 'Carla' }),
        two.people.admit(id, { name: 'Carla' }),
      ])
      expect(codesOf(outcomes)).toEqual(['ok', 'sender_not_found'])
    }
  })
})

describe('one LID seen beside two phones at once', () => {
  it('is learnt by one person, and neither message is lost', async () => {
    await one.people.ensureOperators([])
    for (let round = 0; round < ROUNDS; round += 1) {
      const lid = `1234567890${100 + round}@lid`
      const phones = [`55119777766${10 + round}`, `55119666655${10 + round}`] as const
      for (const address of phones) {
        await one.people.add({ name: 'x', aliases: [{ channel: 'whatsapp', address }] })
      }
      const hear = (core: Core, phone: string) =>
        core.capture.receiveEvent(
          {
            type: 'text',
            eventKey: `evolution:sparkone:messages.upsert:${phone}`,
            instance: 'sparkone',
            messageId: phone,
            replyTo: `${phone}@s.whatsapp.net`,
            phone,
            lid,
            displayName: null,
            text: 'comprar leite',
            sentAt: new Date(),
          },
          {},
        )
      expect(await Promise.all([hear(one, phones[0]), hear(two, phones[1])])).toEqual(['accepted', 'accepted'])
    }
  })
})
