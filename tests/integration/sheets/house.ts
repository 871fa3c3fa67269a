import {
  createClock,
  createMemoryStorage,
  createRecordingObserver,
  createSequentialIds,
} from '../../../adapters/memory/index.ts'
import { SHEETS_BUDGET } from '../../../adapters/sheets/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../../../core/index.ts'
import { PortError } from '../../../core/kernel/errors.ts'
import { actorOf, TUESDAY_TEN } from '../../support/core.ts'
import { openSheet } from './open-sheet.ts'

/** The whole core on memory, with the adapter over HTTP within its two budgets. */
export const openHouse = async () => {
  const clock = createClock(TUESDAY_TEN)
  const storage = createMemoryStorage({ clock, observer: createRecordingObserver() })
  const admit = async (credential: string): Promise<void> => {
    const retryAfterMs = await storage.run(({ mirrors }) => mirrors.spend(credential, SHEETS_BUDGET, clock.now()))
    if (retryAfterMs !== null) throw new PortError('mirror', 'throttled', 'Spent.', { retryAfterMs })
  }
  const now = () => clock.now().getTime()
  const sheet = await openSheet({ settings: { admit, now, timeoutMs: 20_000 } })
  const { server, mirror } = sheet
  const core = makeCore({
    storage,
    clock,
    ids: createSequentialIds(),
    settings: { ...DEFAULT_SETTINGS, quietHours: null },
    channels: {},
    mirrors: { sheets: mirror },
  })
  await core.people.ensureOperators(['5511988887777'])
  const [operator] = (await core.people.list({ limit: 1 })).people
  if (operator === undefined) throw new Error('No operator.')
  const actor = actorOf(await core.people.patch(operator.id, { name: 'Ana' }))
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
  const hand = server.hand()
  /** Titles as the sheet shows them, in its order. */
  const there = () => hand.table().flatMap(([title]) => (title === null || title === undefined ? [] : [String(title)]))
  return { clock, storage, server, sheet, core, actor, pass, tasks, links, hand, there }
}

export type House = Awaited<ReturnType<typeof openHouse>>
