import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '../../../core/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
let ana: Actor
let bruno: Actor

beforeEach(async () => {
  test = await createTestCore()
  ana = actorOf(test.ana, 'web')
  bruno = actorOf(test.bruno, 'web')
})

const due = (title: string, date: string | null, time: string | null = null, actor = ana) =>
  test.core.tasks.create(actor, { title, ...(date === null ? {} : { due: { date, time } }) })

const titles = (section: { readonly tasks: readonly { title: string }[] }) => section.tasks.map(({ title }) => title)

describe('a person’s day', () => {
  it('puts each open task into one stretch, by the person’s clock', async () => {
    // It is Tuesday the 24th, 10:00.
    await due('ontem', '2026-11-23')
    await due('às nove', '2026-11-24', '09:00')
    await due('hoje', '2026-11-24')
    await due('às onze', '2026-11-24', '11:00')
    await due('amanhã', '2026-11-25')
    await due('em sete dias', '2026-12-01')
    await due('em oito dias', '2026-12-02')
    await due('algum dia', null)
    const day = await test.core.tasks.today(ana)
    expect(day).toMatchObject({ date: '2026-11-24', timeZone: 'America/Sao_Paulo', undated: 1 })
    expect(titles(day.overdue)).toEqual(['ontem', 'às nove'])
    expect(titles(day.today)).toEqual(['às onze', 'hoje'])
    expect(titles(day.upcoming)).toEqual(['amanhã', 'em sete dias'])
  })

  it('shows as many as asked for, and counts all', async () => {
    for (const title of ['a', 'b', 'c']) await due(title, '2026-11-24')
    const { today } = await test.core.tasks.today(ana, { limit: 2 })
    expect([titles(today), today.total]).toEqual([['a', 'b'], 3])
  })

  it('is the person’s own, whoever else may see their tasks', async () => {
    await due('dela', '2026-11-24')
    await due('dele', '2026-11-24', null, bruno)
    expect(titles((await test.core.tasks.today(ana)).today)).toEqual(['dela'])
    const day = await test.core.tasks.today(ana, { personId: test.bruno.id })
    expect(titles(day.today)).toEqual(['dele'])
    const asked = test.core.tasks.today(bruno, { personId: test.ana.id })
    await expect(asked).rejects.toMatchObject({ code: 'person_not_found' })
  })
})
