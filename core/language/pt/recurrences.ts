import { onceAYear, type Recurrence } from '../recurrence.ts'
import { type Groups, type Meaning, noDay, type Period, type Rule, rule, TRAP } from '../rule.ts'
import { periodOf } from './times.ts'
import { MONTH, monthOf, NTH_WORD, NUMBER, nthOf, numberOf, PLURAL_WEEKDAY, WEEKDAY, weekdayOf } from './words.ts'

const repeat = (recurrence: Recurrence, period?: Period): Meaning => ({
  kind: 'repeat',
  recurrence,
  ...(period === undefined ? {} : { period }),
})

/** `none`: what the words are where they say no recurrence that there is. */
const every = (source: string, read: (groups: Groups) => Recurrence | null, none: Meaning = TRAP): Rule =>
  rule(source, (groups) => {
    const recurrence = read(groups)
    return recurrence === null ? none : repeat(recurrence)
  })

/** "todo", and as it is typed in a hurry: "td dia", "tds as segundas". */
const ALL = '(?:tod[oa]s?|td[oa]?s?)'
const EVERY = `(?:(?:em |n[oa]s? |de |ate )?(?:${ALL}(?: (?:[oa]s?))?|cada)(?: (?:santo|santa))?)`
const ANY_DAY = `(?:${WEEKDAY}|${PLURAL_WEEKDAY}|(?:seg|ter|qua|qui|sex|sab|dom)\\.?)`
/** After "toda", where "2a" can only be a weekday. */
const EACH_DAY = `(?:${ANY_DAY}|[2-6]a)`
const AND = `(?: ?, ?(?:e )?| e | ?/ ?)(?:(?:${ALL}|cada) )?(?:(?:[oa]s|[oa]|nas?|aos) )?`
// "ligar pro Domingos", "falar com seu Domingos": a person.
const NO_PERSON = '(?<!(?:^| )(?:pro|pra|para|com|o|do|de|ao|seu|sr\\.?|dr\\.?|tio|dom) (?=domingos))'
// As they are dictated: without commas.
const SPOKEN_DAYS = `(?<days>${ANY_DAY}(?:(?:, ?| )${ANY_DAY})+,? e (?:na |no )?${ANY_DAY})`
const DAYS = `(?<days>${ANY_DAY}(?:${AND}${ANY_DAY}){0,6})`
const OF_MONTH = '(?: (?:d[oe]|n[oe]) (?:cada )?mes| de (?:todo|cada)(?: o)? mes| (?:de )?todos os meses)'
const PART = '(?:manha|tarde|noite|madrugada)'
const UNITS: readonly (readonly [RegExp, Recurrence['freq'], number])[] = [
  [/^min/, 'MINUTELY', 1],
  [/^h/, 'HOURLY', 1],
  [/^dia/, 'DAILY', 1],
  [/^semana/, 'WEEKLY', 1],
  [/^quinzena/, 'WEEKLY', 2],
  [/^(?:mes|bimestre|trimestre|semestre)/, 'MONTHLY', 1],
  [/^ano/, 'YEARLY', 1],
]
const LONG_MONTHS: Readonly<Record<string, number>> = { bimestre: 2, trimestre: 3, semestre: 6 }
const UNIT =
  '(?<unit>min(?:utos?)?|horas?|hs?|dias?|semanas?|quinzenas?|mes(?:es)?|bimestres?|trimestres?|semestres?|anos?)'

const each = (count: number, unit: string | undefined): Recurrence | null => {
  const found = UNITS.find(([name]) => name.test(unit ?? ''))
  if (found === undefined || !(count >= 1)) return null
  const [, freq, times] = found
  const interval = count * times * (LONG_MONTHS[(unit ?? '').replace(/s$/, '')] ?? 1)
  return interval === 1 ? { freq } : { freq, interval }
}

const listed = (days: string | undefined): readonly number[] =>
  [...(days ?? '').matchAll(new RegExp(EACH_DAY, 'gu'))].map(([day]) => weekdayOf(day))

const weekly = ({ days }: Groups): Recurrence => ({ freq: 'WEEKLY', byDay: listed(days) })

const FROM_TO = `(?:de |nas? )?(?<from>${ANY_DAY})(?: (?:a|ate) (?:a )?|-|/)(?<to>${ANY_DAY})`
const weekdaysFrom = ({ from, to }: Groups): Recurrence | null => {
  const [start, end] = [weekdayOf(from), weekdayOf(to)]
  if (start >= end) return null
  return { freq: 'WEEKLY', byDay: [1, 2, 3, 4, 5, 6, 7].filter((day) => day >= start && day <= end) }
}

const ADVERBS: Readonly<Record<string, Recurrence>> = {
  diariamente: { freq: 'DAILY' },
  semanalmente: { freq: 'WEEKLY' },
  quinzenalmente: { freq: 'WEEKLY', interval: 2 },
  mensalmente: { freq: 'MONTHLY' },
  bimestralmente: { freq: 'MONTHLY', interval: 2 },
  trimestralmente: { freq: 'MONTHLY', interval: 3 },
  semestralmente: { freq: 'MONTHLY', interval: 6 },
  anualmente: { freq: 'YEARLY' },
}

