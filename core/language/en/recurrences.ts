import { onceAYear, type Recurrence } from '../recurrence.ts'
import { type Groups, type Meaning, noDay, type Rule, rule, TRAP } from '../rule.ts'
import { periodOf } from './times.ts'
import {
  MONTH,
  monthOf,
  NOT_OF_VERB,
  NUMBER,
  numberOf,
  ORDINAL,
  ordinalOf,
  PLURAL_WEEKDAY,
  WEEKDAY,
  weekdayOf,
} from './words.ts'

/** `none`: what the words are where they say no recurrence that there is. */
const every = (source: string, read: (groups: Groups) => Recurrence | null, none: Meaning = TRAP): Rule =>
  rule(source, (groups) => {
    const recurrence = read(groups)
    return recurrence === null ? none : { kind: 'repeat', recurrence }
  })

const EVERY = `(?:on |${NOT_OF_VERB}in |at )?(?:every|each|evry)(?: single)?`
const ANY_DAY = `(?:${PLURAL_WEEKDAY}|${WEEKDAY})`
const AND = '(?: ?, ?(?:and )?| and | & | ?/ ?)(?:on )?(?:every )?'
const DAYS = `(?<days>${ANY_DAY}(?:${AND}${ANY_DAY}){0,6})`
const OF_MONTH = '(?: of (?:the|each|every) month)'
const OF_EACH = '(?: of (?:each|every) month)'
const NTH = `(?:${ORDINAL})`

const UNITS: readonly (readonly [RegExp, Recurrence['freq'], number])[] = [
  [/^min/, 'MINUTELY', 1],
  [/^h/, 'HOURLY', 1],
  [/^day/, 'DAILY', 1],
  [/^w/, 'WEEKLY', 1],
  [/^fortnight/, 'WEEKLY', 2],
  [/^month/, 'MONTHLY', 1],
  [/^quarter/, 'MONTHLY', 3],
  [/^y/, 'YEARLY', 1],
]
const UNIT = '(?<unit>min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|quarters?|years?|yrs?)'
const each = (count: number, unit: string | undefined): Recurrence | null => {
  const found = UNITS.find(([name]) => name.test(unit ?? ''))
  if (found === undefined || !(count >= 1)) return null
  const [, freq, times] = found
  return count * times === 1 ? { freq } : { freq, interval: count * times }
}

const listed = (days: string | undefined): readonly number[] =>
  [...(days ?? '').matchAll(new RegExp(ANY_DAY, 'gu'))].map(([day]) => weekdayOf(day))
const weekly = ({ days }: Groups): Recurrence => ({ freq: 'WEEKLY', byDay: listed(days) })
const monthly = (said: string | undefined): Recurrence | null => {
  const day = ordinalOf(said)
  return day === -1 || (day >= 1 && day <= 31) ? { freq: 'MONTHLY', byMonthDay: [day] } : null
}
const yearly = (d: string | undefined, m: string | undefined): Recurrence | null => onceAYear(monthOf(m), ordinalOf(d))

const ADVERBS: Readonly<Record<string, Recurrence>> = {
  everyday: { freq: 'DAILY' },
  daily: { freq: 'DAILY' },
  nightly: { freq: 'DAILY' },
  weekly: { freq: 'WEEKLY' },
  biweekly: { freq: 'WEEKLY', interval: 2 },
  fortnightly: { freq: 'WEEKLY', interval: 2 },
  monthly: { freq: 'MONTHLY' },
  bimonthly: { freq: 'MONTHLY', interval: 2 },
  quarterly: { freq: 'MONTHLY', interval: 3 },
  yearly: { freq: 'YEARLY' },
  annually: { freq: 'YEARLY' },
  hourly: { freq: 'HOURLY' },
}
// "weekly report": which report, not how often.
const STOP =
  '(?= ?(?:$|[,.;:!?)-])| (?:at|on|by|from|starting|beginning|in|until|till|for|before|after|with|\\d|[a-z]+day))'

const EACH_MONTH = '(?:(?:every|each) month|monthly),? (?:on )?(?:the )?'

