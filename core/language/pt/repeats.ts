import type { Weekday } from '../calendar.ts'
import type { Hit, Repeat, Rule } from '../rules.ts'
import { rule } from '../rules.ts'
import { NUMBER, numberOf, ORDINAL, ordinalOf } from './numbers.ts'
import { MONTH, monthOf, ORDINAL_NOUN, WEEKDAY, weekdayOf } from './words.ts'

const FREQ = { h: 'HOURLY', d: 'DAILY', s: 'WEEKLY', m: 'MONTHLY', a: 'YEARLY' } as const
const EVERY = '(?:em |n[oa] |de |para |pra )?(?:tod[oa]s?(?: [oa]s?)?|cada)'
const BUSINESS = [1, 2, 3, 4, 5] as const
const DAY = `(?:${NUMBER} ?[º°]?|primeiro)`
const dayNumber = (word: string): number => (word === 'primeiro' ? 1 : numberOf(word))
const PLURAL = `(?:(?:segunda|terca|quarta|quinta|sexta)s(?:[- ]?feiras?)?|sabados|domingos)`
const LIST = (one: string): string => `(?<list>${one}(?:(?:,| e|, e|,? nas?| e as?| e aos?| e toda) ?${one}){0,6})`
const weekdaysIn = (list: string): Weekday[] =>
  [...list.matchAll(new RegExp(`(?<![a-z])${PLURAL}|${WEEKDAY}`, 'g'))].map(([name]) => weekdayOf(name))

const byUnit = (unit: string, interval: number): Repeat | null => {
  if (!(interval >= 1 && interval <= 999)) return null
  if (unit.startsWith('quinzena')) return { freq: 'WEEKLY', interval: interval * 2 }
  const freq = FREQ[unit.charAt(0) as keyof typeof FREQ]
  return freq === undefined ? null : interval === 1 ? { freq } : { freq, interval }
}

const monthDays = (at: Hit): Repeat | null => {
  const days = at
    .part('days')
    .split(/,| e /)
    .map((word) => dayNumber(word.trim()))
  return days.every((day) => day >= 1 && day <= 31) ? { freq: 'MONTHLY', daysOfMonth: days } : null
}

const OF_MONTH = '(?: d[eo] (?:cada |todo )?mes| de todos os meses)'
const EACH_MONTH = '(?: de (?:cada mes|todo mes|todo o mes|todos os meses)| por mes)'
const nthRepeat = (at: Hit, weekdays: readonly Weekday[]): Repeat => ({
  freq: 'MONTHLY',
  weekdays,
  nth: ordinalOf(at.part('n')),
})
const edgeDay = (word: string): number => (/^ultim|^fi/.test(word) ? -1 : 1)

const inMonth: readonly Rule<Repeat>[] = [
  rule(`(?:${EVERY}|no) (?<n>${ORDINAL}) dia util(?:${OF_MONTH})?`, (at) =>
    /^no /.test(at.text) && !/cada|todo/.test(at.text) ? null : nthRepeat(at, BUSINESS),
  ),
  rule(`(?:n?[oa] )?(?<n>${ORDINAL}) dia util${EACH_MONTH}`, (at) => nthRepeat(at, BUSINESS)),
  rule(`(?:todo mes|mensalmente),? n?o (?<n>${ORDINAL}) dia util`, (at) => nthRepeat(at, BUSINESS)),
  rule(`${EVERY} (?<n>${ORDINAL}) (?<w>${WEEKDAY})(?:${OF_MONTH})?`, (at) => nthRepeat(at, [weekdayOf(at.part('w'))])),
  rule(`(?:n?[oa] )?(?<n>${ORDINAL}) (?<w>${WEEKDAY})${EACH_MONTH}`, (at) => nthRepeat(at, [weekdayOf(at.part('w'))])),
  rule(`${EVERY} (?<n>primeiro|ultimo|1 ?[º°]) dia(?:${OF_MONTH})?`, (at) => ({
    freq: 'MONTHLY',
    daysOfMonth: [edgeDay(at.part('n'))],
  })),
  rule(`(?:n?o )?(?<n>primeiro|ultimo) dia${EACH_MONTH}`, (at) => ({
    freq: 'MONTHLY',
    daysOfMonth: [edgeDay(at.part('n'))],
  })),
  rule(`${EVERY} (?<n>fim|final|comeco|inicio) d[eo] mes`, (at) => ({
    freq: 'MONTHLY',
    daysOfMonth: [edgeDay(at.part('n'))],
  })),
  rule(`${EVERY} (?:ano,? )?(?:no |em )?(?:dia )?(?<d>${DAY}) de (?<m>${MONTH})`, (at) => ({
    freq: 'YEARLY',
    month: monthOf(at.part('m')),
    daysOfMonth: [dayNumber(at.part('d'))],
  })),
  rule(`${EVERY} dias? (?<days>${DAY}(?:(?:, ?| e )${DAY}){0,5})(?:${OF_MONTH})?(?! ?(?:h|hs|:|horas?)\\b)`, monthDays),
  rule(`(?:(?:no|todo) )?dias? (?<days>${DAY}(?:(?:, ?| e )${DAY}){0,5})${EACH_MONTH}`, monthDays),
  rule(
    `(?:todo mes|todos os meses|mensalmente),? (?:n?os? )?dias? (?<days>${DAY}(?:(?:, ?| e )${DAY}){0,5})`,
    monthDays,
  ),
]

const HALF_DAY = {
  manha: 'morning',
  manhas: 'morning',
  tarde: 'afternoon',
  tardes: 'afternoon',
  noite: 'night',
  noites: 'night',
} as const

