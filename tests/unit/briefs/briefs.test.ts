import { beforeEach, describe, expect, it } from 'vitest'
import { createSequentialIds } from '../../../adapters/memory/index.ts'
import { type Actor, DEFAULT_SETTINGS, makeCore } from '../../../core/index.ts'
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

      Responda "concluir 2" ou "adiar 2 para amanhã"."
    `)
  })

  it('says that a calm day is calm', async () => {
    expect(await test.core.briefs.text(ana, {})).toContain('Nada para hoje')
  })

  it.each([
    ['2026-11-24T12:00:00Z', 'Bom dia, Ana!'],
    ['2026-11-24T15:00:00Z', 'Boa tarde, Ana!'],
    ['2026-11-24T22:00:00Z', 'Boa noite, Ana!'],
  ])('greets by the hour of whoever reads it: %s', async (now, greeting) => {
    test.clock.set(new Date(now))
    expect(await test.core.briefs.text(ana, {})).toContain(greeting)
  })

  it.each(['2026-11-23', '2026-11-25'])('greets by no hour for another day: %s', async (date) => {
    expect(await test.core.briefs.text(ana, { date })).toMatch(/^Olá, Ana!\n/)
  })

  it('shows date and time by the clock of the person, whatever zone a task is in', async () => {
    const due = { date: '2026-11-28', time: '01:00' }
    await test.core.tasks.create(ana, { title: 'lançamento', timeZone: 'Europe/Lisbon', due })
    expect(await test.core.briefs.text(ana, {})).toContain('lançamento · sexta-feira, 27/11/2026 às 22:00')
  })

  it('asks for no answer about a task where none is open', async () => {
    test.clock.set(new Date('2026-11-23T15:00:00Z'))
    const done = await add('feita', '2026-11-23')
    await test.core.tasks.setStatus(ana, done.id, 'completed')
    test.clock.set(new Date('2026-11-24T13:00:00Z'))
    const text = await test.core.briefs.text(ana, {})
    expect(text).toContain('feita')
    expect(text).not.toContain('Responda')
  })

  const alert = (name: string) =>
    test.core.alerts.receive({
      groupKey: name,
      status: 'firing',
      truncated: 0,
      externalUrl: null,
      alerts: [
        {
          fingerprint: name,
          status: 'firing',
          labels: { alertname: name },
          annotations: {},
          startsAt: new Date('2026-11-24T13:00:00Z'),
          endsAt: null,
        },
      ],
    })

  it('forgets an alert whose end never came, once Alertmanager no longer repeats it', async () => {
    const hours = (count: number) => test.clock.set(new Date(Date.parse('2026-11-24T13:00:00Z') + count * 3_600_000))
    const open = async () => (await test.core.briefs.structured(ana, {})).summary.openAlerts
    hours(0)
    await alert('A')
    await alert('B')
    hours(24)
    await alert('B')
    hours(36)
    expect(await open()).toBe(2)
    hours(37)
    expect(await open()).toBe(1)
    await alert('A')
    expect(await open()).toBe(2)
  })

  it('counts one and many in words of their own', async () => {
    await add('um dia', null)
    await alert('A')
    expect(await test.core.briefs.text(ana, {})).toMatch(
      /Mais 1 tarefa sem[\s\S]*Há um alerta dos servidores em aberto\./,
    )
    await add('outro dia', null)
    await alert('B')
    expect(await test.core.briefs.text(ana, {})).toMatch(
      /Mais 2 tarefas sem[\s\S]*Há 2 alertas dos servidores em aberto\./,
    )
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    expect(await test.core.briefs.text(ana, {})).toContain('2 server alerts are firing.')
  })

  it('mentions what could not be delivered for a day, and not for ever', async () => {
    test.whatsapp.always({ outcome: 'rejected', reason: 'not_on_whatsapp' })
    await test.core.notify.notify({ personId: test.ana.id, kind: 'reminder', body: 'x' })
    await test.drain()
    expect(await test.core.briefs.text(ana, {})).toContain('1 mensagem não pôde ser entregue.')
    test.clock.set(new Date('2026-11-26T13:00:00Z'))
    expect(await test.core.briefs.text(ana, {})).not.toContain('não pôde ser entregue')
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

  it('is not made up for to somebody who was not there yet', async () => {
    test.clock.set(new Date('2026-11-25T12:00:00Z'))
    const carla = await test.core.people.add({ name: 'Carla' })
    await test.core.briefs.tick()
    expect((await briefs()).map(({ personId }) => personId)).not.toContain(carla.id)
    test.clock.set(new Date('2026-11-26T10:30:00Z'))
    await test.core.briefs.tick()
    expect((await briefs()).map(({ personId }) => personId)).toContain(carla.id)
  })

  it('of one person that cannot be made keeps nobody else from theirs', async () => {
    const { storage } = test
    const run: typeof storage.run = (work) =>
      storage.run((stores) => {
        const page: typeof stores.tasks.page = async (query) => {
          if (query.ownedBy === test.ana.id) throw new RangeError('a bug')
          return stores.tasks.page(query)
        }
        return work({ ...stores, tasks: { ...stores.tasks, page } })
      })
    const core = makeCore({
      storage: { run, read: storage.read },
      clock: test.clock,
      ids: { ...createSequentialIds(), uuid: () => crypto.randomUUID() },
      settings: DEFAULT_SETTINGS,
      channels: {},
    })
    test.clock.set(new Date('2026-11-25T10:30:00Z'))
    await expect(core.briefs.tick()).rejects.toThrow('a bug')
    expect((await briefs()).map(({ personId }) => personId)).toEqual([test.bruno.id])
  })
})