const NUMBERS = `(?:${NUMBER}|primeiro)[º°]?`
const MONTH_DAYS = `(?<days>${NUMBERS}(?: ?, ?(?:dia )?${NUMBERS}){0,5}(?: e (?:dia )?${NUMBERS}(?! e ))?)(?! ?(?:h|hs|hrs?|horas?)(?![a-z]))(?!h?\\d|[:/]\\d)(?! da (?:manha|tarde|noite))`
const monthDays = (days: string | undefined): readonly number[] | null => {
  const found = (days ?? '')
    .split(/ ?, ?(?:dia )?| e dia |(?<!vinte|trinta) e /)
    .map((day) => (/^(?:primeiro|1[º°])/.test(day) ? 1 : numberOf(day.replace(/[º°]$/, ''))))
  return found.every((day) => day >= 1 && day <= 31) ? found : null
}
const monthly = ({ days }: Groups): Recurrence | null => {
  const byMonthDay = monthDays(days)
  return byMonthDay === null ? null : { freq: 'MONTHLY', byMonthDay }
}

const yearly = ({ d, m }: Groups): Recurrence | null => {
  const [day] = monthDays(d) ?? []
  const month = /^\d/.test(m ?? '') ? Number(m) : monthOf(m)
  return day === undefined ? null : onceAYear(month, day)
}

const EACH_YEAR = `(?: (?:de )?(?:${ALL}(?: os)?|cada) anos?)`
// A pattern names each of its groups once.
const date = (n: number): string => `(?<d${n}>${NUMBERS})(?: de |/)(?<m${n}>\\d{1,2}|${MONTH})`

const EACH_MONTH = `(?:(?:em )?(?:todo(?:s os)?|td(?:s os)?) mes(?:es)?|mensalmente|cada mes),? (?:sempre )?(?:n[oa] )?`

