import { describe, expect, it } from 'vitest'
import type { JournalEntry } from '../../core/tasks/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { anEntry, aTask, minutesLater, NOW, seedPerson, seedTask, uuid } from './samples.ts'
import { describeTaskFilters } from './task-filters.ts'
import { describeTaskPages } from './task-pages.ts'
import { describeTaskSets } from './task-sets.ts'

/** Tasks, their versions, their journal and their end; filters and pages are in files of their own. */
export const describeTaskStore = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describeTaskRows(name, open)
  describeTaskFilters(name, open)
  describeTaskPages(name, open, options)
  describeTaskSets(name, open)
}

const describeTaskRows = (name: string, open: OpenStorageFn): void => {
  describe(`task store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)

    it('gives back every field as it was stored', async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const given = aTask(ana.id, {
        title: 'Pagar "luz" & água — 100%',
        description: 'linha 1\nlinha 2 🙂',
        status: 'in_progress',
        priority: 'urgent',
        dueDate: '2026-03-03',
        dueTime: '09:30',
        dueAt: new Date('2026-03-03T12:30:00.000Z'),
        labels: ['casa', 'conta,luz', "d'água"],
        assigneeId: bia.id,
        completedAt: minutesLater(3),
        channel: 'whatsapp',
        sender: 'planilha',
        updatedAt: new Date('2026-03-02T12:00:00.123Z'),
      })
      const task = await seedTask({ run }, ana.id, given)
      expect(task).toEqual({ ...given, id: task.id })
      expect(await read(({ tasks }) => tasks.find(task.id))).toEqual(task)
    })

    it('gives ascending ids, and never one twice, not even of a purged task', async () => {
      const ana = await seedPerson({ run })
      const first = await seedTask({ run }, ana.id)
      const second = await seedTask({ run }, ana.id, { deletedAt: NOW })
      await run(({ tasks }) => tasks.purge(minutesLater(1)))
      const third = await seedTask({ run }, ana.id)
      expect(first.id).toBeGreaterThan(0)
      expect(second.id).toBeGreaterThan(first.id)
      expect(third.id).toBeGreaterThan(second.id)
    })

    it('gives 50 parallel inserts 50 ids', async () => {
      const ana = await seedPerson({ run })
      const made = await Promise.all(times(50, () => seedTask({ run }, ana.id)))
      expect(new Set(made.map((task) => task.id)).size).toBe(50)
    })

    it('finds nothing under an id that is not there', async () => {
      expect(await read(({ tasks }) => tasks.find(1))).toBeNull()
      expect(await read(({ tasks }) => tasks.findAny(1))).toBeNull()
      expect(await run(({ tasks }) => tasks.lock(1))).toBeNull()
    })

    it('writes all fields when the version follows the stored one', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id, { labels: ['a'], description: 'antes' })
      const changed = { ...task, title: 'Depois', description: null, labels: [], completedAt: NOW, version: 2 }
      expect(await run(({ tasks }) => tasks.update(changed))).toBe(true)
      expect(await read(({ tasks }) => tasks.find(task.id))).toEqual(changed)
    })

    it.each([1, 3, 7])('writes nothing over version 1 with version %i', async (version) => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      expect(await run(({ tasks }) => tasks.update({ ...task, title: 'Não', version }))).toBe(false)
      expect(await read(({ tasks }) => tasks.find(task.id))).toEqual(task)
    })

    it('updates nothing under an id that is not there', async () => {
      const ana = await seedPerson({ run })
      expect(await run(({ tasks }) => tasks.update({ ...aTask(ana.id, { version: 2 }), id: 99 }))).toBe(false)
    })

    it('lets one of 20 parallel writers of the same version win, without a lock', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const won = await Promise.all(
        times(20, (index) => run(({ tasks }) => tasks.update({ ...task, title: `${index}`, version: 2 }))),
      )
      expect(won.filter(Boolean)).toHaveLength(1)
      expect(await read(({ tasks }) => tasks.find(task.id))).toMatchObject({ title: `${won.indexOf(true)}` })
    })

    it('shows the holder of a lock what the one before committed', async () => {
      const ana = await seedPerson({ run })
      const { id } = await seedTask({ run }, ana.id)
      const versions = await overlapping(
        { run },
        async ({ tasks }) => {
          const task = await tasks.lock(id)
          if (task === null) throw new Error('the task vanished')
          await tasks.update({ ...task, version: task.version + 1 })
          return task.version
        },
        { rollback: false },
      )
      expect(versions).toEqual({ first: 1, second: 2 })
    })

    it('hides a deleted task from everyone but who asks for any, lock and update', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const deleted = { ...task, deletedAt: NOW, version: 2 }
      expect(await run(({ tasks }) => tasks.update(deleted))).toBe(true)
      expect(await read(({ tasks }) => tasks.find(task.id))).toBeNull()
      const page = await read(({ tasks }) => tasks.page({ visibleTo: null, sort: 'created', limit: 5, offset: 0 }))
      expect(page).toEqual({ tasks: [], next: null, total: 0 })
      expect(await read(({ tasks }) => tasks.findAny(task.id))).toEqual(deleted)
      expect(await run(({ tasks }) => tasks.lock(task.id))).toEqual(deleted)
      expect(await run(({ tasks }) => tasks.update({ ...deleted, deletedAt: null, version: 3 }))).toBe(true)
      expect(await read(({ tasks }) => tasks.find(task.id))).toEqual({ ...task, version: 3 })
    })

    it('keeps a journal of each task, oldest first, in JSON-able values', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      const other = await seedTask({ run }, ana.id)
      const entries: JournalEntry[] = [
        anEntry(task.id, ana.id),
        anEntry(task.id, ana.id, {
          version: 2,
          action: 'updated',
          at: minutesLater(1),
          changes: {
            title: { from: 'a', to: 'b' },
            labels: { from: [], to: ['x'] },
            completedAt: { from: null, to: NOW.toISOString() },
          },
        }),
        anEntry(task.id, ana.id, {
          version: 3,
          action: 'undone',
          at: minutesLater(2),
          channel: 'whatsapp',
          reverts: 2,
        }),
      ]
      for (const entry of entries) await run(({ tasks }) => tasks.append(entry))
      await run(({ tasks }) => tasks.append(anEntry(other.id, ana.id)))
      expect(await read(({ tasks }) => tasks.history(task.id))).toEqual(entries)
      expect(await read(({ tasks }) => tasks.history(99_999))).toEqual([])
    })

    it("gives an actor's newest entries since then, of deleted tasks too", async () => {
      const ana = await seedPerson({ run })
      const bia = await seedPerson({ run }, { name: 'Bia' })
      const task = await seedTask({ run }, ana.id, { deletedAt: NOW })
      const append = (version: number, actorId: string, at: Date) =>
        run(({ tasks }) => tasks.append(anEntry(task.id, actorId, { version, at })))
      await append(1, ana.id, minutesLater(-2))
      await append(2, ana.id, NOW)
      await append(3, bia.id, minutesLater(1))
      await append(4, ana.id, minutesLater(2))
      const latest = await read(({ tasks }) => tasks.latestBy(ana.id, NOW))
      expect(latest.map((entry) => entry.version)).toEqual([4, 2])
      expect(await read(({ tasks }) => tasks.latestBy(uuid(), NOW))).toEqual([])
    })

    it('gives at most 20 of them', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id)
      await run(async ({ tasks }) => {
        for (let version = 1; version <= 25; version += 1) {
          await tasks.append(anEntry(task.id, ana.id, { version, at: minutesLater(version) }))
        }
      })
      const latest = await read(({ tasks }) => tasks.latestBy(ana.id, NOW))
      expect(latest.map((entry) => entry.version)).toEqual(times(20, (index) => 25 - index))
    })

    it('purges tasks deleted before then, with their journals, and those only', async () => {
      const ana = await seedPerson({ run })
      const old = await seedTask({ run }, ana.id, { deletedAt: minutesLater(-1) })
      const recent = await seedTask({ run }, ana.id, { deletedAt: NOW })
      const alive = await seedTask({ run }, ana.id)
      for (const { id } of [old, recent, alive]) await run(({ tasks }) => tasks.append(anEntry(id, ana.id)))
      expect(await run(({ tasks }) => tasks.purge(NOW))).toBe(1)
      const histories = await read(({ tasks }) =>
        Promise.all([old, recent, alive].map(async ({ id }) => (await tasks.history(id)).length)),
      )
      expect(histories).toEqual([0, 1, 1])
      const locked = await run(async ({ tasks }) => [await tasks.lock(old.id), await tasks.lock(recent.id)])
      expect(locked).toEqual([null, recent])
    })
  })
}
