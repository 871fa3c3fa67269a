import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyOf } from '../../../core/sync/copy.ts'
import { after, lineageOf, mirrorActorId, rankOf } from '../../../core/sync/lineage.ts'
import type { Copy, MirrorName } from '../../../core/sync/ports.ts'
import { type FieldConflict, reconcile } from '../../../core/sync/reconcile.ts'
import { changed, differences, type JournalEntry, NOTHING, type Task } from '../../../core/tasks/task.ts'
import { aTask } from '../../contracts/samples.ts'

const FIELDS = ['title', 'description'] as const
type Field = (typeof FIELDS)[number]

interface Side {
  readonly base: Partial<Copy>
  readonly version: number
  readonly fields: Partial<Copy>
  readonly editedAt: number
}

/** A task, its journal, and what two mirrors show of it. */
interface World {
  readonly task: Task
  readonly history: readonly JournalEntry[]
  readonly sides: Readonly<Record<MirrorName, Side>>
  readonly conflicts: readonly FieldConflict[]
}

type Step =
  | { readonly by: 'sparkone' | MirrorName; readonly field: Field; readonly seconds: number }
  | { readonly pull: MirrorName; readonly seconds: number }

const START = Date.UTC(2026, 10, 24, 13)

const begin = (): World => {
  const at = new Date(START)
  const task: Task = { ...aTask('ana', { title: 'começo', createdAt: at, updatedAt: at }), id: 7 }
  const fields = { title: 'começo', description: null }
  const side: Side = { base: fields, version: 1, fields, editedAt: START }
  const created = entryOf(task, 'ana', START, differences(NOTHING, task), 'created')
  return { task, history: [created], sides: { notion: side, sheets: side }, conflicts: [] }
}

const entryOf = (
  task: Task,
  actorId: string,
  at: number,
  changes: JournalEntry['changes'],
  action: JournalEntry['action'] = 'updated',
): JournalEntry => ({
  taskId: 7,
  version: task.version,
  action,
  actorId,
  channel: 'api',
  at: new Date(at),
  changes,
  reverts: null,
})

const change = (world: World, fields: Partial<Copy>, actorId: string, at: number): World => {
  const { due, assignee, ...plain } = fields
  const next = changed(world.task, plain, new Date(at))
  const changes = differences(world.task, next)
  if (Object.keys(changes).length === 0) return world
  return { ...world, task: next, history: [...world.history, entryOf(next, actorId, at, changes)] }
}

/** What a pull of one mirror comes to, its write done. Notion tells times to the minute, Sheets tells none. */
const pull = (world: World, mirror: MirrorName, now: number): World => {
  const side = world.sides[mirror]
  const local = copyOf(world.task, [])
  const lineage = lineageOf(world.task, world.history, [])
  const edited = mirror === 'notion' ? Math.floor(side.editedAt / 60_000) * 60_000 : now
  const merged = reconcile({
    fields: FIELDS,
    base: side.base,
    local,
    remote: side.fields,
    isUnreadable: () => false,
    localTime: lineage.timeOf,
    remoteTime: (field) => after({ ms: edited, rank: rankOf(mirror) }, lineage.timeAt(field, side.version)),
    isOurs: (field, value) => lineage.hasHad(field, value, side.version),
  })
  const next = change(world, merged.toTask, mirrorActorId(mirror), edited)
  const shown = { ...side.base, ...merged.base, ...merged.toMirror }
  const written: Side = {
    ...side,
    base: shown,
    version: next.task.version,
    fields: { ...side.fields, ...merged.toMirror },
  }
  return {
    ...next,
    sides: { ...next.sides, [mirror]: written },
    conflicts: [...next.conflicts, ...merged.conflicts],
  }
}

/** Does the steps; gives the world, the time it is then, and every value that someone wrote and did not write over. */
const play = (steps: readonly Step[]) => {
  let world = begin()
  let now = START
  let serial = 0
  const standing = new Map<string, string>()
  for (const step of steps) {
    now += step.seconds * 1000
    if ('pull' in step) {
      world = pull(world, step.pull, now)
      continue
    }
    serial += 1
    const value = `${step.field} ${serial}`
    if (step.by === 'sparkone') {
      world = change(world, { [step.field]: value }, 'ana', now)
      continue
    }
    const side = world.sides[step.by]
    const fields = { ...side.fields, [step.field]: value }
    world = { ...world, sides: { ...world.sides, [step.by]: { ...side, fields, editedAt: now } } }
    standing.set(`${step.by} ${step.field}`, value)
  }
  return { world, now, standing: [...standing.values()] }
}

const pullAll = (world: World, order: readonly MirrorName[], now: number): World =>
  order.reduce((before, mirror) => pull(before, mirror, now), world)

const mirrorName = fc.constantFrom<MirrorName>('notion', 'sheets')
const seconds = fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 59, 60, 61))
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      by: fc.constantFrom('sparkone', 'notion', 'sheets'),
      field: fc.constantFrom(...FIELDS),
      seconds,
    }),
  },
  { weight: 1, arbitrary: fc.record({ pull: mirrorName, seconds }) },
)
const steps = fc.array(aStep, { maxLength: 12 })

/** Notion answers, within the minute that SparkOne is ahead, to a value that Sheets' older one has not met yet. */
const LATE_ANSWER: Step[] = [
  { by: 'sparkone', field: 'title', seconds: 0 },
  { by: 'sheets', field: 'title', seconds: 0 },
  { pull: 'notion', seconds: 1 },
  { by: 'notion', field: 'title', seconds: 0 },
]

describe('the merge of a task and its copies', () => {
  it('converges: after two rounds every side shows the same, and a third changes nothing', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { world, now } = play(given)
        const ended = pullAll(world, ['notion', 'sheets', 'notion', 'sheets'], now)
        const shown = { title: ended.task.title, description: ended.task.description }
        expect([ended.sides.notion.fields, ended.sides.sheets.fields]).toEqual([shown, shown])
        const again = pullAll(ended, ['sheets', 'notion'], now + 1000)
        expect(again.history).toEqual(ended.history)
        expect(again.conflicts).toEqual(ended.conflicts)
      }),
    )
  })

  it('comes to the same whichever mirror is heard first', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { world, now } = play(given)
        const one = pullAll(world, ['notion', 'sheets', 'notion', 'sheets'], now)
        const other = pullAll(world, ['sheets', 'notion', 'sheets', 'notion'], now)
        expect(copyOf(one.task, [])).toEqual(copyOf(other.task, []))
      }),
      { numRuns: 500, examples: [[LATE_ANSWER]] },
    )
  })

  it('loses no value: what someone wrote is in the task, in its journal, or in a conflict', () => {
    fc.assert(
      fc.property(steps, (given) => {
        const { world, now, standing } = play(given)
        const ended = pullAll(world, ['notion', 'sheets', 'notion', 'sheets'], now)
        const kept = JSON.stringify([ended.task, ended.history, ended.conflicts])
        for (const value of standing) expect(kept).toContain(JSON.stringify(value))
      }),
    )
  })
})
