import { beforeEach, describe, expect, it } from 'vitest'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
beforeEach(async () => {
  test = await createTestCore()
})
const read = (words: string, options?: { now?: Date; timeZone?: string }) =>
  test.core.tasks.readDue(actorOf(test.ana), words, options)

describe('a due date in words', () => {
  it('is read by the clock of whoever writes, and said with its absolute date', async () => {
    expect(await read('sexta às 10h')).toEqual({
      ok: true,
      dueDate: '2026-11-27',
      dueTime: '10:00',
      timeZone: 'America/Sao_Paulo',
      reading: 'sex., 27 nov. 2026, 10:00',
    })
    const inApia = await read('amanhã', { timeZone: 'Pacific/Apia' })
    expect(inApia).toMatchObject({ dueDate: '2026-11-26', timeZone: 'Pacific/Apia' })
    expect(await read('amanhã', { now: new Date('2026-11-20T12:00:00Z') })).toMatchObject({ dueDate: '2026-11-21' })
  })

  it.each(['', '  ', 'sem data', 'Sem prazo', 'no date', 'nenhuma'])('may be none: %j', async (words) => {
    expect(await read(words)).toMatchObject({ ok: true, dueDate: null, dueTime: null, reading: 'sem data' })
  })

  it('is what a change of the task in the same words makes of it', async () => {
    const actor = actorOf(test.ana)
    const { id } = await test.core.tasks.create(actor, { title: 'x' })
    for (const words of ['amanhã às 14h', 'sexta', '15/12', 'em 40 minutos', 'fim do mês às 8 da noite', 'tomorrow']) {
      const found = await read(words)
      const { dueDate, dueTime } = await test.core.tasks.patch(actor, id, { due: { words } })
      expect(found).toMatchObject({ ok: true, dueDate, dueTime })
    }
  })

  it.each([
    ['qualquer dia', /^Não entendi a data/],
    ['31/02', /^Não entendi a data/],
    ['toda segunda', /^Ainda não repito tarefas/],
    ['01/01/9999', /longe demais/],
  ])('that is none is answered in the person’s words, not refused: %s', async (words, problem) => {
    expect(await read(words)).toEqual({ ok: false, problem: expect.stringMatching(problem) })
  })

  it('is answered in English where the person reads it', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    expect(await read('Friday at 10')).toMatchObject({ reading: 'Fri, Nov 27, 2026, 10:00' })
    expect(await read('whenever')).toEqual({
      ok: false,
      problem: expect.stringMatching(/^That date was not understood/),
    })
  })
})
