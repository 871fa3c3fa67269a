import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor
let bruno: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana)
  bruno = actorOf(test.bruno)
})

const problem = (pointer: string) => expect.objectContaining({ problems: [expect.objectContaining({ pointer })] })

describe('creating a task', () => {
  it('gives small ascending numbers, version 1 and the creator as assignee', async () => {
    const first = await test.core.tasks.create(ana, { title: ' Ligar pro João ' })
    const second = await test.core.tasks.create(ana, { title: 'Pagar boleto' })
    expect(first).toMatchObject({ title: 'Ligar pro João', version: 1, status: 'pending', assigneeId: test.ana.id })
    expect(second.id).toBe(first.id + 1)
  })

  it('derives the due instant of an all-day task as the start of the next local day', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x', due: { date: '2026-11-25', time: null } })
    expect(task.dueAt).toEqual(new Date('2026-11-26T03:00:00Z'))
  })

  it('derives wall date and time from an instant in the zone asked for', async () => {
    const at = new Date('2026-11-25T13:30:00Z')
    const task = await test.core.tasks.create(ana, { title: 'x', due: { at }, timeZone: 'Asia/Tokyo' })
    expect(task).toMatchObject({ dueDate: '2026-11-25', dueTime: '22:30', timeZone: 'Asia/Tokyo', dueAt: at })
  })

  it('understands a due date in words', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x', due: { words: 'amanhã às 14h' } })
    expect(task).toMatchObject({ dueDate: '2026-11-25', dueTime: '14:00' })
  })

  it.each([
    ['/title', { title: '   ' }],
    ['/title', { title: 'a'.repeat(501) }],
    ['/description', { title: 'x', description: 'a'.repeat(10_001) }],
    ['/labels/0', { title: 'x', labels: [''] }],
    ['/time_zone', { title: 'x', timeZone: '+03:00' }],
    ['/due_date', { title: 'x', due: { date: '2026-02-31', time: null } }],
    ['/due_time', { title: 'x', due: { date: '2026-12-01', time: '24:00' } }],
    ['/due', { title: 'x', due: { words: 'nunca jamais' } }],
    ['/due', { title: 'x', due: { words: 'toda segunda' } }],
    ['/assignee_id', { title: 'x', assigneeId: 'nobody' }],
  ])('refuses what cannot be, naming %s', async (pointer, input) => {
    await expect(test.core.tasks.create(ana, input)).rejects.toEqual(problem(pointer))
    expect((await test.core.tasks.list(ana, { sort: 'created', limit: 10 })).tasks).toEqual([])
  })

  it('refuses a wall time that the clocks skip', async () => {
    const due = { date: '2027-03-14', time: '02:30' }
    await expect(test.core.tasks.create(ana, { title: 'x', timeZone: 'America/New_York', due })).rejects.toEqual(
      problem('/due_time'),
    )
  })

  it('lets a member assign only themselves', async () => {
    await expect(test.core.tasks.create(bruno, { title: 'x', assigneeId: test.ana.id })).rejects.toEqual(
      problem('/assignee_id'),
    )
    expect((await test.core.tasks.create(bruno, { title: 'x', assigneeId: null })).assigneeId).toBeNull()
  })
})

describe('seeing a task', () => {
  it('hides from a member what they neither created nor are assigned', async () => {
    const task = await test.core.tasks.create(ana, { title: 'segredo' })
    await expect(test.core.tasks.get(bruno, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
    await expect(test.core.tasks.patch(bruno, task.id, { title: 'y' })).rejects.toMatchObject({
      code: 'task_not_found',
    })
    await expect(test.core.tasks.undo(bruno, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
    expect((await test.core.tasks.list(bruno, { sort: 'created', limit: 10 })).tasks).toEqual([])
  })

  it('shows a member what is assigned to them', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x', assigneeId: test.bruno.id })
    expect((await test.core.tasks.get(bruno, task.id)).id).toBe(task.id)
  })
})

describe('changing a task', () => {
  it('raises the version, keeps the wall time when the zone changes, and refuses a stale version', async () => {
    const due = { date: '2026-12-01', time: '09:00' }
    const task = await test.core.tasks.create(ana, { title: 'x', due })
    const moved = await test.core.tasks.patch(ana, task.id, { timeZone: 'Europe/Lisbon' }, { version: 1 })
    expect(moved).toMatchObject({ version: 2, dueTime: '09:00', dueAt: new Date('2026-12-01T09:00:00Z') })
    await expect(test.core.tasks.patch(ana, task.id, { title: 'y' }, { version: 1 })).rejects.toMatchObject({
      code: 'stale_version',
    })
  })

  it('is no change when nothing differs', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x' })
    expect(await test.core.tasks.patch(ana, task.id, { title: 'x' })).toEqual(task)
    expect(await test.core.tasks.history(ana, task.id)).toHaveLength(1)
  })

  it('clears the time with the date, and refuses a time without a date', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x', due: { date: '2026-12-01', time: '09:00' } })
    expect(await test.core.tasks.patch(ana, task.id, { dueDate: null })).toMatchObject({ dueDate: null, dueTime: null })
    await expect(test.core.tasks.patch(ana, task.id, { dueTime: '10:00' })).rejects.toEqual(problem('/due_time'))
  })

  it('that is completed stays so with a new date, and nobody is reminded, until its status is set', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x', due: { date: '2026-11-24', time: '11:00' } })
    await test.core.tasks.setStatus(ana, task.id, 'completed')
    const moved = await test.core.tasks.patch(ana, task.id, { due: { date: '2026-11-24', time: '12:00' } })
    expect(moved).toMatchObject({ status: 'completed', dueTime: '12:00', completedAt: test.clock.now() })
    test.clock.set(new Date('2026-11-24T15:00:00Z'))
    await test.drain()
    expect((await test.core.notify.list(ana, { limit: 1 })).notifications).toEqual([])
    const opened = { status: 'pending' as const, due: { date: '2026-11-25', time: null } }
    expect(await test.core.tasks.patch(ana, task.id, opened)).toMatchObject({ status: 'pending', completedAt: null })
  })

  it('stamps completion once and clears it when the task is opened again', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x' })
    const done = await test.core.tasks.setStatus(ana, task.id, 'completed')
    expect(done.completedAt).toEqual(test.clock.now())
    expect((await test.core.tasks.setStatus(ana, task.id, 'pending')).completedAt).toBeNull()
  })
})

