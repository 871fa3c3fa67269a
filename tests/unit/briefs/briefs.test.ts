import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana)
})

const add = (title: string, date: string | null, time: string | null = null) =>
  test.core.tasks.create(ana, { title, ...(date === null ? {} : { due: { date, time } }) })

describe('a brief', () => {
  it('sorts what a person has to do by their own calendar', async () => {
    await add('atrasada ontem', '2026-11-23')
    await add('atrasada hoje cedo', '2026-11-24', '09:00')
    await add('hoje à tarde', '2026-11-24', '15:00')
    await add('hoje o dia todo', '2026-11-24')
    await add('amanhã', '2026-11-25')
    await add('longe', '2027-06-01')
    await add('um dia', null)
    const done = await add('feita', '2026-11-23')
    await test.core.tasks.setStatus(ana, done.id, 'completed')

    const brief = await test.core.briefs.structured(ana, {})
    const by = (section: string) => brief.tasks.filter((t) => t.section === section).map(({ task }) => task.title)
    expect(by('overdue')).toEqual(['atrasada ontem', 'atrasada hoje cedo'])
    expect(by('today')).toEqual(['hoje à tarde', 'hoje o dia todo'])
    expect(by('upcoming')).toEqual(['amanhã'])
    expect(brief.summary).toMatchObject({ pendingTasks: 7, overdueTasks: 2, dueToday: 2, completedYesterday: 0 })

    const tomorrow = await test.core.briefs.structured(ana, { date: '2026-11-25' })
    expect(tomorrow.tasks.filter((t) => t.section === 'done_yesterday').map(({ task }) => task.title)).toEqual([
      'feita',
    ])
  })

  it('reads as plain text with absolute dates', async () => {
    await add('dentista', '2026-11-24', '15:00')
    await add('contrato', '2026-11-20')
    expect(await test.core.briefs.text(ana, {})).toMatchInlineSnapshot(`
      "Bom dia, Ana!
      Terça-feira, 24/11/2026

      🔴 Atrasadas (1)
      2. contrato · sexta-feira, 20/11/2026

      📌 Hoje (1)
      1. dentista · 15:00

      Responda "concluir 12" ou "adiar 12 para amanhã"."
    `)
  })

  it('says that a calm day is calm', async () => {
    expect(await test.core.briefs.text(ana, {})).toContain('Nada para hoje')
  })

  it('of somebody else is for operators', async () => {
    const bruno = actorOf(test.bruno)
    await expect(test.core.briefs.structured(bruno, { personId: test.ana.id })).rejects.toMatchObject({
      code: 'person_not_found',
    })
    expect((await test.core.briefs.structured(ana, { personId: test.bruno.id })).personId).toBe(test.bruno.id)
  })

  it('of a date that is none is refused', async () => {
    await expect(test.core.briefs.structured(ana, { date: '2026-02-30' })).rejects.toMatchObject({
      code: 'invalid_input',
    })
  })
})

describe('the morning brief', () => {
  const briefs = async () =>
    (await test.core.notify.list(ana, { limit: 50 })).notifications.filter(({ kind }) => kind === 'brief')

  it('comes at its time in the zone of each person, exactly once a local date', async () => {
    await test.core.people.patch(test.bruno.id, { timeZone: 'Europe/Lisbon', briefTime: '08:00' })
    test.clock.set(new Date('2026-11-25T07:59:00Z'))
    await test.core.briefs.tick()
    expect(await briefs()).toHaveLength(0)
    test.clock.set(new Date('2026-11-25T08:00:00Z'))
    await Promise.all([test.core.briefs.tick(), test.core.briefs.tick()])
    await test.core.briefs.tick()
    expect(await briefs()).toMatchObject([{ personId: test.bruno.id }])
    test.clock.set(new Date('2026-11-25T10:30:00Z'))
    await test.core.briefs.tick()
    expect(await briefs()).toHaveLength(2)
    test.clock.set(new Date('2026-11-26T10:30:00Z'))
    await test.core.briefs.tick()
    expect(await briefs()).toHaveLength(4)
  })

  it('missed while down is sent once when back, while it is still morning', async () => {
    test.clock.set(new Date('2026-11-25T13:00:00Z'))
    await test.core.briefs.tick()
    expect(await briefs()).toHaveLength(2)
    test.clock.set(new Date('2026-11-26T20:00:00Z'))
    await test.core.briefs.tick()
    expect(await briefs()).toHaveLength(2)
  })

  it('asked for by hand is always a new one', async () => {
    test.clock.set(new Date('2026-11-25T10:30:00Z'))
    await test.core.briefs.tick()
    await test.core.briefs.send(ana, {})
    await test.core.briefs.send(ana, {})
    expect((await briefs()).filter(({ personId }) => personId === test.ana.id)).toHaveLength(3)
  })

  it('does not come to those who want none', async () => {
    await test.core.people.patch(test.ana.id, { briefTime: null })
    test.clock.set(new Date('2026-11-25T10:30:00Z'))
    await test.core.briefs.tick()
    expect((await briefs()).map(({ personId }) => personId)).toEqual([test.bruno.id])
  })
})