const plain: readonly Rule<Repeat>[] = [
  rule(`(?:${EVERY}|n?os|em) dias? (?:uteis|util|de semana)`, (at) =>
    /^em dia u/.test(at.text) ? null : { freq: 'WEEKLY', weekdays: BUSINESS },
  ),
  rule(
    `(?:${EVERY}|de) segunda(?:[- ]?feira)? (?:a|ate) (?<w>sexta(?:[- ]?feira)?|sabado|quinta(?:[- ]?feira)?|domingo)`,
    (at) => ({
      freq: 'WEEKLY',
      weekdays: ([1, 2, 3, 4, 5, 6, 7] as const).filter((day) => day <= weekdayOf(at.part('w'))),
    }),
  ),
  rule(`segunda a sexta`, () => ({ freq: 'WEEKLY', weekdays: BUSINESS })),
  rule(`${EVERY} (?:(?:fim|final) de semana|finais de semana|fins de semana|fds)`, () => ({
    freq: 'WEEKLY',
    weekdays: [6],
  })),
  rule(`(?<w>${WEEKDAY})(?: sim,? (?:e )?(?:outra |uma |${WEEKDAY} )?nao)`, (at) => ({
    freq: 'WEEKLY',
    interval: 2,
    weekdays: [weekdayOf(at.part('w'))],
  })),
  rule('(?:(?:em )?(?:um )?dias? sim,? (?:e )?(?:(?:um |outro )?(?:dia )?)nao)', () => ({
    freq: 'DAILY',
    interval: 2,
  })),
  rule('(?:uma )?semana sim,? (?:e )?(?:(?:uma |outra )?(?:semana )?)nao', () => ({ freq: 'WEEKLY', interval: 2 })),
  rule(`(?:(?:em )?tod[oa]s?(?: [oa]s?)?|cada|n?as|n?aos|n?os) ${LIST(`(?:${PLURAL}|${WEEKDAY})`)}`, (at) => {
    const isEvery = /^(?:em )?tod|^cada/.test(at.text)
    if (!isEvery && !new RegExp(`^n?a?[ao]s ${PLURAL}`).test(at.text)) return null
    if (ORDINAL_NOUN.test(at.after)) return null
    return { freq: 'WEEKLY', weekdays: weekdaysIn(at.part('list')) }
  }),
  rule(`(?:toda )?semana,? (?:n?[ao]s?|toda) ${LIST(WEEKDAY)}`, (at) =>
    at.text.startsWith('toda') ? { freq: 'WEEKLY', weekdays: weekdaysIn(at.part('list')) } : null,
  ),
  rule(`${LIST(PLURAL)}`, (at) => ({ freq: 'WEEKLY', weekdays: weekdaysIn(at.part('list')) })),
  rule(`(?:a |em |de )?cada (?<n>${NUMBER}) (?<u>horas?|dias?|semanas?|mes(?:es)?|anos?|quinzenas?)(?! uteis)`, (at) =>
    byUnit(at.part('u'), numberOf(at.part('n'))),
  ),
  rule(`de (?<n>${NUMBER}) em (?<n2>${NUMBER}) (?<u>horas?|dias?|semanas?|mes(?:es)?|anos?)`, (at) =>
    numberOf(at.part('n')) === numberOf(at.part('n2')) ? byUnit(at.part('u'), numberOf(at.part('n'))) : null,
  ),
  rule('(?:tod[oa]s?(?: (?:as|os))?|cada) (?<p>manhas?|tardes?|noites?)', (at) => ({
    freq: 'DAILY',
    period: HALF_DAY[at.part('p') as keyof typeof HALF_DAY],
  })),
  rule(
    '(?:em )?(?:tod[oa]s? )?(?:[oa]s )?(?:santos? )?(?:todo santo dia|todo dia|todos os dias|cada dia|todo o dia|diariamente|todo dias|tds os dias|td dia)',
    () => ({ freq: 'DAILY' }),
  ),
  rule(
    '(?:(?:em )?toda (?:a )?semana|todas as semanas|a cada semana|cada semana|semanalmente|(?:uma|1) (?:vez|x) (?:por|na) semana)',
    () => ({ freq: 'WEEKLY' }),
  ),
  rule('(?:quinzenalmente|toda quinzena|a cada quinzena|(?:duas|2) vezes (?:por|ao) mes)', (at) =>
    /vezes/.test(at.text) ? null : { freq: 'WEEKLY', interval: 2 },
  ),
  rule(
    '(?:(?:em )?todo (?:o )?mes|todos os meses|a cada mes|cada mes|mensalmente|(?:uma|1) (?:vez|x) (?:por|ao) mes)',
    () => ({ freq: 'MONTHLY' }),
  ),
  rule(
    '(?:(?:em )?todo (?:o )?ano|todos os anos|a cada ano|cada ano|anualmente|(?:uma|1) (?:vez|x) (?:por|ao) ano)',
    () => ({ freq: 'YEARLY' }),
  ),
  rule('bimestralmente', () => ({ freq: 'MONTHLY', interval: 2 })),
  rule('(?:trimestralmente|todo trimestre|a cada trimestre)', () => ({ freq: 'MONTHLY', interval: 3 })),
  rule('(?:semestralmente|todo semestre|a cada semestre)', () => ({ freq: 'MONTHLY', interval: 6 })),
  rule('(?:a cada hora|toda hora|de hora em hora)', () => ({ freq: 'HOURLY' })),
]

export const repeats = [...inMonth, ...plain]