export const recurrences: readonly Rule[] = [
  every(`${EACH_MONTH}(?<n>${NTH}) (?:business|working|work) day`, ({ n }) => ({
    freq: 'MONTHLY',
    businessDay: ordinalOf(n),
  })),
  every(`${EACH_MONTH}(?<n>${NTH}) (?<day>${WEEKDAY})`, ({ n, day }) => ({
    freq: 'MONTHLY',
    byDay: [weekdayOf(day)],
    nth: ordinalOf(n),
  })),
  every(`${EACH_MONTH}(?<n>first|last) day`, ({ n }) => monthly(n)),
  every(`${EVERY} (?<n>${NTH})${OF_MONTH}`, ({ n }) => monthly(n)),
  every(`(?:${EVERY}|(?:on )?the) (?<n>${NTH}) (?:business|working|work) day${OF_MONTH}`, ({ n }) => ({
    freq: 'MONTHLY',
    businessDay: ordinalOf(n),
  })),
  every(`${EVERY} (?<n>${NTH}) (?:business|working|work) day`, ({ n }) => ({
    freq: 'MONTHLY',
    businessDay: ordinalOf(n),
  })),
  every(
    `${EVERY} (?<n>first|last) day${OF_MONTH}?|(?:on )?(?:the )?(?<o>first|last) day${OF_EACH}|(?:on )?(?:the )?(?<p>end)${OF_EACH}|${EVERY} month[ -](?<q>end)`,
    ({ n, o }) => monthly((n ?? o) === 'first' ? 'first' : 'last'),
  ),
  every(
    `${EVERY} (?<n>${NTH}) (?<day>${WEEKDAY})${OF_MONTH}?|(?:on )?(?:the )?(?<o>${NTH}) (?<other>${WEEKDAY})${OF_EACH}`,
    ({ n, o, day, other }) =>
      // "every second Friday" is every other one; of the month only when it says so.
      ({ freq: 'MONTHLY', byDay: [weekdayOf(day ?? other)], nth: ordinalOf(n ?? o) }),
  ),
  every(`${EVERY} (?:other|second|2nd) (?<days>${ANY_DAY})`, (groups) => ({ ...weekly(groups), interval: 2 })),
  every(`${EVERY} (?:other|second|2nd) ${UNIT}`, ({ unit }) => each(2, unit)),
  every(
    `${EVERY} (?:year on |year,? )?(?:the )?(?<m>${MONTH}) (?:the )?(?<d>\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL})|${EVERY} (?:year on )?(?:the )?(?<e>\\d{1,2}(?:st|nd|rd|th)?)(?: of)? (?<o>${MONTH})`,
    ({ m, d, e, o }) => yearly(d ?? e, m ?? o),
    noDay('on'),
  ),
  every(`(?:on )?(?:the )?(?<d>${NTH})${OF_EACH}|${EVERY} (?<e>\\d{1,2}(?:st|nd|rd|th))${OF_MONTH}?`, ({ d, e }) =>
    monthly(d ?? e),
  ),
  every(
    `${EVERY} (?:week|business|working|work)[ -]?day|(?:on |all )?weekdays|(?:on )?(?:business|working) days|(?:from )?mon(?:day)? ?(?:to|-|through|thru) ?fri(?:day)?`,
    () => ({ freq: 'WEEKLY', byDay: [1, 2, 3, 4, 5] }),
  ),
  every(`${EVERY} weekends?|(?:on )?weekends`, () => ({ freq: 'WEEKLY', byDay: [6] })),
  every(`${EVERY} (?:half(?: an)? hour|half-hour)`, () => ({ freq: 'MINUTELY', interval: 30 })),
  every(`${EVERY} (?<n>${NUMBER}) (?<days>${PLURAL_WEEKDAY})`, ({ n, days }) => ({
    ...weekly({ days }),
    interval: numberOf(n),
  })),
  every(`${EVERY} (?<n>${NUMBER}) ${UNIT}`, ({ n, unit }) => each(numberOf(n), unit)),
  every(`${EVERY} ${DAYS}`, weekly),
  every(`(?:on )?(?<days>${PLURAL_WEEKDAY}(?:${AND}${ANY_DAY}){0,6})`, weekly),
  rule(`${EVERY} (?<part>morning|afternoon|evening|night)`, ({ part }) => {
    const period = periodOf(part)
    return { kind: 'repeat', recurrence: { freq: 'DAILY' }, ...(period === undefined ? {} : { period }) }
  }),
  every(`${EVERY} ${UNIT}`, ({ unit }) => each(1, unit)),
  every(`(?:once|one time) (?:a|an|per|each|every) ${UNIT}`, ({ unit }) => each(1, unit)),
  every(`${EVERY} (?<m>${MONTH})`, ({ m }) => ({ freq: 'YEARLY', byMonth: [monthOf(m)] })),
  every(`(?<how>${Object.keys(ADVERBS).join('|')})${STOP}`, ({ how }) => ADVERBS[how ?? ''] ?? null),
]
