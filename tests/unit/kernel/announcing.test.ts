import { describe, expect, it } from 'vitest'
import type { Change, Topic } from '../../../core/kernel/changes.ts'
import { actorOf, createTestCore } from '../../support/core.ts'

/** The whole core on memory, and what is told of it from now on. */
const house = async () => {
  const test = await createTestCore()
  const told: Change[] = []
  test.storage.feed.subscribe((change) => told.push(change))
  const people = (topic: Topic) => told.filter((change) => change.topic === topic).map((change) => change.people)
  return { ...test, told, people, ofAna: actorOf(test.ana), ofBruno: actorOf(test.bruno) }
}

describe('what the core does is told', () => {
  it('of a task to whom it belongs, and to whom it belonged', async () => {
    const { core, people, ofAna, ana, bruno } = await house()
    const task = await core.tasks.create(ofAna, { title: 'Pagar o aluguel', assigneeId: bruno.id })
    expect(people('tasks')).toEqual([[ana.id, bruno.id]])
    await core.tasks.patch(ofAna, task.id, { assigneeId: null })
    expect(people('tasks')).toEqual([
      [ana.id, bruno.id],
      [ana.id, bruno.id],
    ])
    await core.tasks.patch(ofAna, task.id, { title: 'Pagar a luz' })
    expect(people('tasks').at(-1)).toEqual([ana.id])
  })

  it('of a notification and of each step of its way, to its person', async () => {
    const { core, people, drain, bruno } = await house()
    await core.notify.notify({ personId: bruno.id, kind: 'alert', body: 'Caiu' })
    const created = people('notifications').length
    await drain()
    const all = people('notifications')
    expect(created).toBe(1)
    expect(all.length).toBeGreaterThan(created)
    expect(all).toEqual(all.map(() => [bruno.id]))
  })

  it('of several use cases in one unit once', async () => {
    const { core, people, ofAna, ana } = await house()
    await core.atomically(async (inside) => {
      await inside.tasks.create(ofAna, { title: 'Um' })
      await inside.tasks.create(ofAna, { title: 'Dois' })
    })
    expect(people('tasks')).toEqual([[ana.id]])
  })

  it('of nothing that was rolled back, and of nothing that was only read', async () => {
    const { core, told, ofAna } = await house()
    const failure = new Error('rolled back on purpose')
    const attempt = core.atomically(async (inside) => {
      await inside.tasks.create(ofAna, { title: 'Um' })
      throw failure
    })
    await expect(attempt).rejects.toBe(failure)
    await core.tasks.list(ofAna, { sort: 'created', limit: 10 })
    await core.people.list({ limit: 10 })
    expect(told).toEqual([])
  })

  it('of a person to that person, and of jobs and alerts to operators alone', async () => {
    const { core, people, bruno } = await house()
    await core.people.patch(bruno.id, { name: 'Bruno B.' })
    expect(people('people')).toEqual([[bruno.id]])
    await core.alerts.receive({ groupKey: 'disk', status: 'firing', truncated: 0, externalUrl: null, alerts: [] })
    expect(people('alerts')).toEqual([[]])
    expect(people('jobs')).toEqual([[]])
  })

  it('without any text, title, name, phone or key', async () => {
    const { core, told, drain, ofAna, ana, bruno } = await house()
    await core.tasks.create(ofAna, { title: 'Segredo' })
    await core.notify.notify({ personId: bruno.id, kind: 'alert', body: 'Segredo' })
    await drain()
    const ids = new Set([ana.id, bruno.id])
    const words = told.flatMap(({ topic, people, ...rest }) => [
      ...(people ?? []).filter((id) => !ids.has(id)),
      ...Object.keys(rest),
    ])
    expect(told.length).toBeGreaterThan(2)
    expect(words).toEqual([])
  })
})
