import { beforeEach, describe, expect, it } from 'vitest'
import { REJECT_ALL } from '../../../core/capture/index.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let test: TestCore
beforeEach(async () => {
  test = await createTestCore()
})
const preview = (text: string, rejected: readonly string[] = []) =>
  test.core.capture.preview(actorOf(test.ana, 'web'), { text, rejected })
const add = (text: string, rejected: readonly string[] = []) =>
  test.core.capture.quickAdd(actorOf(test.ana, 'web'), { text, rejected })
const inEnglish = () => test.core.people.patch(test.ana.id, { locale: 'en' })

/** `words → reading` of each chip. */
const chipsOf = async (text: string, rejected: readonly string[] = []) =>
  (await preview(text, rejected)).chips.map(({ words, reading }) => `${words} → ${reading}`)

describe('the preview of a new task', () => {
  it('shows what was understood of which words, dates absolute', async () => {
    const text = 'me lembra de ligar pro João amanhã às 10h, prioridade alta'
    expect(await preview(text)).toEqual({
      text,
      title: 'ligar pro João',
      description: null,
      priority: 'high',
      dueDate: '2026-11-25',
      dueTime: '10:00',
      timeZone: 'America/Sao_Paulo',
      dueReading: 'qua., 25 nov. 2026, 10:00',
      chips: [
        {
          id: 'asking:me lembra de',
          kind: 'asking',
          words: 'me lembra de',
          spans: [{ start: 0, end: 12 }],
          reading: 'fora do título',
        },
        {
          id: 'date:amanhã',
          kind: 'date',
          words: 'amanhã',
          spans: [{ start: 28, end: 34 }],
          reading: 'qua., 25 nov. 2026',
        },
        { id: 'time:às 10h', kind: 'time', words: 'às 10h', spans: [{ start: 35, end: 41 }], reading: '10:00' },
        {
          id: 'priority:prioridade alta',
          kind: 'priority',
          words: 'prioridade alta',
          spans: [{ start: 43, end: 58 }],
          reading: 'prioridade alta',
        },
      ],
      warnings: [],
      rejected: [],
    })
  })

  it('is in the person’s language, and reads the other one where theirs finds nothing', async () => {
    expect(await chipsOf('call John tomorrow at 2pm')).toEqual(['tomorrow → qua., 25 nov. 2026', 'at 2pm → 14:00'])
    await inEnglish()
    expect(await chipsOf('pagar boleto amanhã, urgente')).toEqual(['amanhã → Wed, Nov 25, 2026', 'urgente → urgent'])
  })

  it('says which day a time alone is on', async () => {
    expect(await chipsOf('buscar as crianças às 18h')).toEqual(['às 18h → ter., 24 nov. 2026, 18:00'])
    expect(await chipsOf('tirar o bolo em 40 minutos')).toEqual(['em 40 minutos → ter., 24 nov. 2026, 10:40'])
  })

  it('joins words that say one thing in several places', async () => {
    expect(await chipsOf('📌 pagar na sexta, 27/11 de manhã, por favor')).toEqual([
      '📌 … por favor → fora do título',
      'na sexta … 27/11 → sex., 27 nov. 2026',
      'de manhã → 09:00',
    ])
  })

  it('has on it the words that mean nothing without it, so that none is lost', async () => {
    expect(await chipsOf('pagar até o dia 5 no máximo o aluguel')).toEqual([
      'até o dia 5 no máximo → sáb., 5 dez. 2026',
    ])
    expect(await chipsOf('buscar o bolo, prazo: às 18h amanhã')).toEqual([
      'prazo … às 18h → 18:00',
      'amanhã → qua., 25 nov. 2026',
    ])
  })

  it('counts in what people see: an emoji is one, and accents written apart are none of their own', async () => {
    const { text, chips } = await preview('🎉🎉  festa  amanha\u0303')
    expect(text).toBe('🎉🎉 festa amanhã')
    expect(chips[0]?.spans).toEqual([{ start: 9, end: 15 }])
  })

  it.each(['concluir ligar pro João', 'concluir 12', '?', 'minhas tarefas', 'desfazer', 'ajuda', 'oi', 'cancelar 3'])(
    'takes a command for a title too, since the field adds a task: %s',
    async (text) => {
      expect(await preview(text)).toMatchObject({ title: text, chips: [], dueDate: null })
    },
  )

  it('leaves dates that are part of a thing where they stand', async () => {
    for (const title of ['ler "Amanhã é outro dia"', 'pagar a segunda parcela', 'responder as 3 perguntas']) {
      expect(await preview(title)).toMatchObject({ title, chips: [] })
    }
  })

  it('keeps the whole text as the title where nothing else is left of it', async () => {
    expect(await preview('amanhã às 15h')).toMatchObject({ title: 'amanhã às 15h', dueTime: '15:00' })
    expect(await preview('me lembra')).toMatchObject({ title: 'me lembra', chips: [] })
    expect(await preview('  ')).toMatchObject({ text: '', title: '', chips: [], warnings: [] })
  })
})