export const recurrences: readonly Rule[] = [
  every(`${EACH_MONTH}(?<n>${NTH_WORD}) dia ute?il`, ({ n }) => ({ freq: 'MONTHLY', businessDay: nthOf(n) })),
  every(`${EACH_MONTH}(?<n>${NTH_WORD}) (?<day>${ANY_DAY})`, ({ n, day }) => ({
    freq: 'MONTHLY',
    byDay: [weekdayOf(day)],
    nth: nthOf(n),
  })),
  every(`${EACH_MONTH}(?<n>ultimo|penultimo|primeiro) dia`, ({ n }) => ({ freq: 'MONTHLY', byMonthDay: [nthOf(n)] })),
  every(`${EVERY} (?<n>${NTH_WORD}) dia ute?il${OF_MONTH}?`, ({ n }) => ({ freq: 'MONTHLY', businessDay: nthOf(n) })),
  every(`(?:n?o )?(?<n>${NTH_WORD}) dia ute?il${OF_MONTH}`, ({ n }) => ({ freq: 'MONTHLY', businessDay: nthOf(n) })),
  every(
    `${EVERY} (?<n>ultimo|penultimo) dia${OF_MONTH}?|(?:n?o )?(?<o>ultimo|penultimo) dia (?:de (?:cada|todo)(?: o)? mes|(?:do mes )?todo mes)`,
    ({ n, o }) => ({
      freq: 'MONTHLY',
      byMonthDay: [nthOf(n ?? o)],
    }),
  ),
  every(`${EVERY} (?:fim|final|fins|finais) d[eo] mes|(?:n?o )?(?:fim|final) de (?:cada|todo) mes`, () => ({
    freq: 'MONTHLY',
    byMonthDay: [-1],
  })),
  every(
    `${EVERY} (?:inicio|comeco|primeiro dia) d[eo] (?:cada )?mes|(?:n?o )?(?:inicio|comeco|primeiro dia) de (?:cada|todo) mes`,
    () => ({ freq: 'MONTHLY', byMonthDay: [1] }),
  ),
  // "toda segunda quarta e sexta" lists three days and counts none.
  every(`${EVERY} ${SPOKEN_DAYS}`, weekly),
  every(
    `${EVERY} (?<n>${NTH_WORD}) (?<day>${ANY_DAY})(?: do mes| de cada mes| do mes todo)?|(?:n?a |n?o )?(?<o>${NTH_WORD}) (?<other>${ANY_DAY}) (?:de (?:cada|todo)(?: o)? mes|do mes todo mes)`,
    ({ n, o, day, other }) => ({
      freq: 'MONTHLY',
      byDay: [weekdayOf(day ?? other)],
      nth: nthOf(n ?? o),
    }),
  ),
  every(
    `${EVERY} (?:dia )?${date(1)}|(?:n?o |em )?(?:dia )?${date(2)}${EACH_YEAR}`,
    ({ d1, m1, d2, m2 }) => yearly({ d: d1 ?? d2, m: m1 ?? m2 }),
    noDay('on'),
  ),
  every(`${EVERY} dias? ${MONTH_DAYS}${OF_MONTH}?`, monthly),
  every(`(?:n?os? |ate (?:o )?)?dias? ${MONTH_DAYS}(?: de (?:cada|todo)(?: o)? mes| (?:de )?todos os meses)`, monthly),
  every(
    `(?:${ALL}(?: os)?|cada|n?os) dias? ute?(?:il|is)(?: da semana)?|(?:${ALL}(?: os)?|n?os|durante os) dias? da semana|nos dias de semana|${ALL} dia de semana`,
    () => ({ freq: 'WEEKLY', byDay: [1, 2, 3, 4, 5] }),
  ),
  rule(`(?:${ALL}(?: os)? (?:dias? )?)?${FROM_TO}`, (groups) => {
    const recurrence = weekdaysFrom(groups)
    return recurrence === null ? null : repeat(recurrence)
  }),
  every(
    `(?:${ALL}(?: os)?|cada|n?os) (?:fins?|finais|final) de semana|aos (?:fins|finais) de semana|${ALL} fds`,
    () => ({ freq: 'WEEKLY', byDay: [6] }),
  ),
  every(
    '(?:(?:em )?dias? sim,? (?:e )?(?:outro|dia) nao|(?:um )?dia sim,? (?:um )?(?:dia|outro) nao|em dias alternados|dias alternados)',
    () => ({ freq: 'DAILY', interval: 2 }),
  ),
  every('semana sim,? (?:e )?(?:outra|semana) nao|semanas alternadas|em semanas alternadas', () => ({
    freq: 'WEEKLY',
    interval: 2,
  })),
  every('mes sim,? (?:e )?(?:outro|mes) nao', () => ({ freq: 'MONTHLY', interval: 2 })),
  every(`(?:uma? )?(?<days>${ANY_DAY}) sim,? (?:e )?(?:outr[ao]|${ANY_DAY}) nao`, (groups) => ({
    ...weekly(groups),
    interval: 2,
  })),
  every(`(?:n?as |aos |em )?(?<days>${PLURAL_WEEKDAY}(?:${AND}${PLURAL_WEEKDAY}){0,6}) alternad[ao]s`, (groups) => ({
    ...weekly(groups),
    interval: 2,
  })),
  every('(?:de meia em|(?:a )?cada) meia hora', () => ({ freq: 'MINUTELY', interval: 30 })),
  every(`(?:a )?cada (?<n>${NUMBER}) (?<days>${PLURAL_WEEKDAY})`, ({ n, days }) =>
    numberOf(n) > 1 ? { ...weekly({ days }), interval: numberOf(n) } : weekly({ days }),
  ),
  every(`de (?<n>${NUMBER})h? em (?<o>${NUMBER}) ?${UNIT}`, ({ n, o, unit }) =>
    n === o ? each(numberOf(n), unit) : null,
  ),
  every(`(?:a )?cada (?<n>${NUMBER}) ?${UNIT}`, ({ n, unit }) => each(numberOf(n), unit)),
  every('de hora em hora', () => ({ freq: 'HOURLY' })),
  every(`a cada ${UNIT}`, ({ unit }) => each(1, unit)),
  every(`(?:uma|1) vez (?:por|a cada|ao|a|no) ${UNIT}`, ({ unit }) => each(1, unit)),
  every(`${EVERY} (?<days>${EACH_DAY}(?:${AND}${EACH_DAY}){0,6})`, weekly),
  every(`(?:n?as|aos) (?<days>${PLURAL_WEEKDAY}(?:${AND}${ANY_DAY}){0,6})`, weekly),
  every(`${NO_PERSON}(?<days>${PLURAL_WEEKDAY}(?:${AND}${PLURAL_WEEKDAY}){0,6})`, weekly),
  rule(`${EVERY} (?<part>${PART})s? d[eo]s? ${DAYS}`, ({ part, days }) => repeat(weekly({ days }), periodOf(part))),
  rule(`${EVERY} (?<part>${PART})s?`, ({ part }) => repeat({ freq: 'DAILY' }, periodOf(part))),
  every(
    `(?:${ALL}(?: [oa]s)?|cada) (?<unit>dias?|semanas?|mes(?:es)?|anos?|horas?|quinzenas?|bimestres?|trimestres?|semestres?)(?! (?:inteir[ao]|todo))`,
    ({ unit }) => each(1, unit),
  ),
  every(`todo santo dia`, () => ({ freq: 'DAILY' })),
  every(`(?:${ALL} (?:mes de )?|cada )(?<m>${MONTH})`, ({ m }) => ({ freq: 'YEARLY', byMonth: [monthOf(m)] })),
  every(`(?<how>${Object.keys(ADVERBS).join('|')})`, ({ how }) => ADVERBS[how ?? ''] ?? null),
  // Several days without "toda": most likely every week, and worth asking.
  rule(`(?:n[ao]s? |aos? )?(?:${SPOKEN_DAYS}|(?<pair>${ANY_DAY},? e (?:na |no )?${ANY_DAY}))`, (groups) => ({
    kind: 'repeat',
    recurrence: weekly({ days: groups.days ?? groups.pair }),
    guess: true,
  })),
]
