import {
  addBusinessDays,
  comingDayOfMonth,
  comingMonthDay,
  comingNth,
  dateOfYear,
  dayOf,
  daysBetween,
  endOfMonth,
  nthOf,
} from '../calendar.ts'
import type { Moment } from '../moment.ts'
import type { Hit, Rule, SaidDate } from '../rules.ts'
import { rule } from '../rules.ts'
import { NUMBER, numberOf, ORDINAL, ordinalOf } from './numbers.ts'
import { MONTH, monthOf, PRE, WEEKDAY, weekdayOf } from './words.ts'

const DAY = `(?:${NUMBER} ?[º°]?|primeiro)`
const dayNumber = (word: string): number => (word === 'primeiro' ? 1 : numberOf(word))
const untilOf = (at: Hit) => ({ until: at.part('until') === 'ate' })

// "parcela 3/12", "pressão 12/8", "1/2 xícara" are no dates.
const COUNTED =
  /(?:parcelas?|partes?|prestacao|aulas?|cap|capitulo|episodio|ep|nota|placar|pressao|versao|pagina|pag|lote|modulo|unidade|fase|sala|apto|apartamento|bloco|tamanho|proporcao|escala|art|lei|processo|protocolo) $/
const MEASURED = /^ ?(?:xicaras?|copos?|colher(?:es)?|kg|quilos?|litros?|l|ml|g|metros?|m|pol|polegadas?|d[aeo]s? )/

const monthDay = (at: Hit, { today }: Moment, day: number, month: number, year: string): SaidDate | null => {
  if (month < 1 || month > 12) return null
  const date = year === '' ? comingMonthDay(today, month, day) : dateOfYear(today, Number(year), month, day)
  if (date === null) return null
  const weekday = at.part('wd')
  const isOff = weekday !== '' && weekdayOf(weekday) !== date.dayOfWeek
  const each = { dayOfMonth: day, month }
  const later = year === '' ? comingMonthDay(today.add({ days: 1 }), month, day) : null
  return {
    date,
    each,
    low: isOff,
    ...untilOf(at),
    ...(later !== null && daysBetween(today, date) === 0 ? { ifPast: later } : {}),
  }
}

const WITH_WEEKDAY = `(?:(?<wd>${WEEKDAY}),? )?\\(?(?:(?:no |o )?dia )?`
const WHICH_MONTH =
  '(?:(?<next> (?:do|no) (?:proximo mes|mes que vem|mes seguinte))|(?<this> (?:deste|desse|do|d?este) mes))'

const written: readonly Rule<SaidDate>[] = [
  rule(
    `${PRE}${WITH_WEEKDAY}(?<d>${DAY})(?: de |/| )(?<m>${MONTH})(?:(?: de |/|, | )(?<y>20\\d\\d))?\\)?`,
    (at, moment) => monthDay(at, moment, dayNumber(at.part('d')), monthOf(at.part('m')), at.part('y')),
  ),
  rule(`${PRE}(?<y>20\\d\\d)-(?<m>\\d\\d)-(?<d>\\d\\d)`, (at, moment) =>
    monthDay(at, moment, Number(at.part('d')), Number(at.part('m')), at.part('y')),
  ),
  rule(`${PRE}${WITH_WEEKDAY}(?<d>\\d{1,2})(?<s>[/.-])(?<m>\\d{1,2})\\k<s>(?<y>20\\d\\d|\\d\\d)\\)?`, (at, moment) =>
    monthDay(at, moment, Number(at.part('d')), Number(at.part('m')), at.part('y')),
  ),
  rule(`${PRE}${WITH_WEEKDAY}(?<d>\\d{1,2})/(?<m>\\d{1,2})\\)?`, (at, moment) => {
    const isPlain = !/[a-z]/.test(at.text)
    if (isPlain && (at.text === '24/7' || COUNTED.test(at.before) || MEASURED.test(at.after))) return null
    return monthDay(at, moment, Number(at.part('d')), Number(at.part('m')), '')
  }),
]

const BUSINESS = [1, 2, 3, 4, 5] as const

