import { expect } from 'vitest'
import type { MemoryMirror } from '../../../adapters/memory/index.ts'
import type { Stores } from '../../../core/ports.ts'
import { copyOf } from '../../../core/sync/copy.ts'
import type { Task } from '../../../core/tasks/index.ts'
import type { Simulated } from './simulated.ts'
import type { SyncWorld } from './world.ts'

/** After a simulation: all three agree, nothing that was written is lost, nothing is there twice, nothing goes on. */
export const expectPeace = async ({ world, written, disturbances, healed, forgotten }: Simulated): Promise<void> => {
  const { storage, notion, sheets } = world
  const mirrors = [notion, sheets]
  const tasks = await storage.read((stores) => stores.tasks.page({ visibleTo: null, sort: 'created', limit: 1000 }))
  const people = await storage.read((stores) => stores.people.all())

  const unexpected = world.failures.filter((error) => !isDeath(error))
  expect(unexpected).toEqual([])
  expect(forgotten, 'what is still to be pushed is known').toEqual([])
  for (const mirror of mirrors) {
    // Peace: nothing waits, nothing stands still.
    const status = (await world.core.sync.status()).find(({ name }) => name === mirror.name)
    expect(status).toMatchObject({
      state: 'ok',
      counts: { dirty: 0 },
      lagSeconds: 0,
      backfill: null,
      isSweeping: false,
    })

    const canLabel = await labelsOf(mirror)
    const rows = present(mirror)
    const keys = rows.map(({ key }) => key)
    expect(new Set(keys).size, 'each row has a key of its own').toBe(keys.length)
    const links = await storage.read((stores) => stores.links.ofTasks(tasks.tasks.map(({ id }) => id)))
    const own = links.filter((link) => link.mirror === mirror.name)
    const linked = own.filter(({ state }) => state === 'linked')
    expect(linked.map(({ key }) => key).sort(), 'each row is of one task').toEqual(keys.toSorted())
    expect(own.filter(({ state }) => state !== 'linked' && state !== 'removed')).toEqual([])
    expect(own).toHaveLength(tasks.tasks.length)
    for (const task of tasks.tasks) {
      const link = linked.find(({ taskId }) => taskId === task.id)
      if (link === undefined) continue
      const copy = copyOf(task, people)
      expect(rows.find(({ key }) => key === link.key)?.fields, `task ${task.id} on ${mirror.name}`).toEqual({
        ...copy,
        labels: copy.labels.filter(canLabel),
      })
      expect(link.problems.map(({ value }) => value)).toEqual(copy.labels.filter((label) => !canLabel(label)))
    }
    expect(await takenOff(world, mirror), 'labels that a mirror never had').toSatisfy((labels: readonly string[]) =>
      labels.every(canLabel),
    )
    const created = mirror.written.flatMap((write) => (write.type === 'create' ? [write.key] : []))
    const twice = created.filter((key, index) => created.indexOf(key) !== index && !wasThrownAway(mirror, key))
    expect(twice, 'nothing is made twice').toEqual([])
    expect(mirror.written.length, `writes on ${mirror.name}`).toBeLessThanOrEqual(
      (await changesFor(world, mirror)) + disturbances + healed,
    )
  }

  const kept = await everythingKept(world)
  const lost = written.filter(({ mirror, row, value }) => {
    const it = mirror.hand.rows().find(({ id }) => id === row)
    return it?.isTrashed === false && !kept.includes(value)
  })
  expect(lost.map(({ mirror, row, field, value }) => `${mirror.name} ${row} ${field} ${value}`)).toEqual([])

  // And nothing echoes.
  const before = await historyLength(world)
  const writes = mirrors.map((mirror) => mirror.written.length)
  await world.settle(10)
  expect(mirrors.map((mirror) => mirror.written.length)).toEqual(writes)
  expect(await historyLength(world)).toBe(before)

  // And every label is shown once it has an option.
  for (const mirror of mirrors) mirror.addLabels(...tasks.tasks.flatMap(({ labels }) => labels))
  await world.settle(15)
  for (const mirror of mirrors) {
    const shown = present(mirror).map(({ fields }) => fields.labels)
    const links = await storage.read((stores) => stores.links.ofTasks(tasks.tasks.map(({ id }) => id)))
    const linked = links.filter((link) => link.mirror === mirror.name && link.state === 'linked')
    expect(linked.flatMap(({ problems }) => problems)).toEqual([])
    const wanted = linked.map(({ taskId }) => [...(tasks.tasks.find(({ id }) => id === taskId)?.labels ?? [])].sort())
    expect(shown.map(String).sort()).toEqual(wanted.map(String).sort())
  }
  expect(await historyLength(world)).toBe(before)
}

