import type { MemoryMirror } from '../../../adapters/memory/index.ts'
import { DomainError, type Storage } from '../../../core/index.ts'
import type { Copy, CopyField } from '../../../core/sync/ports.ts'
import { createRandom, type Random } from './random.ts'
import { createSyncWorld, type Guard, type SyncWorld } from './world.ts'

/** A worker that dies at one of its awaits, before or after what it awaited was done, and takes all its own with it. */
export const createMortality = (random: Random) => {
  let left: number | null = null
  let isDead = false
  let deaths = 0
  const guard: Guard = async (call) => {
    if (isDead) throw new Error('dead')
    const dies = left !== null && --left <= 0
    if (!dies) return call()
    isDead = true
    deaths += 1
    if (random.chance(0.5)) await call().catch(() => undefined)
    throw new Error('killed')
  }
  return {
    guard,
    killWithin: (calls: number) => {
      left = 1 + random.below(calls)
    },
    revive: () => {
      left = null
      isDead = false
    },
    deaths: () => deaths,
  }
}

/** What a person wrote into a row, until they write over it themselves or throw the row away. */
interface Written {
  readonly mirror: MemoryMirror
  readonly row: number
  readonly field: CopyField
  readonly value: string
}

export interface Simulated {
  readonly world: SyncWorld
  readonly written: readonly Written[]
  /** Acts of all three writers. */
  readonly acts: number
  readonly disturbances: number
  /** Copies that lacked a label when it got an option: each may be written once for that. */
  readonly healed: number
  /** Tasks by mirror whose last change nobody knew was still to be pushed, before all were looked through. */
  readonly forgotten: readonly string[]
}

/** Two that act at once may want the same task, of which the other has just been rid. */
const unlessGone = (error: unknown): void => {
  if (!(error instanceof DomainError) || error.code !== 'task_not_found') throw error
}

const UNIQUE = ['title', 'description', 'labels', 'due'] as const