describe('what is rejected', () => {
  const text = 'me lembra de ligar pro João amanhã às 10h'

  it('is title again, and everything else stays understood', async () => {
    expect(await preview(text, ['date:amanhã'])).toMatchObject({ title: 'ligar pro João amanhã', dueTime: '10:00' })
    expect(await preview(text, ['time:às 10h'])).toMatchObject({
      title: 'ligar pro João às 10h',
      dueDate: '2026-11-25',
      dueTime: null,
    })
    const asked = await preview(text, ['asking:me lembra de'])
    expect(asked).toMatchObject({ title: 'me lembra de ligar pro João', dueTime: '10:00' })
    expect(await preview(text, [REJECT_ALL])).toMatchObject({ title: text, chips: [], dueDate: null })
  })

  it('stays rejected while the person types on, and however they write it', async () => {
    for (const id of ['date:amanhã', 'date:Amanha']) {
      const typed = await preview('Comprar AMANHÃ o pão na sexta', [id])
      expect(typed).toMatchObject({ title: 'Comprar AMANHÃ o pão', dueDate: '2026-11-27', rejected: [id] })
    }
    const asked = await preview('anota aí: pagar o João, por favor', ['asking:anota aí'])
    expect(asked.title).toBe('anota aí: pagar o João, por favor')
  })

  it('is rejected beside other words that say the same', async () => {
    expect(await chipsOf('pagar na sexta, 27/11', ['date:na sexta'])).toEqual(['27/11 → sex., 27 nov. 2026'])
  })

  it('gives back the full stop too, once nothing is left', async () => {
    expect((await preview('Comprar pão amanhã.')).title).toBe('Comprar pão')
    expect((await preview('Comprar pão amanhã.', ['date:amanhã'])).title).toBe('Comprar pão amanhã.')
    expect((await preview('Comprar pão.')).title).toBe('Comprar pão')
    expect((await preview('Comprar pão.', [REJECT_ALL])).title).toBe('Comprar pão.')
  })

  it('makes room for another date in the text', async () => {
    expect((await preview('pagar na sexta, ligar na segunda')).dueDate).toBe('2026-11-27')
    expect(await preview('pagar na sexta, ligar na segunda', ['date:na sexta'])).toMatchObject({
      title: 'pagar na sexta, ligar',
      dueDate: '2026-11-30',
    })
  })

  it('that is not in the text any more does nothing', async () => {
    expect(await preview(text, ['date:ontem', 'nonsense'])).toEqual({ ...(await preview(text)), rejected: [] })
  })
})

