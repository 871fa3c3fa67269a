import { describe, expect, it } from 'vitest'
import { type Reference, understand } from '../../../core/language/index.ts'

/** Local time in São Paulo, which is three hours behind UTC all year. */
const at = (local: string): Reference => ({
  now: new Date(`${local}:00-03:00`),
  timeZone: 'America/Sao_Paulo',
  locale: 'pt-BR',
})
const due = (text: string, reference: Reference): string => {
  const { dueDate, dueTime } = understand(text, reference)
  return [dueDate, dueTime].filter((part) => part !== null).join(' ')
}

describe('the moment of writing decides what words mean', () => {
  it.each([
    ['2026-11-28T11:00', 'lavar o carro no fim de semana', '2026-11-28'],
    ['2026-11-29T11:00', 'lavar o carro no fim de semana', '2026-12-05'],
    ['2026-11-30T11:00', 'relatório semana que vem', '2026-12-07'],
    ['2026-11-29T11:00', 'relatório semana que vem', '2026-11-30'],
    ['2026-12-31T22:00', 'brindar à meia-noite', '2027-01-01 00:00'],
    ['2026-12-31T22:00', 'brindar hoje à meia-noite', '2027-01-01 00:00'],
    ['2026-12-31T22:00', 'pagar dia 10', '2027-01-10'],
    ['2026-12-31T22:00', 'pagar amanhã', '2027-01-01'],
    ['2026-12-31T22:00', 'fechar o caixa até o fim do mês', '2026-12-31'],
    ['2027-01-31T10:00', 'pagar daqui a um mês', '2027-02-28'],
    ['2027-01-31T10:00', 'pagar dia 30', '2027-03-30'],
    ['2027-02-10T10:00', 'pagar dia 29', '2027-03-29'],
    ['2027-02-10T10:00', 'pagar dia 31', '2027-03-31'],
    ['2026-11-24T23:50', 'tirar o bolo em 20 minutos', '2026-11-25 00:10'],
    ['2026-11-24T20:30', 'ver o jogo às 21h', '2026-11-24 21:00'],
    ['2026-11-24T21:30', 'ver o jogo às 21h', '2026-11-25 21:00'],
    ['2026-11-24T00:30', 'dormir à meia-noite', '2026-11-25 00:00'],
    ['2026-11-27T16:00', 'happy hour sexta', '2026-12-04'],
    ['2026-11-27T16:00', 'happy hour sexta às 18h', '2026-11-27 18:00'],
    ['2026-11-27T19:00', 'happy hour sexta às 18h', '2026-12-04 18:00'],
    ['2026-11-27T10:00', 'responder em 1 dia útil', '2026-11-30'],
    ['2026-11-28T10:00', 'bater ponto todo dia útil', '2026-11-30'],
    ['2026-11-30T10:00', 'pagar todo último dia útil do mês', '2026-11-30'],
    ['2026-11-30T18:00', 'pagar todo último dia útil do mês às 17h', '2026-12-31 17:00'],
    ['2027-03-01T10:00', 'aniversário 29/02', '2028-02-29'],
    ['2096-03-01T10:00', 'aniversário todo 29 de fevereiro', '2104-02-29'],
  ])('%s: %s is %s', (local, text, expected) => {
    expect(due(text, at(local))).toBe(expected)
  })
})

describe('the wall of whoever writes decides which day it is', () => {
  const now = new Date('2026-11-25T02:30:00Z')

  it.each([
    ['America/Sao_Paulo', '2026-11-25'],
    ['Europe/Lisbon', '2026-11-26'],
    ['Pacific/Kiritimati', '2026-11-26'],
    ['Pacific/Pago_Pago', '2026-11-25'],
  ])('in %s tomorrow is %s', (timeZone, expected) => {
    expect(understand('pagar amanhã', { now, timeZone, locale: 'pt-BR' }).dueDate).toBe(expected)
  })

  it('counts hours on the clock of the world, across a change of clocks', () => {
    const reference = { now: new Date('2026-03-08T06:30:00Z'), timeZone: 'America/New_York', locale: 'en' as const }
    expect(understand('call in 2 hours', reference)).toMatchObject({ dueDate: '2026-03-08', dueTime: '04:30' })
  })

  it('keeps a wall time that the clocks skip as it was said', () => {
    const reference = { now: new Date('2026-03-07T15:00:00Z'), timeZone: 'America/New_York', locale: 'en' as const }
    expect(understand('call tomorrow at 2:30am', reference)).toMatchObject({ dueDate: '2026-03-08', dueTime: '02:30' })
  })
})

describe('certainty', () => {
  const tuesday = at('2026-11-24T10:00')

  it.each([
    'tomar remédio às 3',
    'viajar mês que vem',
    'reunião de sexta',
    'acordar às 5 horas',
    'academia segunda e quarta',
  ])('is low for a guess: %s', (text) => {
    expect(understand(text, tuesday).certainty).toBe('low')
  })

  it.each([
    'tomar remédio às 9',
    'reunião sexta às 15h',
    'acordar às 5 da manhã',
    'acordar às 5h',
    'comprar pão',
    'concluir 3',
  ])('is high for what was said: %s', (text) => {
    expect(understand(text, tuesday).certainty).toBe('high')
  })
})

describe('recurrences beside other dates', () => {
  const tuesday = at('2026-11-24T10:00')

  it('end at the day they go on until, inclusive', () => {
    expect(understand('tomar remédio todo dia até 15/12', tuesday)).toMatchObject({
      title: 'tomar remédio',
      dueDate: '2026-11-24',
      rrule: 'FREQ=DAILY;UNTIL=20261215',
    })
    // With a time RFC 5545 wants the end in UTC.
    expect(understand('tomar remédio todo dia às 20h até sexta', tuesday).rrule).toBe(
      'FREQ=DAILY;UNTIL=20261128T025900Z',
    )
  })

  it('begin on the first of their days from the start that was said', () => {
    expect(understand('academia toda segunda a partir de 10/12', tuesday)).toMatchObject({
      dueDate: '2026-12-14',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
    })
  })

  it('leave alone the day of a thing', () => {
    expect(understand('toda segunda revisar o relatório de sexta', tuesday)).toMatchObject({
      title: 'revisar o relatório de sexta',
      rrule: 'FREQ=WEEKLY;BYDAY=MO',
    })
  })
})

describe('two dates', () => {
  const tuesday = at('2026-11-24T10:00')

  it.each([
    ['ligar amanhã para confirmar a reunião de sexta', '2026-11-25', 'ligar para confirmar a reunião de sexta'],
    ['comprar presente para a festa de sábado até quinta', '2026-11-26', 'comprar presente para a festa de sábado'],
  ])('%s', (text, dueDate, title) => {
    expect(understand(text, tuesday)).toMatchObject({ dueDate, title })
  })
})
