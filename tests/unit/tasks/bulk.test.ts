import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import { BULK_MAX, LABELS_MAX } from '../../../core/tasks/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor
let bruno: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana, 'web')
  bruno = actorOf(test.bruno, 'web')
})

const create = (title: string, more: Omit<Parameters<TestCore['core']['tasks']['create']>[1], 'title'> = {}) =>
  test.core.tasks.create(ana, { title, ...more })

const outcomes = (results: readonly { id: number; outcome: string }[]) => results.map(({ outcome }) => outcome)

describe('the same to several tasks', () => {
  it('says of each what became of it, in the order asked, and changes those that can be', async () => {
    const [one, two, three] = [await create('um'), await create('dois'), await create('três')]
    await test.core.tasks.setStatus(ana, two.id, 'completed')
    const refs = [{ id: three.id }, { id: 999 }, { id: two.id }, { id: one.id, version: 7 }]
    const results = await test.core.tasks.bulk(ana, refs, { do: 'status', status: 'completed' })
    expect(results.map(({ id }) => id)).toEqual(refs.map(({ id }) => id))
    expect(outcomes(results)).toEqual(['changed', 'not_found', 'unchanged', 'stale'])
    expect(await test.core.tasks.get(ana, three.id)).toMatchObject({ status: 'completed', version: 2 })
    expect(await test.core.tasks.get(ana, one.id)).toMatchObject({ status: 'pending', version: 1 })
  })

  it('a member changes their own, and others are not there', async () => {
    const [theirs, other] = [await create('dele', { assigneeId: test.bruno.id }), await create('dela')]
    const refs = [{ id: theirs.id }, { id: other.id }]
    expect(outcomes(await test.core.tasks.bulk(bruno, refs, { do: 'remove' }))).toEqual(['changed', 'not_found'])
    expect(await test.core.tasks.ofIds(ana, [theirs.id, other.id])).toEqual(new Map([[other.id, other]]))
  })

  it('moves each to a day said in words, by the clock of whoever moves, and leaves each its time', async () => {
    const allDay = await create('o dia todo', { due: { date: '2026-11-20', time: null } })
    const timed = await create('às nove', { due: { date: '2026-11-20', time: '09:00' } })
    const refs = [{ id: allDay.id }, { id: timed.id }]
    await test.core.tasks.bulk(ana, refs, { do: 'snooze', until: { words: 'amanhã' } })
    expect(await test.core.tasks.get(ana, allDay.id)).toMatchObject({ dueDate: '2026-11-25', dueTime: null })
    expect(await test.core.tasks.get(ana, timed.id)).toMatchObject({ dueDate: '2026-11-25', dueTime: '09:00' })
    await test.core.tasks.bulk(ana, refs, { do: 'snooze', until: { words: 'sexta às 15h' } })
    expect(await test.core.tasks.get(ana, allDay.id)).toMatchObject({ dueDate: '2026-11-27', dueTime: '15:00' })
  })

  it('a time that the clocks skip on the day it is moved to goes on by the gap', async () => {
    const timeZone = 'America/New_York'
    await test.core.people.patch(test.ana.id, { timeZone })
    const task = await create('cedo', { timeZone, due: { date: '2027-03-10', time: '02:30' } })
    const moved = await test.core.tasks.snooze(ana, task.id, { date: '2027-03-14', time: null })
    expect(moved).toMatchObject({ dueDate: '2027-03-14', dueTime: '03:30' })
  })

  it('adds and takes labels, and refuses by itself the one that would have too many', async () => {
    const some = await create('x', { labels: ['casa', 'banco'] })
    const full = await create('y', { labels: Array.from({ length: LABELS_MAX }, (_, index) => `l${index}`) })
    const refs = [{ id: some.id }, { id: full.id }]
    const results = await test.core.tasks.bulk(ana, refs, { do: 'label', add: ['luz'], remove: ['banco'] })
    expect(outcomes(results)).toEqual(['changed', 'refused'])
    expect(results[1]).toMatchObject({ problems: [{ pointer: '/labels' }] })
    expect((await test.core.tasks.get(ana, some.id)).labels).toEqual(['casa', 'luz'])
  })

  it.each([
    ['words that are no date', { do: 'snooze', until: { words: 'nunca jamais' } }],
    ['somebody who is not there', { do: 'assign', assigneeId: 'nobody' }],
    ['a label of nothing', { do: 'label', add: [' '] }],
  ] as const)('%s refuse all, and change nothing', async (_what, change) => {
    const task = await create('x')
    await expect(test.core.tasks.bulk(ana, [{ id: task.id }], change)).rejects.toMatchObject({ code: 'invalid_input' })
    expect(await test.core.tasks.get(ana, task.id)).toEqual(task)
  })

  it('refuses more than one unit of work should hold', async () => {
    const refs = Array.from({ length: BULK_MAX + 1 }, (_, index) => ({ id: index + 1 }))
    const asked = test.core.tasks.bulk(ana, refs, { do: 'remove' })
    await expect(asked).rejects.toMatchObject({ code: 'invalid_input' })
  })

  it('is taken back change by change, but where somebody changed it since', async () => {
    const tasks = [await create('um'), await create('dois'), await create('três')]
    const done = await test.core.tasks.bulk(ana, tasks, { do: 'status', status: 'completed' })
    const made = done.flatMap(({ id, task }) => (task === null ? [] : [{ id, version: task.version }]))
    await test.core.tasks.setStatus(ana, tasks[1]?.id ?? 0, 'cancelled')
    const undone = await test.core.tasks.undoChanges(ana, made)
    expect(outcomes(undone)).toEqual(['changed', 'stale', 'changed'])
    const now = await test.core.tasks.ofIds(
      ana,
      tasks.map(({ id }) => id),
    )
    expect([...now.values()].map(({ status }) => status)).toEqual(['pending', 'cancelled', 'pending'])
  })
})

