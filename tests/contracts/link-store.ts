import { describe, expect, it } from 'vitest'
import type { MirrorLink, MirrorName } from '../../core/sync/ports.ts'
import type { Task } from '../../core/tasks/ports.ts'
import { type ContractOptions, freshStorage, type OpenStorageFn, overlapping, times } from './harness.ts'
import { describeLinkQueue } from './link-queue.ts'
import { describeLinkSweeps } from './link-sweeps.ts'
import { describeLinkTroubles } from './link-troubles.ts'
import { minutesLater, NOW, seedPerson, seedTask, uuid } from './samples.ts'
import { aLink, seedLink } from './sync-samples.ts'

/** What ties tasks to their copies. */
export const describeLinkStore = (name: string, open: OpenStorageFn, options: ContractOptions = {}): void => {
  describeLinkQueue(name, open)
  describeLinkSweeps(name, open, options)
  describeLinkTroubles(name, open)

  describe(`link store contract: ${name}`, () => {
    const { run, read } = freshStorage(open)
    const find = (task: Task, mirror: MirrorName = 'notion') => read(({ links }) => links.find(mirror, task.id))
    const touch = (task: Task, mirrors: readonly MirrorName[], at = NOW) =>
      run(({ links }) => links.touch(task.id, mirrors, at, uuid))
    const seed = async () => seedTask({ run }, (await seedPerson({ run })).id)

    it('gives back every field as it was saved, and saves over it', async () => {
      const task = await seed()
      const link = aLink(task.id, {
        url: 'https://example.org/p?q=“ç”',
        state: 'creating',
        base: { title: '=1+1', description: null, labels: [], due: null, status: 'in_progress' },
        version: 7,
        dirtySince: minutesLater(1),
        attempts: 3,
        nextTryAt: minutesLater(5),
        problems: [{ field: 'assignee', code: 'unknown_person', value: 'João' }],
        detail: 'body failed validation: “title” é longo',
        syncedAt: minutesLater(-1),
        seenIn: uuid(),
      })
      await run(({ links }) => links.save(link))
      expect(await find(task)).toEqual(link)
      expect(await run(({ links }) => links.lock('notion', task.id))).toEqual(link)
      const bare = aLink(task.id, {
        key: link.key,
        base: {},
        externalId: null,
        state: 'new',
        version: 0,
        syncedAt: null,
      })
      await run(({ links }) => links.save(bare))
      expect(await find(task)).toEqual(bare)
      expect(await find(task, 'sheets')).toBeNull()
      expect(await run(({ links }) => links.lock('sheets', task.id))).toBeNull()
    })

    it('finds links by task, by key and by copy, each mirror on its own', async () => {
      const [a, b, c] = [await seed(), await seed(), await seed()]
      const ofA = await seedLink({ run }, a)
      const sheetOfA = await seedLink({ run }, a, { mirror: 'sheets', key: ofA.key, externalId: ofA.externalId })
      const ofB = await seedLink({ run }, b)
      await seedLink({ run }, c, { externalId: null })
      const { key, externalId } = ofA
      expect(await read(({ links }) => links.ofTasks([b.id, a.id, 0]))).toEqual([ofA, sheetOfA, ofB])
      expect(await read(({ links }) => links.byKeys('sheets', [key, ofB.key, uuid()]))).toEqual([sheetOfA])
      expect(await read(({ links }) => links.byKeys('notion', [ofB.key, key]))).toEqual([ofA, ofB])
      const outside = [ofB.externalId ?? '', externalId ?? '', 'nowhere']
      expect(await read(({ links }) => links.byExternalIds('notion', outside))).toEqual([ofA, ofB])
      for (const none of [
        await read(({ links }) => links.ofTasks([])),
        await read(({ links }) => links.byKeys('notion', [])),
        await read(({ links }) => links.byExternalIds('notion', [])),
      ]) {
        expect(none).toEqual([])
      }
    })

    it.each(['key', 'externalId'] as const)('never ties two tasks to one copy by its %s', async (field) => {
      const [a, b] = [await seed(), await seed()]
      const first = await seedLink({ run }, a)
      const second = aLink(b.id, { [field]: first[field] })
      const saving = run(({ links }) => links.save(second))
      await expect(saving).rejects.toMatchObject({ name: 'PortError', kind: 'rejected' })
      expect(await find(b)).toBeNull()
      await run(({ links }) => links.save({ ...second, mirror: 'sheets' }))
    })

    it('makes the links of a task that was touched the first time, dirty, each with a key of its own', async () => {
      const task = await seed()
      expect(await touch(task, ['sheets', 'notion'])).toEqual(['sheets', 'notion'])
      const [notion, sheets] = [await find(task), await find(task, 'sheets')]
      for (const link of [notion, sheets]) {
        expect(link).toMatchObject({
          taskId: task.id,
          state: 'new',
          base: {},
          version: 0,
          dirtySince: NOW,
          attempts: 0,
        })
        expect(link).toMatchObject({ externalId: null, nextTryAt: null, problems: [], syncedAt: null, seenIn: null })
      }
      expect(notion?.key).not.toBe(sheets?.key)
      expect(await touch(task, [])).toEqual([])
    })

    it('says at the first touch only that a job is needed, and keeps since when', async () => {
      const task = await seed()
      const link = await seedLink({ run }, task)
      expect(await touch(task, ['notion', 'sheets'])).toEqual(['notion', 'sheets'])
      expect(await touch(task, ['notion', 'sheets'], minutesLater(1))).toEqual([])
      expect(await find(task)).toEqual({ ...link, dirtySince: NOW })
    })

    it('asks for one job however many tasks wait, and again once they do not', async () => {
      const tasks = [await seed(), await seed(), await seed()]
      const [a, b, c] = tasks.map((task) => () => touch(task, ['notion', 'sheets']))
      await seedLink({ run }, await seed(), { dirtySince: NOW, attempts: 1, nextTryAt: minutesLater(9) })
      expect(await a?.()).toEqual(['notion', 'sheets'])
      expect(await b?.()).toEqual([])
      const pushed = await Promise.all(tasks.map((task) => find(task)))
      for (const link of pushed) if (link !== null) await run(({ links }) => links.save({ ...link, dirtySince: null }))
      expect(await c?.()).toEqual(['notion'])
    })

    it('tries again at once what waits after a failure, because the change may have mended it', async () => {
      const task = await seed()
      const link = await seedLink({ run }, task, { dirtySince: NOW, attempts: 4, nextTryAt: minutesLater(60) })
      expect(await touch(task, ['notion'], minutesLater(1))).toEqual(['notion'])
      expect(await find(task)).toEqual({ ...link, nextTryAt: null })
    })

    it('leaves alone what a person removed outside', async () => {
      const task = await seed()
      const link = await seedLink({ run }, task, { state: 'removed' })
      expect(await touch(task, ['notion', 'sheets'])).toEqual(['sheets'])
      expect(await find(task)).toEqual(link)
    })

    it.each([
      { rollback: false, end: 'commits', second: [] },
      { rollback: true, end: 'rolls back', second: ['notion'] },
    ])('tells a second unit the truth when the first to touch, still open, $end', async ({ rollback, second }) => {
      const task = await seed()
      const needy = await overlapping({ run }, ({ links }) => links.touch(task.id, ['notion'], NOW, uuid), { rollback })
      expect(needy).toEqual({ first: ['notion'], second })
    })

    it('makes one link, and asks for one job, of 20 parallel touches', async () => {
      const task = await seed()
      const needy = await Promise.all(times(20, (minute) => touch(task, ['notion'], minutesLater(minute))))
      expect(needy.flat()).toEqual(['notion'])
    })

    it('never loses a touch to a push that ends meanwhile', async () => {
      const task = await seed()
      await seedLink({ run }, task, { dirtySince: NOW })
      const push = (version: number) =>
        run(async ({ tasks, links }) => {
          const current = await tasks.lock(task.id)
          const link = await links.lock('notion', task.id)
          if (current === null || link === null) throw new Error('Nothing to push.')
          const dirtySince = current.version === version ? null : (link.dirtySince ?? NOW)
          await links.save({ ...link, version, dirtySince })
        })
      const change = () =>
        run(async ({ tasks, links }) => {
          const current = await tasks.lock(task.id)
          if (current === null) throw new Error('No task.')
          await tasks.update({ ...current, version: current.version + 1 })
          await links.touch(task.id, ['notion'], NOW, uuid)
        })
      const both = times(20, (index) => (index % 2 === 0 ? change() : push(Math.ceil(index / 2))))
      await Promise.all(both)
      const [current, link] = [await read(({ tasks }) => tasks.find(task.id)), await find(task)]
      expect(link?.dirtySince === null ? link.version : current?.version).toBe(current?.version)
      expect(current?.version).toBe(11)
    })

    it('marks the copies that show a person who is gone, and forgets their name where nothing is pushed', async () => {
      const [ana, bia] = [await seedPerson({ run }), await seedPerson({ run })]
      const ofAna = async (given: Partial<MirrorLink> = {}) =>
        seedLink({ run }, await seedTask({ run }, bia.id, { assigneeId: ana.id }), given)
      const marked = await ofAna()
      const retried = await ofAna({ dirtySince: NOW, nextTryAt: minutesLater(60), attempts: 2 })
      const waiting = await ofAna({ dirtySince: minutesLater(-1) })
      const removed = await ofAna({ state: 'removed' })
      const sheet = await ofAna({ mirror: 'sheets' })
      const others = [await seedLink({ run }, await seedTask({ run }, ana.id, { assigneeId: bia.id }))]
      const release = () => run(({ links }) => links.releaseAssigned(ana.id, ['notion'], minutesLater(1)))
      expect(await release()).toEqual(['notion'])
      expect(await release()).toEqual([])
      const { assignee: _gone, ...base } = sheet.base
      const now = await read(({ links }) =>
        links.ofTasks([marked, retried, waiting, removed, sheet, ...others].map(({ taskId }) => taskId)),
      )
      expect(now).toEqual([
        { ...marked, dirtySince: minutesLater(1) },
        { ...retried, nextTryAt: null },
        waiting,
        removed,
        { ...sheet, base },
        ...others,
      ])
      expect(await run(({ links }) => links.releaseAssigned(ana.id, [], NOW))).toEqual([])
      expect((await read(({ links }) => links.find('notion', marked.taskId)))?.base).not.toHaveProperty('assignee')
    })

    it('goes with its task', async () => {
      const ana = await seedPerson({ run })
      const task = await seedTask({ run }, ana.id, { deletedAt: minutesLater(-60) })
      const link: MirrorLink = await seedLink({ run }, task)
      await run(({ tasks }) => tasks.purge(NOW))
      expect(await find(task)).toBeNull()
      expect(await read(({ links }) => links.byKeys('notion', [link.key]))).toEqual([])
    })

    it('is undone with its unit of work', async () => {
      const task = await seed()
      const failing = run(async ({ links }) => {
        await links.touch(task.id, ['notion'], NOW, uuid)
        throw new Error('rolled back on purpose')
      })
      await expect(failing).rejects.toThrow('rolled back on purpose')
      expect(await find(task)).toBeNull()
    })
  })
}
