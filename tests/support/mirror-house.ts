import {
  type createClock,
  createMemoryStorage,
  createRecordingObserver,
  createSequentialIds,
} from '../../adapters/memory/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../../core/index.ts'
import { PortError } from '../../core/kernel/errors.ts'
import type { TaskMirror } from '../../core/sync/index.ts'
import { actorOf } from './core.ts'

type Clock = ReturnType<typeof createClock>
type Budget = TaskMirror['budget']

/** The whole core on memory, with one mirror, whose requests are counted on budgets of the same storage. */
export const openMirrorHouse = async <Opened extends { readonly mirror: TaskMirror }>(
  clock: Clock,
  budget: Budget,
  open: (admit: (credential: string) => Promise<void>) => Promise<Opened>,
) => {
  const storage = createMemoryStorage({ clock, observer: createRecordingObserver() })
  const opened = await open(async (credential) => {
    const retryAfterMs = await storage.run(({ mirrors }) => mirrors.spend(credential, budget, clock.now()))
    if (retryAfterMs !== null) throw new PortError('mirror', 'throttled', 'Spent.', { retryAfterMs })
  })
  const { mirror } = opened
  const core = makeCore({
    storage,
    clock,
    ids: createSequentialIds(),
    settings: { ...DEFAULT_SETTINGS, quietHours: null },
    channels: {},
    mirrors: { [mirror.name]: mirror },
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
  return { clock, storage, core, actor, pass, tasks, links, opened }
}