/** More numbers in a row than transactions that failed could have used up. */
const GAP = 100

/** Deleted ones too. */
const allTasks = async ({ tasks }: Pick<Stores, 'tasks'>): Promise<readonly Task[]> => {
  const found: Task[] = []
  for (let id = 1; id <= (found.at(-1)?.id ?? 0) + GAP; id += 1) {
    const task = await tasks.findAny(id)
    if (task !== null) found.push(task)
  }
  return found
}

const isDeath = (error: unknown): boolean => error instanceof Error && /^(dead|killed)$/.test(error.message)

/** A row that a person threw away before its making was known is made again: nothing tells that it was there. */
const wasThrownAway = (mirror: MemoryMirror, key: string): boolean => {
  const byUs = mirror.written.filter((write) => write.type === 'trash' && write.externalId === key).length
  const thrown = mirror.hand.rows().filter((row) => row.key === key && row.isTrashed).length
  return mirror.reading === 'whole' && thrown > byUs
}

const labelsOf = async (mirror: MemoryMirror): Promise<(label: string) => boolean> => {
  const shape = await mirror.describe({ fresh: true })
  return (shape.state === 'ready' && shape.canLabel) || (() => true)
}

/** Labels that tasks lost to what somebody did on that mirror. */
const takenOff = ({ storage }: SyncWorld, { name }: MemoryMirror): Promise<readonly string[]> =>
  storage.read(async (stores) => {
    const labels: string[] = []
    for (const { id } of await allTasks(stores)) {
      for (const { actorId, action, changes } of await stores.tasks.history(id)) {
        if (actorId !== `mirror:${name}` || action === 'created') continue
        const { from, to } = changes.labels ?? { from: [], to: [] }
        labels.push(...(from as readonly string[]).filter((label) => !(to as readonly string[]).includes(label)))
      }
    }
    return labels
  })

const present = (mirror: MemoryMirror) => mirror.hand.rows().filter(({ isTrashed }) => !isTrashed)

/** All that tasks have, had, or lost to a conflict, as JSON. */
const everythingKept = ({ storage }: SyncWorld): Promise<string> =>
  storage.read(async (stores) => {
    const kept: unknown[] = []
    const people = await stores.people.all()
    for (const task of await allTasks(stores)) {
      const { id } = task
      kept.push(copyOf(task, people))
      const history = await stores.tasks.history(id)
      // Dates are journalled as wall time: as instants only the task and the conflicts have them.
      for (const { changes } of history) {
        kept.push(Object.values(changes).map((change) => change?.to))
        const { dueDate, dueTime } = changes
        for (const side of ['from', 'to'] as const) {
          const [date, time] = [dueDate?.[side] ?? task.dueDate, dueTime?.[side] ?? task.dueTime]
          const at = new Date(`${String(date)}T${String(time)}:00-03:00`)
          if (!Number.isNaN(at.getTime())) kept.push({ at: `${at.toISOString().slice(0, 19)}Z` })
        }
      }
    }
    kept.push((await stores.conflicts.page({ limit: 10_000 })).conflicts.map(({ ours, theirs }) => [ours, theirs]))
    return JSON.stringify(kept)
  })

/** Changes that a mirror has to be told of, once each: those made elsewhere, and what it lost a conflict about. */
const changesFor = ({ storage }: SyncWorld, { name }: MemoryMirror): Promise<number> =>
  storage.read(async (stores) => {
    const { conflicts } = await stores.conflicts.page({ limit: 10_000 })
    let changes = conflicts.filter(({ mirror, winner }) => mirror === name && winner === 'ours').length
    for (const { id } of await allTasks(stores)) {
      for (const { actorId, action } of await stores.tasks.history(id)) {
        if (actorId !== `mirror:${name}`) changes += 1
        // A new one gets its key, and what it was made without.
        else if (action === 'created') changes += 2
      }
    }
    return changes
  })

const historyLength = ({ storage }: SyncWorld): Promise<number> =>
  storage.read(async (stores) => {
    let length = 0
    for (const { id } of await allTasks(stores)) length += (await stores.tasks.history(id)).length
    return length
  })
