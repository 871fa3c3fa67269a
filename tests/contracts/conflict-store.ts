import { describe, expect, it } from 'vitest'
import type { PageQuery } from '../../core/kernel/page.ts'
import type { Conflict } from '../../core/sync/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn } from './harness.ts'
import { minutesLater, NOW, seedPerson, seedTask, uuid } from './samples.ts'
import { aConflict } from './sync-samples.ts'

/** What both sides had where both changed one field. */
export const describeConflictStore = (name: string, open: OpenStorageFn, _options: ContractOptions = {}): void => {
  describe(`conflict store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const seed = async () => {
      const ana = await seedPerson({ run })
      return { ana, task: await seedTask({ run }, ana.id), other: await seedTask({ run }, ana.id) }
    }
    const insert = async (conflict: Conflict) => {
      await run(({ conflicts }) => conflicts.insert(conflict))
      return conflict
    }
    const find = (id: string) => read(({ conflicts }) => conflicts.find(id))

    it.each([
      ['title', 'Aspas “e” "outras"', '=1+1'],
      ['description', null, ''],
      ['due', { at: '2026-03-04T17:00:00Z' }, { date: '2026-03-04' }],
      ['labels', [], ['b', 'a']],
      ['deleted', true, { title: 'Renovar', labels: null }],
      ['priority', 'null', '"high"'],
    ] as const)('gives back both values of %s as they were', async (field, ours, theirs) => {
      const { ana, task } = await seed()
      const conflict = aConflict(task.id, { field, ours, theirs, winner: 'theirs', mirror: 'sheets', personId: ana.id })
      await insert(conflict)
      expect(await find(conflict.id)).toEqual(conflict)
      expect(await run(({ conflicts }) => conflicts.lock(conflict.id))).toEqual(conflict)
      expect(await find(uuid())).toBeNull()
    })

    it('keeps what a person decided, and makes nothing of a conflict that is not there', async () => {
      const { task } = await seed()
      const conflict = await insert(aConflict(task.id))
      const resolved: Conflict = { ...conflict, resolvedAt: minutesLater(1), resolution: 'swapped' }
      await run(({ conflicts }) => conflicts.update(resolved))
      await run(({ conflicts }) => conflicts.update(aConflict(task.id, { id: 'nowhere' })))
      expect(await find(conflict.id)).toEqual(resolved)
      expect(await find('nowhere')).toBeNull()
    })

    it('pages newest first, by cursor and by offset: all, the open ones, those of a task', async () => {
      const { task, other } = await seed()
      const b = await insert(aConflict(task.id, { at: minutesLater(1) }))
      const c = await insert(aConflict(other.id, { at: minutesLater(2) }))
      const a = await insert(aConflict(task.id, { resolvedAt: minutesLater(3), resolution: 'kept' }))
      const page = (query: PageQuery & { open?: boolean; taskId?: number }) =>
        read(({ conflicts }) => conflicts.page(query))
      const first = await page({ limit: 2 })
      expect(first).toMatchObject({ conflicts: [c, b], total: null })
      expect(await page({ limit: 2, after: first.next ?? '' })).toEqual({ conflicts: [a], next: null, total: null })
      expect(await page({ limit: 1, offset: 1 })).toMatchObject({ conflicts: [b], total: 3 })
      expect(await page({ limit: 9, open: true, offset: 0 })).toEqual({ conflicts: [c, b], next: null, total: 2 })
      expect(await page({ limit: 9, open: false })).toMatchObject({ conflicts: [c, b, a] })
      expect(await page({ limit: 9, taskId: task.id, offset: 0 })).toEqual({ conflicts: [b, a], next: null, total: 2 })
      expect(await page({ limit: 9, taskId: task.id, open: true })).toMatchObject({ conflicts: [b] })
    })

    it('knows the open ones that a person was last told of', async () => {
      const { ana, task, other } = await seed()
      const told = (given: Partial<Conflict>) => insert(aConflict(task.id, { personId: ana.id, ...given }))
      const latest = (since: Date) => read(({ conflicts }) => conflicts.latestFor(ana.id, since))
      const before = await told({ at: minutesLater(-5) })
      const ofOther = await told({ taskId: other.id })
      const [title, due] = [await told({ field: 'title' }), await told({ field: 'due' })]
      await told({ resolvedAt: NOW, resolution: 'kept' })
      await told({ at: minutesLater(1), resolvedAt: NOW, resolution: 'kept' })
      await insert(aConflict(task.id, { at: minutesLater(2) }))
      expect(await latest(NOW)).toEqual([due, title, ofOther])
      expect(await latest(minutesLater(-60))).toEqual([due, title, ofOther])
      expect(await latest(minutesLater(1))).toEqual([])
      for (const conflict of [due, title, ofOther]) {
        await run(({ conflicts }) => conflicts.update({ ...conflict, resolvedAt: NOW, resolution: 'kept' }))
      }
      expect(await latest(minutesLater(-60))).toEqual([before])
    })

    it('forgets a person: their name as an assignee, and that they were told', async () => {
      const { ana, task } = await seed()
      const assignee = (ours: unknown, theirs: unknown) =>
        insert(aConflict(task.id, { field: 'assignee', ours, theirs }))
      const theirs = [await assignee('Ana', null), await assignee('Bia', 'ana@example.org')]
      const told = await insert(aConflict(task.id, { personId: ana.id, ours: 'Ana' }))
      const deleted = (who: string) =>
        ({ field: 'deleted', ours: null, theirs: { title: 'Renovar', assignee: who } }) as const
      const lost = await insert(aConflict(task.id, deleted('ana@example.org')))
      const others = [
        await insert(aConflict(task.id, deleted('Bia'))),
        await insert(aConflict(task.id, { field: 'deleted', ours: null, theirs: null })),
        await assignee('Bia', 'Caio'),
        await insert(aConflict(task.id, { personId: uuid() })),
      ]
      await run(({ conflicts }) => conflicts.forget(ana.id, ['Ana', 'ana@example.org']))
      for (const conflict of theirs) expect(await find(conflict.id)).toBeNull()
      for (const conflict of others) expect(await find(conflict.id)).toEqual(conflict)
      expect(await find(told.id)).toEqual({ ...told, personId: null })
      expect(await find(lost.id)).toEqual({ ...lost, theirs: { title: 'Renovar' } })
      await run(({ conflicts }) => conflicts.forget(ana.id, []))
    })

    it('forgets what is older than it was told to keep, resolved or not', async () => {
      const { task } = await seed()
      const old = await insert(aConflict(task.id, { at: minutesLater(-1) }))
      const kept = await insert(aConflict(task.id))
      expect(await run(({ conflicts }) => conflicts.purge(NOW))).toBe(1)
      expect([await find(old.id), await find(kept.id)]).toEqual([null, kept])
    })

    it('goes with its task', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id, { deletedAt: minutesLater(-60) })
      const conflict = await insert(aConflict(task.id))
      await run(({ tasks }) => tasks.purge(NOW))
      expect(await find(conflict.id)).toBeNull()
    })
  })
}
