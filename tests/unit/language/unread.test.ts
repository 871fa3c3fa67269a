import { describe, expect, it } from 'vitest'
import { readAsTask, understand } from '../../../core/language/index.ts'
import { NOW, referenceOf, rowsOf } from './table.ts'

const unreadOf = (locale: string, text: string) => {
  const { unread, certainty, title, dueDate } = understand(text, referenceOf(locale))
  return { unread, certainty, title, dueDate }
}

describe('words meant as a day that give none, where a time alone says the day', () => {
  it.each([
    ['pt', 'pagar o aluguel 30/02 às 10h', '30/02'],
    ['pt', 'ligar pro João em janeiro às 9h', 'em janeiro'],
    ['pt', 'dia 31 de Fevereiro às 10h', 'dia 31 de Fevereiro'],
    ['pt', 'pagar 31/04 14:00', '31/04'],
    ['pt', '32/12 às 9', '32/12'],
    ['pt', 'pagar 13/13 de manhã', '13/13'],
    ['pt', 'reunião dia 32 às 10h', 'dia 32'],
    ['pt', 'reunião em 31/2/2027 às 10h', 'em 31/2/2027'],
    ['pt', 'pagar 10/12/2020 às 10h', '10/12/2020'],
    ['pt', 'reunião de 30/02 às 10h', 'de 30/02'],
    ['pt', 'pagar até 15-12 às 9h', 'até 15-12'],
    ['pt', 'em março às 8h', 'em março'],
    ['pt', 'viajar às 8h em maio de 2027', 'em maio de 2027'],
    ['pt', 'reunião na primeira semana de maio às 10h', 'na primeira semana de maio'],
    ['pt', 'semestre que vem às 9h', 'semestre que vem'],
    ['pt', 'rever metas no próximo trimestre às 9h', 'no próximo trimestre'],
    ['pt', 'ligar em meados de janeiro às 9h', 'em meados de janeiro'],
    ['pt', 'renovar em 2027 às 9h', 'em 2027'],
    ['pt', 'ligar depois do carnaval às 10h', 'depois do carnaval'],
    ['pt', 'ligar ontem às 10h', 'ontem'],
    ['en', 'call Ann 12/10 at 9', '12/10'],
    ['en', 'pay rent Feb 30 at 10am', 'Feb 30'],
    ['en', 'call on the 31st of june at 9', 'on the 31st of june'],
    ['en', 'call on the 32nd at 9', 'on the 32nd'],
    ['en', '13/13 at 10am', '13/13'],
    ['en', 'trip in March at 8am', 'in March'],
    ['en', 'call the first week of may at 10', 'the first week of may'],
    ['en', 'review goals next quarter at 9', 'next quarter'],
    ['en', 'call mid-January at 9am', 'mid-January'],
    ['en', 'renew in 2027 at 9', 'in 2027'],
    ['en', 'call Ann before Christmas at 9', 'before Christmas'],
    ['en', 'call last Friday at 9', 'last Friday'],
    ['en', 'ligar em janeiro às 9h', 'em janeiro'],
    ['pt', 'call Ann feb 30 at 9am', 'feb 30'],
    // No year has that day: what would never come is no repetition.
    ['pt', 'todo dia 30/02 às 9h pagar', 'todo dia 30/02'],
    ['pt', 'pagar todo 31 de abril às 9h', 'todo 31 de abril'],
    ['en', 'pay every Feb 30 at 9am', 'every Feb 30'],
  ])('%s: %s', (locale, text, unread) => {
    const found = unreadOf(locale, text)
    expect(found).toMatchObject({ unread, certainty: 'low' })
    // The understanding is as it was: the words stay, the time says today or tomorrow.
    expect(found.title).toContain(unread)
    expect(['2026-11-24', '2026-11-25']).toContain(found.dueDate)
  })
})

describe('nothing is called unread', () => {
  it.each([
    // Something else says when.
    ['pt', 'rever contrato 12/2024 amanhã às 9h'],
    ['pt', 'pagar amanhã 30/02 às 9h'],
    ['pt', 'toda segunda às 9h falar do que fiz em janeiro'],
    ['pt', 'em 40 minutos ligar pro João em janeiro'],
    ['en', 'call tomorrow at 9 about last week'],
    // No time: no day is taken for granted.
    ['pt', 'reunião 30/02'],
    ['en', 'call Ann 12/10'],
    ['pt', 'subir andar 3/4'],
    // No date at all.
    ['pt', 'suporte 24/7 às 9h'],
    ['pt', 'instalar versão 1.2.3 às 9h'],
    ['pt', 'instalar node 20.11.10 às 9h'],
    ['pt', 'pagar 12.10 às 9h'],
    ['pt', 'pagar o carro 15/48 às 9h'],
    ['pt', 'dia 100 do desafio às 9h'],
    ['pt', 'sala 3/4 às 9h'],
    ['pt', 'guardar até 2000 reais às 9h'],
    ['pt', 'ler "30/02" às 9h'],
    ['pt', 'ver "em janeiro" às 9h'],
    ['en', 'room 3/4 at 9'],
    ['en', 'add 1/2 cup of milk at 9'],
    ['en', 'buy a Christmas tree at 9'],
    ['en', 'march to the office at 9'],
    ['en', 'may I call at 9'],
    // Names.
    ['pt', 'ligar para Marco às 9h'],
    ['pt', 'reunião em Natal às 9h'],
    ['en', 'call for April at 9'],
    // The date of a thing.
    ['pt', 'rever a ata de 10/12/2020 às 9h'],
    ['pt', 'relatório de janeiro às 9h'],
    ['pt', 'mandar as fotos de ontem às 10h'],
    ['pt', 'resumo da primeira semana de maio às 9h'],
    ['en', 'review the minutes of 10/12/2020 at 9'],
    ['en', "yesterday's notes at 9"],
    ['en', 'the early May report at 9'],
  ])('%s: %s', (locale, text) => {
    expect(unreadOf(locale, text).unread).toBeNull()
  })

  it.each(['phrases.tsv', 'grammar-rules.tsv', 'traps.tsv', 'whatsapp.tsv', 'whatsapp-odd.tsv', 'fresh.tsv'])(
    'of what people type: %s',
    (file) => {
      const found = rowsOf(file).filter(({ locale, text }) => unreadOf(locale, text).unread !== null)
      expect(found.map(({ text }) => text)).toEqual([])
    },
  )

  it('that the person took back themselves', () => {
    const reference = { now: NOW, timeZone: 'America/Sao_Paulo', locale: 'pt-BR' as const }
    const { understood } = readAsTask('ver o filme amanhã às 20h', reference, ['date:amanhã'])
    expect(understood).toMatchObject({ title: 'ver o filme amanhã', unread: null, certainty: 'high' })
  })
})
