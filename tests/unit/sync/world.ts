import {
  createClock,
  createMemoryJobs,
  createMemoryMirror,
  createMemoryStorage,
  createRecordingObserver,
  createSequentialIds,
  type MemoryJobs,
  type MemoryMirror,
} from '../../../adapters/memory/index.ts'
import { type Actor, type Core, DEFAULT_SETTINGS, makeCore, type Storage } from '../../../core/index.ts'
import type { JobRequest } from '../../../core/kernel/jobs.ts'
import type { Person } from '../../../core/people/index.ts'
import type { MirrorLink, MirrorName, TaskMirror } from '../../../core/sync/ports.ts'
import type { Task } from '../../../core/tasks/index.ts'
import { actorOf, TUESDAY_TEN } from '../../support/core.ts'

/** More than any pass of a test has to do. */
const MOST_JOBS = 500

export type Guard = <T>(call: () => Promise<T>) => Promise<T>

export interface SyncWorld {
  readonly core: Core
  readonly clock: ReturnType<typeof createClock>
  readonly storage: Storage
  readonly queue: MemoryJobs
  readonly facts: ReturnType<typeof createRecordingObserver>
  readonly notion: MemoryMirror
  readonly sheets: MemoryMirror
  readonly ana: Person
  readonly bruno: Person
  readonly actor: Actor
  /** Turns the clock, then runs every job that is due. */
  pass(seconds: number): Promise<void>
  /** Passes minutes, each with its ticks. */
  settle(minutes?: number): Promise<void>
  link(mirror: MirrorName, taskId: number): Promise<MirrorLink>
  task(id: number): Promise<Task>
  /** Errors of jobs that failed. */
  readonly failures: unknown[]
}

/** A storage whose jobs wait in that queue, which goes by the test's own clock. */
const withQueue = (storage: Storage, queue: MemoryJobs): Storage => ({
  read: storage.read,
  run: async (work) => {
    const enqueued: JobRequest[] = []
    const jobs = { enqueue: async (...more: readonly JobRequest[]) => void enqueued.push(...more) }
    const result = await storage.run((stores) => work({ ...stores, jobs }))
    await queue.enqueue(...enqueued)
    return result
  },
})

/** The whole core on memory with both kinds of mirror. `guard` surrounds every call a worker makes to the outside. */
export const createSyncWorld = async (
  options: {
    guard?: Guard
    mirrors?: readonly MirrorName[]
    labels?: readonly string[]
    /** In memory without one. */
    storage?: Storage
  } = {},
): Promise<SyncWorld> => {
  const { guard = (call) => call(), mirrors = ['notion', 'sheets'] } = options
  const clock = createClock(TUESDAY_TEN)
  const facts = createRecordingObserver()
  const failures: unknown[] = []
  const queue = createMemoryJobs({ clock, observer: facts, onFailure: (error) => failures.push(error) })
  const storage =
    options.storage === undefined
      ? createMemoryStorage({ clock, observer: facts, jobs: queue })
      : withQueue(options.storage, queue)
  const known = options.labels === undefined ? {} : { labels: options.labels }
  const notion = createMemoryMirror({ name: 'notion', reading: 'each', clock, pageSize: 4, ...known })
  const sheets = createMemoryMirror({ name: 'sheets', reading: 'whole', clock, batch: 8, ...known })
  const both: Record<MirrorName, TaskMirror> = { notion, sheets }
  const ids = createSequentialIds()
  const coreOver = (over: Storage, wrap: (mirror: TaskMirror) => TaskMirror) =>
    makeCore({
      storage: over,
      clock,
      ids,
      settings: { ...DEFAULT_SETTINGS, quietHours: null },
      channels: {},
      mirrors: Object.fromEntries(mirrors.map((name) => [name, wrap(both[name])])),
    })
  const core = coreOver(storage, (mirror) => mirror)
  const worker = coreOver(
    { run: (work) => guard(() => storage.run(work)), read: (work) => guard(() => storage.read(work)) },
    (mirror) => ({
      ...mirror,
      describe: (asked) => guard(() => mirror.describe(asked)),
      find: (keys) => guard(() => mirror.find(keys)),
      read: (wanted) => guard(() => mirror.read(wanted)),
      write: (writes) => guard(() => mirror.write(writes)),
      pull: (request) => guard(() => mirror.pull(request)),
    }),
  )
  await core.people.ensureOperators(['5511988887777'])
  const [operator] = (await core.people.list({ limit: 1 })).people
  if (operator === undefined) throw new Error('no operator')
  const ana = await core.people.patch(operator.id, { name: 'Ana' })
  const bruno = await core.people.add({ name: 'Bruno', aliases: [{ channel: 'email', address: 'bruno@example.com' }] })
  await queue.start()

  const pass = async (seconds: number): Promise<void> => {
    clock.advance(seconds * 1000)
    const ran = await queue.drain(worker.jobs, { max: MOST_JOBS })
    if (ran === MOST_JOBS) throw new Error('Jobs beget jobs without end.')
  }
  return {
    core,
    clock,
    storage,
    queue,
    facts,
    notion,
    sheets,
    ana,
    bruno,
    actor: actorOf(ana),
    failures,
    pass,
    settle: async (minutes = 5) => {
      for (let minute = 0; minute < minutes; minute += 1) await pass(60)
    },
    link: async (mirror, taskId) => {
      const link = await storage.read((stores) => stores.links.find(mirror, taskId))
      if (link === null) throw new Error('That task has no link there.')
      return link
    },
    task: async (id) => {
      const task = await storage.read((stores) => stores.tasks.findAny(id))
      if (task === null) throw new Error('There is no such task.')
      return task
    },
  }
}