describe('what the preview warns of', () => {
  const warned = async (text: string) => (await preview(text)).warnings.map(({ kind, text: said }) => [kind, said])

  it('is said in a sentence, with the date', async () => {
    expect(await warned('reunião às 3')).toEqual([['guessed', 'Entendi ter., 24 nov. 2026, 15:00. É isso?']])
    expect(await warned('pagar hoje às 8h')).toEqual([['past', 'ter., 24 nov. 2026, 08:00 já passou.']])
    expect(await warned('regar as plantas toda segunda')).toEqual([
      ['not_repeated', expect.stringContaining('só para seg., 30 nov. 2026')],
    ])
    expect(await warned('a'.repeat(501))).toEqual([['long', expect.stringContaining('descrição')]])
    await inEnglish()
    expect(await warned('pay today at 8am')).toEqual([['past', 'Tue, Nov 24, 2026, 08:00 is over.']])
  })

  it('is words meant as a date, where a time alone says the day', async () => {
    expect(await warned('pagar o aluguel 30/02 às 10h')).toEqual([
      ['unread_date', 'Não entendi "30/02" como data: fica para qua., 25 nov. 2026, 10:00.'],
    ])
    // The moment is said once, whatever else of it is a guess.
    expect(await warned('ligar pro João em janeiro às 3')).toEqual([
      ['unread_date', 'Não entendi "em janeiro" como data: fica para ter., 24 nov. 2026, 15:00.'],
    ])
    expect(await warned('rever contrato 12/2024 amanhã às 9h')).toEqual([])
    await inEnglish()
    expect(await warned('call Ann 12/10 at 9')).toEqual([
      ['unread_date', 'I could not read "12/10" as a date: it is for Wed, Nov 25, 2026, 09:00.'],
    ])
  })

  it('is a time that the clocks skip, which is moved on', async () => {
    await test.core.people.patch(test.ana.id, { timeZone: 'America/New_York' })
    const skipped = await preview('correr 14/03/2027 às 2:30')
    expect(skipped).toMatchObject({ dueTime: '03:30', warnings: [{ kind: 'clock_moved' }] })
    expect(skipped.chips[1]?.reading).toBe('03:30')
  })

  it('never is a date further than tasks reach: its words stay words', async () => {
    const far = await preview('abrir a cápsula 31/12/9999 às 10h')
    expect(far).toMatchObject({ title: 'abrir a cápsula 31/12/9999 às 10h', dueDate: null, rejected: [] })
  })
})

describe('quick add', () => {
  it('adds what was shown, and says so in a line', async () => {
    const { task, echo } = await add('ligar pro João amanhã às 10h, urgente')
    expect(task).toMatchObject({ title: 'ligar pro João', priority: 'urgent', assigneeId: test.ana.id, channel: 'web' })
    expect(echo).toBe(`Anotei a tarefa ${task.id}: ligar pro João · qua., 25 nov. 2026, 10:00 · urgente`)
    expect((await add('pão')).echo).toMatch(/: pão · sem data$/)
    await inEnglish()
    expect((await add('call John tomorrow')).echo).toMatch(/^Added task 3: call John · Wed, Nov 25, 2026$/)
  })

  it('leaves words alone that were rejected', async () => {
    const { task } = await add('ver o filme Amanhã na sexta', ['date:amanhã'])
    expect(task).toMatchObject({ title: 'ver o filme Amanhã', dueDate: '2026-11-27' })
  })

  it('counts from when the words were typed, also past midnight, and never from the future', async () => {
    const actor = actorOf(test.ana, 'web')
    const now = new Date('2026-11-23T23:59:00-03:00')
    expect((await test.core.capture.quickAdd(actor, { text: 'a amanhã', now })).task.dueDate).toBe('2026-11-24')
    const later = new Date('2030-01-01T00:00:00Z')
    expect((await test.core.capture.quickAdd(actor, { text: 'a amanhã', now: later })).task.dueDate).toBe('2026-11-25')
  })

  it('keeps the words of a recurrence in the description, and all those of a long text', async () => {
    expect((await add('regar toda segunda')).task).toMatchObject({
      title: 'regar',
      dueDate: '2026-11-30',
      description: 'regar toda segunda',
    })
    const long = `${'palavra '.repeat(100)}fim`
    const { task } = await add(long)
    expect([...task.title]).toHaveLength(500)
    expect(task.description).toBe(long)
  })

  it.each(['', ' \n ', '\u200b'])('refuses a text without words, and adds nothing: %j', async (text) => {
    await expect(add(text)).rejects.toMatchObject({ code: 'invalid_input', problems: [{ pointer: '/text' }] })
    await expect(add('a'.repeat(10_001))).rejects.toMatchObject({ code: 'invalid_input' })
    expect((await test.core.tasks.list(actorOf(test.ana), { sort: 'created', limit: 10 })).tasks).toEqual([])
  })

  it('is undone as any creation is', async () => {
    const { task } = await add('comprar pão amanhã')
    const [undone] = await test.core.tasks.undoLatest(actorOf(test.ana, 'web'))
    expect(undone?.task).toMatchObject({ id: task.id, deletedAt: expect.any(Date) })
  })
})