describe('undoing', () => {
  it('reverts one change after the other, back to a deletion of what was created', async () => {
    const task = await test.core.tasks.create(ana, { title: 'um' })
    await test.core.tasks.patch(ana, task.id, { title: 'dois' })
    await test.core.tasks.setStatus(ana, task.id, 'completed')
    expect(await test.core.tasks.undo(ana, task.id)).toMatchObject({ status: 'pending', completedAt: null })
    expect(await test.core.tasks.undo(ana, task.id)).toMatchObject({ title: 'um' })
    expect((await test.core.tasks.undo(ana, task.id)).deletedAt).not.toBeNull()
    await expect(test.core.tasks.undo(ana, task.id)).rejects.toMatchObject({ code: 'nothing_to_undo' })
    await expect(test.core.tasks.get(ana, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
  })

  it('brings back a deleted task with its journal', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x' })
    await test.core.tasks.remove(ana, task.id)
    expect(await test.core.tasks.undo(ana, task.id)).toMatchObject({ deletedAt: null, version: 3 })
    const actions = (await test.core.tasks.history(ana, task.id)).map(({ action, reverts }) => [action, reverts])
    expect(actions).toEqual([
      ['created', null],
      ['deleted', null],
      ['undone', 2],
    ])
  })

  it('can be foreseen: the journal of a deleted task is there for whoever may bring it back', async () => {
    const task = await test.core.tasks.create(ana, { title: 'x' })
    await test.core.tasks.remove(ana, task.id)
    expect((await test.core.tasks.history(ana, task.id)).map(({ action }) => action)).toEqual(['created', 'deleted'])
    await expect(test.core.tasks.history(bruno, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
    test.clock.advance(31 * 86_400_000)
    await test.core.jobs['storage.purge']({})
    await expect(test.core.tasks.history(ana, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
    await expect(test.core.tasks.undo(ana, task.id)).rejects.toMatchObject({ code: 'task_not_found' })
  })

  it('takes the newest of my own changes by word, never one that somebody else made since', async () => {
    const mine = await test.core.tasks.create(bruno, { title: 'minha' })
    const shared = await test.core.tasks.create(ana, { title: 'nossa', assigneeId: test.bruno.id })
    await test.core.tasks.patch(bruno, shared.id, { priority: 'high' })
    await test.core.tasks.patch(ana, shared.id, { priority: 'urgent' })
    expect((await test.core.tasks.undoLatest(bruno)).map(({ task }) => task.id)).toEqual([mine.id])
    expect(await test.core.tasks.undoLatest(bruno)).toEqual([])
  })
})

describe('reminders', () => {
  const reminders = async () =>
    (await test.core.notify.list(ana, { limit: 50 })).notifications.filter(({ kind }) => kind === 'reminder')

  it('tell the person once at the due moment', async () => {
    await test.core.tasks.create(ana, { title: 'ligar', due: { date: '2026-11-24', time: '11:00' } })
    test.clock.set(new Date('2026-11-24T13:59:59Z'))
    await test.drain()
    expect(await reminders()).toHaveLength(0)
    test.clock.set(new Date('2026-11-24T14:00:00Z'))
    await test.drain()
    await test.drain()
    expect(await reminders()).toMatchObject([{ personId: test.ana.id, subject: 'Chegou a hora: ligar' }])
  })

  it('of the minute that runs comes at once, whatever the seconds', async () => {
    test.clock.set(new Date('2026-11-24T14:00:40Z'))
    const task = await test.core.tasks.create(ana, { title: 'já', due: { at: new Date('2026-11-24T14:00:59Z') } })
    expect(task.dueAt).toEqual(new Date('2026-11-24T14:00:00Z'))
    await test.core.tasks.create(ana, { title: 'passou', due: { at: new Date('2026-11-24T13:59:59Z') } })
    await test.drain()
    await test.core.tasks.patch(ana, task.id, { priority: 'high', timeZone: 'UTC' })
    await test.drain()
    expect(await reminders()).toMatchObject([{ subject: 'Chegou a hora: já' }])
  })

  it('follow every change of the task: moved, reassigned, completed', async () => {
    const task = await test.core.tasks.create(ana, { title: 'a', due: { date: '2026-11-24', time: '11:00' } })
    const done = await test.core.tasks.create(ana, { title: 'b', due: { date: '2026-11-24', time: '11:00' } })
    await test.core.tasks.patch(ana, task.id, { dueTime: '12:00' })
    await test.core.tasks.setStatus(ana, done.id, 'completed')
    test.clock.set(new Date('2026-11-24T14:30:00Z'))
    await test.drain()
    expect(await reminders()).toHaveLength(0)
    test.clock.set(new Date('2026-11-24T15:00:00Z'))
    await test.drain()
    expect(await reminders()).toMatchObject([{ subject: 'Chegou a hora: a' }])
  })

  it('are not said twice for one moment, also when the task is moved away and back after it', async () => {
    const task = await test.core.tasks.create(ana, { title: 'a', due: { date: '2026-11-24', time: '11:00' } })
    await test.core.tasks.patch(ana, task.id, { dueTime: '12:00' })
    await test.core.tasks.patch(ana, task.id, { dueTime: '11:00' })
    test.clock.set(new Date('2026-11-24T14:00:00Z'))
    await test.drain()
    await test.core.tasks.setStatus(ana, task.id, 'completed')
    await test.core.tasks.undo(ana, task.id)
    test.clock.advance(3_600_000)
    await test.drain()
    expect(await reminders()).toHaveLength(1)
  })

  it('come ahead as well when the installation asks for it', async () => {
    test = await createTestCore({ settings: { reminderLeadHours: 1 } })
    ana = actorOf(test.ana)
    await test.core.tasks.create(ana, { title: 'a', due: { date: '2026-11-24', time: '12:00' } })
    test.clock.set(new Date('2026-11-24T14:00:00Z'))
    await test.drain()
    expect(await reminders()).toMatchObject([{ subject: 'Vem aí: a' }])
    test.clock.set(new Date('2026-11-24T15:00:00Z'))
    await test.drain()
    expect(await reminders()).toHaveLength(2)
  })

  it('ahead that are held up until the moment itself are not said: that one has its own', async () => {
    test = await createTestCore({ settings: { reminderLeadHours: 1 } })
    ana = actorOf(test.ana)
    await test.core.tasks.create(ana, { title: 'a', due: { date: '2026-11-24', time: '12:00' } })
    test.clock.set(new Date('2026-11-24T15:01:00Z'))
    await test.drain()
    expect(await reminders()).toMatchObject([{ subject: 'Chegou a hora: a' }])
  })

  it('that are due are not lost when something else of the task changes before they are sent', async () => {
    const task = await test.core.tasks.create(ana, { title: 'a', due: { date: '2026-11-24', time: '11:00' } })
    test.clock.set(new Date('2026-11-24T14:00:01Z'))
    await test.core.tasks.patch(ana, task.id, { title: 'b' })
    await test.drain()
    expect(await reminders()).toMatchObject([{ subject: 'Chegou a hora: b' }])
  })

  it('show the moment by the clock of the person', async () => {
    const due = { date: '2026-11-24', time: '14:00' }
    await test.core.tasks.create(ana, { title: 'a', timeZone: 'UTC', due })
    test.clock.set(new Date('2026-11-24T14:00:00Z'))
    await test.drain()
    expect((await reminders())[0]?.body).toContain('terça-feira, 24/11/2026 às 11:00')
  })
})

describe('a due instant', () => {
  it.each(['9999-12-31T23:59:59.000Z', '0001-01-01T00:00:00.000Z', '+010000-01-01T05:00:00.000Z'])(
    'that no calendar of ours holds is refused: %s',
    async (at) => {
      const created = test.core.tasks.create(ana, { title: 'a', due: { at: new Date(at) } })
      await expect(created).rejects.toMatchObject({ code: 'invalid_input', problems: [{ pointer: '/due_at' }] })
    },
  )
})
