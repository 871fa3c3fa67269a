import {
  createClock,
  createMemoryStorage,
  createRecordingObserver,
  createSequentialIds,
} from '../../../adapters/memory/index.ts'
import { createNotionMirror } from '../../../adapters/notion/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../../../core/index.ts'
import { PortError } from '../../../core/kernel/errors.ts'
import { actorOf, TUESDAY_TEN } from '../../support/core.ts'
import { startNotionServer } from '../../support/notion-server.ts'

const BUDGET = { limit: 25, seconds: 10 }

/** The whole core on memory, with the adapter over HTTP within one budget. */
export const openHouse = async (budget = BUDGET) => {
  const clock = createClock(TUESDAY_TEN)
  const storage = createMemoryStorage({ clock, observer: createRecordingObserver() })
  // Notion's own limit, of the same clock: whoever went past the budget would meet it.
  const limit = { limit: 30, seconds: 10 }
  const server = await startNotionServer({ now: () => clock.now(), limit })
  const { apiKey, url: baseUrl, database } = server
  const admit = async (): Promise<void> => {
    const retryAfterMs = await storage.run(({ mirrors }) => mirrors.spend('notion', budget, clock.now()))
    if (retryAfterMs !== null) throw new PortError('mirror', 'throttled', 'Spent.', { retryAfterMs })
  }
  const now = () => clock.now().getTime()
  const mirror = createNotionMirror({ apiKey, database: database.id, baseUrl, budget, admit, now, timeoutMs: 20_000 })
  const settings = { ...DEFAULT_SETTINGS, quietHours: null }
  const core = makeCore({
    storage,
    clock,
    ids: createSequentialIds(),
    settings,
    channels: {},
    mirrors: { notion: mirror },
  })
  await core.people.ensureOperators(['5511988887777'])
  const [operator] = (await core.people.list({ limit: 1 })).people
  if (operator === undefined) throw new Error('No operator.')
  const ana = await core.people.patch(operator.id, { name: 'Ana' })
  const actor = actorOf(ana)
  await storage.jobs.start()
  const pass = async (minutes: number): Promise<void> => {
    for (let step = 0; step < minutes * 6; step += 1) {
      clock.advance(10_000)
      while ((await storage.jobs.drain(core.jobs, { max: 1000 })) > 0);
    }
  }
  const tasks = async () => (await core.tasks.list(actor, { sort: 'created', limit: 500 })).tasks
  const links = async () => {
    const ids = (await tasks()).map(({ id }) => id)
    return storage.read((stores) => stores.links.ofTasks(ids))
  }
  const there = () => [...server.workspace.rows.values()].filter(({ inTrash }) => !inTrash)
  const writes = () =>
    server.requests.filter(({ method, path }) => method === 'PATCH' || (method === 'POST' && !path.endsWith('/query')))
  return { clock, storage, server, core, actor, pass, tasks, links, there, writes }
}

export type House = Awaited<ReturnType<typeof openHouse>>
