import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createSequentialIds } from '../../../adapters/memory/index.ts'
import { type Core, DEFAULT_SETTINGS, makeCore, PortError, type Storage } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

const understand = vi.hoisted(() => ({ breaks: false }))
vi.mock('../../../core/language/index.ts', async (original) => {
  const real = await original<typeof import('../../../core/language/index.ts')>()
  const broken: typeof real.understand = (text, reference) => {
    if (understand.breaks) throw new RangeError('a bug of the grammar')
    return real.understand(text, reference)
  }
  return { ...real, understand: broken }
})

let test: TestCore
let core: Core
/** What storing a task throws; null: it works. */
let trouble: Error | null

beforeEach(async () => {
  test = await createTestCore()
  understand.breaks = false
  trouble = null
  const { storage, clock } = test
  const run: Storage['run'] = (work) =>
    storage.run((stores) => {
      const insert: typeof stores.tasks.insert = async (task) => {
        if (trouble !== null) throw trouble
        return stores.tasks.insert(task)
      }
      return work({ ...stores, tasks: { ...stores.tasks, insert } })
    })
  const ids = { ...createSequentialIds(), uuid: () => crypto.randomUUID() }
  core = makeCore({ storage: { run, read: storage.read }, clock, ids, settings: DEFAULT_SETTINGS, channels: {} })
})

const drain = () => test.storage.jobs.drain(core.jobs, { max: 100 })
const ingest = async () =>
  (await core.capture.ingest({ channel: 'whatsapp', sender: '5511977776666', content: 'comprar pão' })).id
const get = (id: string) => core.capture.get(actorOf(test.ana), id)
const failures = () => test.facts.facts.filter((fact) => fact.type === 'ingested' && fact.status === 'failed')

describe('a message whose interpretation breaks', () => {
  it('shows that it failed, is tried again, and ends well when the fault is mended', async () => {
    trouble = new TypeError('a bug')
    const id = await ingest()
    await drain()
    expect(await get(id)).toMatchObject({ status: 'failed', reply: null })
    test.clock.advance(3_600_000)
    await drain()
    expect(failures()).toHaveLength(1)

    trouble = null
    test.clock.advance(3_600_000)
    await drain()
    expect(await get(id)).toMatchObject({ status: 'processed', intent: 'create_task' })
  })

  it('by a database that is away has not failed: it waits', async () => {
    trouble = new PortError('storage', 'unavailable', 'away')
    const id = await ingest()
    await drain()
    expect(await get(id)).toMatchObject({ status: 'received' })
    expect(failures()).toEqual([])
  })

  it('in the grammar is a task in the words of the person', async () => {
    understand.breaks = true
    const id = await ingest()
    await drain()
    expect(await get(id)).toMatchObject({ status: 'processed', reply: expect.stringContaining('comprar pão') })
  })
})