describe('undoing one change by its version', () => {
  it('reverts it and keeps what was changed elsewhere since', async () => {
    const { id } = await create('um')
    const { version } = await test.core.tasks.patch(ana, id, { priority: 'urgent' })
    await test.core.tasks.patch(ana, id, { title: 'dois' })
    expect(await test.core.tasks.undoChange(ana, id, version)).toMatchObject({ priority: 'medium', title: 'dois' })
    await expect(test.core.tasks.undoChange(ana, id, version)).rejects.toMatchObject({ code: 'nothing_to_undo' })
  })

  it('refuses one whose field was changed since', async () => {
    const { id } = await create('um')
    const { version } = await test.core.tasks.patch(ana, id, { title: 'dois' })
    await test.core.tasks.patch(ana, id, { title: 'três' })
    await expect(test.core.tasks.undoChange(ana, id, version)).rejects.toMatchObject({ code: 'stale_version' })
  })

  it('refuses a creation that others built on, and takes one away that stands alone', async () => {
    const { id } = await create('um')
    const changed = await test.core.tasks.patch(ana, id, { title: 'dois' })
    await expect(test.core.tasks.undoChange(ana, id, 1)).rejects.toMatchObject({ code: 'stale_version' })
    await test.core.tasks.undoChange(ana, id, changed.version)
    await test.core.tasks.undoChange(ana, id, 1)
    await expect(test.core.tasks.get(ana, id)).rejects.toMatchObject({ code: 'task_not_found' })
  })

  it('never leaves a time without a date', async () => {
    const { id } = await create('um')
    const { version } = await test.core.tasks.patch(ana, id, { due: { date: '2026-12-01', time: null } })
    await test.core.tasks.patch(ana, id, { dueTime: '10:00' })
    await expect(test.core.tasks.undoChange(ana, id, version)).rejects.toMatchObject({ code: 'stale_version' })
  })

  it('brings a deleted task back, and changes nothing else of one that is gone', async () => {
    const { id } = await create('um')
    const { version } = await test.core.tasks.patch(ana, id, { title: 'dois' })
    await test.core.tasks.remove(ana, id)
    await expect(test.core.tasks.undoChange(ana, id, version)).rejects.toMatchObject({ code: 'task_not_found' })
    expect(await test.core.tasks.undoChange(ana, id, version + 1)).toMatchObject({ title: 'dois', deletedAt: null })
  })

  it('of a task that is not one’s own is not there', async () => {
    const { id } = await create('dela')
    await expect(test.core.tasks.undoChange(bruno, id, 1)).rejects.toMatchObject({ code: 'task_not_found' })
  })
})