const nth = (at: Hit, { today }: Moment, weekdays: readonly (1 | 2 | 3 | 4 | 5 | 6 | 7)[]): SaidDate | null => {
  const position = ordinalOf(at.part('n'))
  const each = { nth: position, weekdays }
  if (at.part('next') !== '') {
    const date = nthOf(today.with({ day: 1 }).add({ months: 1 }), position, weekdays)
    return date && { date, ...untilOf(at) }
  }
  const month = at.part('m')
  if (month !== '') {
    const first = comingMonthDay(today.with({ day: 1 }), monthOf(month), 1)
    const date = first && nthOf(first, position, weekdays)
    return date && daysBetween(today, date) >= 0 ? { date, ...untilOf(at) } : null
  }
  const date = comingNth(today, position, weekdays)
  return date && { date, each, ...untilOf(at) }
}

const OF_MONTH = `(?:${WHICH_MONTH}| d[eo] (?:mes|cada mes)| de (?<m>${MONTH}))`

const monthly: readonly Rule<SaidDate>[] = [
  rule(`${PRE}(?<n>${ORDINAL}) dia util(?:${OF_MONTH})?`, (at, moment) => nth(at, moment, BUSINESS)),
  rule(`${PRE}(?<n>${ORDINAL}) (?<w>${WEEKDAY})${OF_MONTH}`, (at, moment) =>
    nth(at, moment, [weekdayOf(at.part('w'))]),
  ),
  rule(`${PRE}(?<n>primeiro|ultimo) dia${OF_MONTH}`, (at, moment) => nth(at, moment, [1, 2, 3, 4, 5, 6, 7])),
  rule(`${PRE}${WITH_WEEKDAY}(?<=dia )(?<d>${DAY})${WHICH_MONTH}`, (at, { today }) => {
    const month = at.part('next') === '' ? today : today.with({ day: 1 }).add({ months: 1 })
    const date = dayOf(month.year, month.month, dayNumber(at.part('d')))
    return date !== null && daysBetween(today, date) >= 0 ? { date, ...untilOf(at) } : null
  }),
  rule(
    `${PRE}(?:(?<wd>${WEEKDAY}),? \\(?)?(?:proximo )?dia (?<d>${DAY})\\)?(?: agora| que vem| proximo)?`,
    (at, { today }) => {
      const day = dayNumber(at.part('d'))
      const date = comingDayOfMonth(today, day)
      if (date === null) return null
      const weekday = at.part('wd')
      const low = weekday !== '' && weekdayOf(weekday) !== date.dayOfWeek
      const later = comingDayOfMonth(today.add({ days: 1 }), day)
      const isToday = daysBetween(today, date) === 0
      return { date, low, each: { dayOfMonth: day }, ...untilOf(at), ...(isToday && later ? { ifPast: later } : {}) }
    },
  ),
  rule(`${PRE}(?:fim|final) d[eo] (?<which>proximo mes|mes que vem|mes|ano)`, (at, { today }) => {
    const which = at.part('which')
    if (which === 'ano') return { date: today.with({ month: 12, day: 31 }), ...untilOf(at) }
    const month = which === 'mes' ? today : today.with({ day: 1 }).add({ months: 1 })
    return { date: endOfMonth(month), ...(which === 'mes' ? { each: { dayOfMonth: -1 } } : {}), ...untilOf(at) }
  }),
  rule(
    `${PRE}(?:(?:comeco|inicio) d[eo] )?(?<which>proximo mes|mes que vem|mes seguinte|ano que vem|proximo ano)`,
    (at, { today }) => ({
      date: at.part('which').includes('ano')
        ? today.add({ years: 1 }).with({ month: 1, day: 1 })
        : today.with({ day: 1 }).add({ months: 1 }),
      low: !/comeco|inicio/.test(at.text),
      ...untilOf(at),
    }),
  ),
  rule(`${PRE}(?:proximo dia util)`, (at, { today }) => ({ date: addBusinessDays(today, 1), ...untilOf(at) })),
]

export const writtenDates = [...written, ...monthly]