/** Three writers at random, faults and deaths among them; then peace, until nothing moves any more. */
export const simulate = async (seed: number, steps: number, storage?: Storage): Promise<Simulated> => {
  const random = createRandom(seed)
  const mortality = createMortality(random)
  // People go on while a worker works: now and then one changes a task between two of its awaits.
  let between: (() => Promise<void>) | null = null
  const guard: Guard = async (call) => {
    if (between !== null && random.chance(0.03)) await between()
    return mortality.guard(call)
  }
  const world = await createSyncWorld({ guard, labels: [], ...(storage === undefined ? {} : { storage }) })
  const { core, actor } = world
  const mirrors = [world.notion, world.sheets]
  let serial = 0
  let acts = 0
  let faults = 0
  let healed = 0
  let written: Written[] = []

  const fresh = (field: (typeof UNIQUE)[number]): Partial<Copy> => {
    serial += 1
    if (field === 'labels') return { labels: [`l${serial}x`] }
    if (field !== 'due') return { [field]: `${field[0]}${serial}x` }
    const at = new Date(Date.UTC(2027, 0, 1, 12, serial)).toISOString()
    return { due: { at: `${at.slice(0, 19)}Z` } }
  }
  const someFields = (): Partial<Copy> => ({
    ...fresh(random.one(UNIQUE) ?? 'title'),
    ...(random.chance(0.2)
      ? { status: random.one(['pending', 'in_progress', 'completed'] as const) ?? 'pending' }
      : {}),
    ...(random.chance(0.2) ? { priority: random.one(['low', 'high'] as const) ?? 'low' } : {}),
  })
  const taskIds = async () => (await core.tasks.list(actor, { sort: 'created', limit: 500 })).tasks.map(({ id }) => id)

  const bySparkOne = async (): Promise<void> => {
    acts += 1
    const id = random.one(await taskIds())
    const act = random.below(10)
    if (id === undefined || act < 2) await core.tasks.create(actor, { title: fresh('title').title ?? '' })
    else if (act < 7) {
      const { due, assignee, ...plain } = someFields()
      await core.tasks.patch(actor, id, {
        ...plain,
        ...(due && 'at' in due ? { due: { at: new Date(due.at) } } : {}),
        ...(random.chance(0.1) ? { assigneeId: random.one([null, world.ana.id, world.bruno.id]) ?? null } : {}),
      })
    } else if (act < 8) await core.tasks.remove(actor, id)
    else await core.tasks.undoLatest(actor)
  }

  const byHand = (mirror: MemoryMirror): void => {
    const { hand } = mirror
    acts += 1
    const rows = hand.rows()
    const there = random.one(rows.filter(({ isTrashed }) => !isTrashed))
    const act = random.below(12)
    const note = (row: number, fields: Partial<Copy>): void => {
      for (const field of UNIQUE) {
        if (!(field in fields)) continue
        written = written.filter((one) => one.mirror !== mirror || one.row !== row || one.field !== field)
        // A task may have labels more, that the copy lacks.
        const value = field === 'labels' ? fields.labels?.[0] : fields[field]
        written.push({ mirror, row, field, value: JSON.stringify(value) })
      }
    }
    if (there === undefined || act < 2) {
      const fields = { ...fresh('title'), ...(random.chance(0.5) ? someFields() : {}) }
      note(hand.add(fields), fields)
    } else if (act < 8) {
      const fields = someFields()
      hand.edit(there.id, fields)
      note(there.id, fields)
    } else if (act < 9) hand.copy(there.id)
    else if (act < 10) {
      hand.trash(there.id)
      written = written.filter((one) => one.mirror !== mirror || one.row !== there.id)
    } else {
      const gone = random.one(rows.filter(({ isTrashed }) => isTrashed))
      if (gone !== undefined && mirror === world.notion) hand.restore(gone.id)
    }
  }

  /** A person gives labels of tasks an option there. */
  const makeOptions = async (mirror: MemoryMirror): Promise<void> => {
    const { tasks } = await core.tasks.list(actor, { sort: 'created', limit: 500 })
    const labels = random.one(tasks.filter((task) => task.labels.length > 0))?.labels ?? []
    mirror.addLabels(...labels)
    healed += tasks.filter((task) => labels.some((label) => task.labels.includes(label))).length
  }

  const disturb = (): void => {
    faults += 1
    const mirror = random.one(mirrors) ?? world.notion
    const kind = random.below(4)
    if (kind === 0) mirror.fail({ kind: 'throttled', retryAfterMs: 1000 * random.below(100) })
    else if (kind === 1) mirror.fail({ kind: 'unavailable', on: 'write', after: random.below(6) })
    else if (kind === 2) mirror.stop({ code: 'credentials_refused', params: {} })
    else mortality.killWithin(60)
  }

  for (let step = 0; step < steps; step += 1) {
    for (let burst = random.below(4); burst >= 0; burst -= 1) {
      if (random.chance(0.4)) await bySparkOne()
      else byHand(random.one(mirrors) ?? world.notion)
      world.clock.advance(random.below(40_000))
    }
    if (random.chance(0.15)) await makeOptions(random.one(mirrors) ?? world.notion)
    if (random.chance(0.3)) disturb()
    between = () => bySparkOne().catch(unlessGone)
    await world.pass(random.below(90))
    between = null
    if (random.chance(0.5)) {
      mortality.revive()
      for (const mirror of mirrors) mirror.stop(null)
    }
  }

  mortality.revive()
  for (const mirror of mirrors) mirror.stop(null)
  await world.settle(40)
  const forgotten = await forgottenIn(world)
  for (const { name } of mirrors) await core.sync.request(actor, name, { mode: 'both' })
  await world.settle(10)
  return { world, written, acts, disturbances: faults + mortality.deaths(), healed, forgotten }
}

const forgottenIn = ({ storage, core, actor }: SyncWorld): Promise<readonly string[]> =>
  storage.read(async (stores) => {
    const { tasks } = await core.tasks.list(actor, { sort: 'created', limit: 500 })
    const versions = new Map(tasks.map(({ id, version }) => [id, version]))
    const links = await stores.links.ofTasks([...versions.keys()])
    return links
      .filter(({ state, dirtySince }) => state !== 'removed' && dirtySince === null)
      .filter(({ taskId, version }) => version !== versions.get(taskId))
      .map(({ mirror, taskId }) => `${mirror} ${taskId}`)
  })
