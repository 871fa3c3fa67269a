import { describe, expect, it } from 'vitest'
import { understand } from '../../../core/language/index.ts'
import { referenceOf } from './table.ts'

type Part = readonly [words: string, means: string]

interface Language {
  readonly asking: readonly string[]
  readonly titles: readonly string[]
  readonly days: readonly Part[]
  readonly times: readonly Part[]
  readonly repeats: readonly (readonly [words: string, rrule: string])[]
  readonly priorities: readonly Part[]
}

const PORTUGUESE: Language = {
  asking: [
    '',
    'lembrar de ',
    'me lembra de ',
    'preciso ',
    'não esquecer de ',
    'criar tarefa ',
    'anota aí: ',
    'lembrete: ',
  ],
  titles: [
    'ligar pro João',
    'comprar 2 pães e leite',
    'pagar a segunda parcela do seguro',
    'enviar o relatório de vendas para a Ana',
    'levar o carro na oficina da Rua 7',
    'revisar versão 2.5 do app',
    'responder as 3 perguntas do cliente',
    'buscar encomenda no correio',
  ],
  days: [
    ['hoje', '2026-11-24'],
    ['amanhã', '2026-11-25'],
    ['depois de amanhã', '2026-11-26'],
    ['na sexta', '2026-11-27'],
    ['sexta-feira', '2026-11-27'],
    ['no sábado', '2026-11-28'],
    ['na próxima segunda', '2026-11-30'],
    ['segunda que vem', '2026-11-30'],
    ['até quinta', '2026-11-26'],
    ['dia 10', '2026-12-10'],
    ['no dia 28', '2026-11-28'],
    ['15/12', '2026-12-15'],
    ['até 15/12/2026', '2026-12-15'],
    ['dia 5 de dezembro', '2026-12-05'],
    ['em 3 dias', '2026-11-27'],
    ['daqui a duas semanas', '2026-12-08'],
    ['semana que vem', '2026-11-30'],
    ['no fim de semana', '2026-11-28'],
    ['até o fim do mês', '2026-11-30'],
  ],
  times: [
    ['às 14h', '14:00'],
    ['às 14h30', '14:30'],
    ['as 15:45', '15:45'],
    ['às 11', '11:00'],
    ['às 3 da tarde', '15:00'],
    ['às 8 da noite', '20:00'],
    ['ao meio-dia', '12:00'],
    ['às 17 horas', '17:00'],
    ['às três e meia', '15:30'],
  ],
  repeats: [
    ['todo dia', 'FREQ=DAILY'],
    ['toda segunda', 'FREQ=WEEKLY;BYDAY=MO'],
    ['todo dia útil', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['a cada 2 semanas', 'FREQ=WEEKLY;INTERVAL=2'],
    ['todo dia 10', 'FREQ=MONTHLY;BYMONTHDAY=10'],
    ['mensalmente', 'FREQ=MONTHLY'],
    ['todo ano', 'FREQ=YEARLY'],
  ],
  priorities: [
    ['urgente', 'urgent'],
    ['prioridade alta', 'high'],
    ['prioridade baixa', 'low'],
  ],
}

const ENGLISH: Language = {
  asking: ['', 'remind me to ', "don't forget to ", 'todo: ', 'create task ', 'please remind me to '],
  titles: [
    'call John',
    'buy 2 loaves and milk',
    'pay the second installment',
    'send the sales report to Ana',
    'clean the 2nd floor',
    'test version 2.5 of the app',
    'answer the 3 questions',
  ],
  days: [
    ['today', '2026-11-24'],
    ['tomorrow', '2026-11-25'],
    ['the day after tomorrow', '2026-11-26'],
    ['on Friday', '2026-11-27'],
    ['by Friday', '2026-11-27'],
    ['next Monday', '2026-11-30'],
    ['this Saturday', '2026-11-28'],
    ['on the 10th', '2026-12-10'],
    ['on December 5', '2026-12-05'],
    ['12/15', '2026-12-15'],
    ['by 12/15/2026', '2026-12-15'],
    ['in 3 days', '2026-11-27'],
    ['in two weeks', '2026-12-08'],
    ['next week', '2026-11-30'],
    ['this weekend', '2026-11-28'],
    ['by the end of the month', '2026-11-30'],
  ],
  times: [
    ['at 2pm', '14:00'],
    ['at 2:30 pm', '14:30'],
    ['at 15:45', '15:45'],
    ['at 11', '11:00'],
    ['at noon', '12:00'],
    ["at 5 o'clock", '17:00'],
  ],
  repeats: [
    ['every day', 'FREQ=DAILY'],
    ['every Monday', 'FREQ=WEEKLY;BYDAY=MO'],
    ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every 2 weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every month on the 10th', 'FREQ=MONTHLY;BYMONTHDAY=10'],
    ['every year', 'FREQ=YEARLY'],
  ],
  priorities: [
    ['urgent', 'urgent'],
    ['high priority', 'high'],
    ['low priority', 'low'],
  ],
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

describe.each([
  ['pt', PORTUGUESE],
  ['en', ENGLISH],
])('in %s', (locale, { asking, titles, days, times, repeats, priorities }) => {
  const wrong = (text: string, expected: Readonly<Record<string, unknown>>): string[] => {
    const found: Readonly<Record<string, unknown>> = { ...understand(text, referenceOf(locale)) }
    const title = String(found.title).toLowerCase()
    const got: Readonly<Record<string, unknown>> = { ...found, title }
    return Object.entries(expected)
      .filter(([name, value]) => got[name] !== (name === 'title' ? String(value).toLowerCase() : value))
      .map(([name, value]) => `${text} → ${name}: ${got[name]} instead of ${value}`)
  }

  /** One after the other, so that each meets every other somewhere without trying all together. */
  const turning = <T>(all: readonly T[]): (() => T) => {
    let turn = -1
    return () => {
      turn = (turn + 1) % all.length
      return all[turn] as T
    }
  }

  it('a day and a time mean the same wherever they stand', () => {
    const ask = turning(asking)
    const order = turning<(title: string, day: string, time: string) => string>([
      (title, day, time) => `${title} ${day} ${time}`,
      (title, day, time) => `${title} ${time} ${day}`,
      (title, day, time) => `${title}, ${day}, ${time}`,
      (title, day, time) => `${day} ${time} ${title}`,
      (title, day, time) => `${capital(day)}, ${time}: ${title}`,
      (title, day, time) => `${day} ${title} ${time}`,
      (title, day, time) => `${time}, ${title} ${day}`,
    ])
    const found = titles.flatMap((title) =>
      days.flatMap(([day, dueDate]) =>
        times.flatMap(([time, dueTime]) =>
          wrong(order()(`${ask()}${title}`, day, time), {
            intent: 'create_task',
            title,
            dueDate,
            dueTime,
            rrule: null,
          }),
        ),
      ),
    )
    expect(found).toEqual([])
  })

  it('a day alone leaves the time open', () => {
    const ask = turning(asking)
    const found = titles.flatMap((title) =>
      days.flatMap(([day, dueDate]) =>
        [`${ask()}${title} ${day}`, `${day} ${ask()}${title}`, `${ask()}${title} (${day})`].flatMap((text) =>
          wrong(text, { intent: 'create_task', title, dueDate, dueTime: null }),
        ),
      ),
    )
    expect(found).toEqual([])
  })

  it('a recurrence keeps its time and its title', () => {
    const ask = turning(asking)
    const found = titles.flatMap((title) =>
      repeats.flatMap(([words, rrule]) =>
        times.flatMap(([time, dueTime]) =>
          [`${ask()}${title} ${words} ${time}`, `${words} ${time} ${ask()}${title}`].flatMap((text) =>
            wrong(text, { intent: 'create_task', title, rrule, dueTime }),
          ),
        ),
      ),
    )
    expect(found).toEqual([])
  })

  it('a priority takes nothing from the rest', () => {
    const found = titles.flatMap((title) =>
      priorities.flatMap(([words, priority]) =>
        days.flatMap(([day, dueDate]) =>
          [`${title} ${day} ${words}`, `${words}: ${title} ${day}`, `${title}, ${words}, ${day}`].flatMap((text) =>
            wrong(text, { title, dueDate, priority }),
          ),
        ),
      ),
    )
    expect(found).toEqual([])
  })
})
