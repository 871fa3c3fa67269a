import { afterEach, beforeEach, expect, it } from 'vitest'
import { createIds, createMemoryMirror, type MemoryMirror, systemClock } from '../../adapters/memory/index.ts'
import { createStorage } from '../../adapters/postgres/index.ts'
import { openPostgres } from '../../adapters/postgres/open-postgres.ts'
import { type Core, DEFAULT_SETTINGS, makeCore, type Storage } from '../../core/index.ts'
import { MIRROR_NAMES } from '../../core/sync/ports.ts'
import { actorOf } from '../support/core.ts'
import { type FreshPostgres, freshPostgres } from '../support/databases.ts'

const TASKS = 6
const ROUNDS = 8
/** More passes than there is ever to do. */
const PASSES = 50

/** Two processes on one database, and what both of them see outside. */
let database: FreshPostgres
let storage: Storage
let cores: readonly Core[]
let outside: Readonly<Record<'notion' | 'sheets', MemoryMirror>>
let closeSecond: () => Promise<void>

beforeEach(async () => {
  database = await freshPostgres()
  const second = await openPostgres(database.url)
  closeSecond = () => second.close()
  outside = {
    notion: createMemoryMirror({ name: 'notion', reading: 'each', clock: systemClock }),
    sheets: createMemoryMirror({ name: 'sheets', reading: 'whole', clock: systemClock }),
  }
  storage = createStorage({ connection: database.connection })
  cores = [storage, createStorage({ connection: second })].map((over) =>
    makeCore({
      storage: over,
      clock: systemClock,
      ids: createIds(),
      settings: DEFAULT_SETTINGS,
      channels: {},
      mirrors: outside,
    }),
  )
})
afterEach(async () => {
  await closeSecond()
  await database.close()
})

const pushAll = (core: Core) => Promise.all(MIRROR_NAMES.map((mirror) => core.sync.run({ mirror })))

const dueNow = () =>
  storage.read(async ({ links }) => (await Promise.all(MIRROR_NAMES.map((name) => links.nextDue(name)))).some(Boolean))

it('two processes that change tasks while both push them leave every copy as its task is, each once', async () => {
  const [one, two] = cores
  if (one === undefined || two === undefined) throw new Error('There are two.')
  await one.people.ensureOperators([])
  const [ana] = (await one.people.list({ limit: 1 })).people
  if (ana === undefined) throw new Error('There is no operator.')
  const titles = Array.from({ length: TASKS }, (_, n) => `tarefa ${n}`)
  const made = await Promise.all(
    titles.map((title, n) => (n % 2 === 0 ? one : two).tasks.create(actorOf(ana), { title })),
  )
  const ids = made.map(({ id }) => id)

  for (let round = 0; round < ROUNDS; round += 1) {
    const changes = ids.map((id, n) =>
      ((n + round) % 2 === 0 ? one : two).tasks.patch(actorOf(ana), id, { title: `${id} ${round}` }),
    )
    await Promise.all([...changes, pushAll(one), pushAll(two)])
  }
  for (let pass = 0; pass < PASSES && (pass === 0 || (await dueNow())); pass += 1)
    await pushAll(pass % 2 === 0 ? one : two)

  for (const mirror of MIRROR_NAMES) {
    const shown = outside[mirror].hand.rows().map((row) => row.fields.title)
    expect(shown.toSorted()).toEqual(ids.map((id) => `${id} ${ROUNDS - 1}`).toSorted())
  }
  // Nothing that was pushed came back as a change of its own.
  for (const id of ids) expect(await one.tasks.history(actorOf(ana), id)).toHaveLength(ROUNDS + 1)
})
