import {
  comingWeekday,
  dayAndMonth,
  dayOfLaterMonth,
  dayOfMonth,
  endOfMonth,
  endOfWeek,
  endOfYear,
  type FindDay,
  inBusinessDays,
  inDays,
  inMonths,
  later,
  nextWeekday,
  nthBusinessDay,
  nthWeekday,
  startOfMonth,
  startOfNextYear,
  weekdayOfNextWeek,
  weekdayOfThisWeek,
  weekend,
  yearOf,
} from '../days.ts'
import { type DayMeaning, type Groups, noDay, type Role, type Rule, rule, TRAP } from '../rule.ts'
import {
  LONG_WEEKDAY,
  MONTH,
  monthOf,
  NOT_OF_VERB,
  NUMBER,
  numberOf,
  ORDINAL,
  ordinalOf,
  PLURAL_WEEKDAY,
  SHORT_WEEKDAY,
  WEEKDAY,
  weekdayOf,
} from './words.ts'

const BEFORE = `(?<before>(?:(?:is |are |that is |that's )?due |(?:with (?:a )?)?deadline:? (?:of |is )?|scheduled )?(?:(?:by )?(?:the )?(?:eod|end of (?:the )?day|cob|close of business) )?(?:(?:not later than|no later than|starting|starting on|starting from|beginning|effective|as of|not before|by|before|until|till|til|thru|through|on|for|from|to|this coming|${NOT_OF_VERB}in|at|of|over|during|after|@) )?(?:the )?)`

const roleOf = (before: string): Role => {
  if (/start|begin|effective|as of|from|after|not before/.test(before)) return 'from'
  if (/by|before|until|til|thru|through|due|deadline|later than/.test(before)) return 'until'
  return /of /.test(before) ? 'of' : 'on'
}

type Found = Omit<DayMeaning, 'kind' | 'role'>

// "tomorrow's meeting" is about a meeting.
const NOT_OWNED = "(?!')"
const dayRule = (source: string, read: (groups: Groups) => Found | null): Rule =>
  rule(`${BEFORE}(?:${source})${NOT_OWNED}`, (groups) => {
    const found = read(groups)
    const role = roleOf(groups.before ?? '')
    return found === null ? noDay(role) : { kind: 'day', role, ...found }
  })
const said = (source: string, find: FindDay): Rule => dayRule(source, () => ({ find }))
const guessed = (source: string, find: FindDay): Rule => dayRule(source, () => ({ find, guess: true }))

const onDate = (day: number, month: number, year?: number): Found | null =>
  month < 1 || month > 12 || day < 1 || day > 31
    ? null
    : { find: dayAndMonth(day, month, year), by: { byMonth: [month], byMonthDay: [day] } }
const onWeekday = (weekday: number, find: FindDay = comingWeekday(weekday)): Found => ({
  find,
  weekday,
  by: { byDay: [weekday] },
})

/** 12/15 is read as months first; 15/12 can only be a day first; 3/1 could be either, so it is neither. */
const figures = (first: number, second: number, year?: number): Found | null => {
  if (first > 12) return onDate(first, second, year)
  return second > 12 ? onDate(second, first, year) : null
}

/** Where "the 2nd" ends, rather than going on to "the 2nd floor". */
const STOP =
  '(?= ?(?:$|[,.;:!?)-])| (?:at|by|in|on|with|for|to|before|after|and|or|from|until|please|noon|every|each|of|via|\\d))'

const COUNTED =
  'floor|street|st|avenue|ave|draft|chapter|page|edition|place|anniversary|birthday|row|line|try|attempt|century|grade|level|hole|version|season|episode|time|day of|week|month|quarter|element|amendment|installment|of (?!the month|this month|every|each)'
const NTH_DAY = '(?<d>\\d{1,2}(?:st|nd|rd|th))(?: of (?:this|the) month)?'
const onNth = ({ d }: Groups): Found | null => {
  const day = ordinalOf(d)
  return day < 1 || day > 31 ? null : { find: dayOfMonth(day), by: { byMonthDay: [day] } }
}

const UP_TO = '(?: (?:to|through|thru|until|till|and) | ?- ?)'

const dates: readonly Rule[] = [
  // A stretch of days: it is due when it starts.
  dayRule(
    `(?:between )?(?<m>${MONTH}) (?<d>\\d{1,2})(?:st|nd|rd|th)?${UP_TO}(?<other>${MONTH} )?\\d{1,2}(?:st|nd|rd|th)?(?![:/]?\\d)(?! ?[ap]\\.?m)(?:,? (?<y>\\d{4}))?`,
    // Over the turn of a year, the year that is said is the end's.
    ({ d, m, y, other }) => onDate(Number(d), monthOf(m), other === undefined ? yearOf(y) : undefined),
  ),
  dayRule('(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})', ({ y, m, d }) => onDate(Number(d), Number(m), Number(y))),
  dayRule('(?<!\\d[/.,-])(?<a>\\d{1,2})/(?<b>\\d{1,2})(?:/(?<y>\\d{4}|\\d{2}))?(?![/.,-]?\\d)', ({ a, b, y }) =>
    figures(Number(a), Number(b), yearOf(y)),
  ),
  dayRule(
    `(?<m>${MONTH}) (?:the )?(?<d>\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL})(?![:/]\\d)(?! ?[ap]\\.?m)(?:,? (?<y>\\d{4}))?`,
    ({ d, m, y }) => onDate(ordinalOf(d), monthOf(m), yearOf(y)),
  ),
  dayRule(`(?<d>\\d{1,2}(?:st|nd|rd|th)?|${ORDINAL})(?: of)? (?<m>${MONTH})(?:,? (?<y>\\d{4}))?`, ({ d, m, y }) =>
    onDate(ordinalOf(d), monthOf(m), yearOf(y)),
  ),
  dayRule('(?<d>\\d{1,2}(?:st|nd|rd|th)) of next month', ({ d }) => {
    const day = ordinalOf(d)
    return day > 31 ? null : { find: dayOfLaterMonth(day, 1), by: { byMonthDay: [day] } }
  }),
  // "on the 2nd floor", "the 5th element": counted, not scheduled.
  dayRule(`(?<=(?:^| )(?:on|by|until|till|before|due)(?: the)? )${NTH_DAY}(?! (?:${COUNTED})(?![a-z]))`, onNth),
  dayRule(`(?<=(?:^| )the )${NTH_DAY}${STOP}`, onNth),
]

const IN = '(?:in|within) (?:about |another )?'
const FROM_NOW = '(?:from now|from today|hence|later)'
const span = (unit: string, find: (count: number) => FindDay): readonly Rule[] => [
  rule(`${IN}(?<n>${NUMBER}) ?${unit}(?:'? time)?`, ({ n }) => ({
    kind: 'day',
    role: 'on',
    find: find(numberOf(n)),
    guess: n === 'a few',
  })),
  rule(`(?<n>${NUMBER}) ${unit} ${FROM_NOW}`, ({ n }) => ({
    kind: 'day',
    role: 'on',
    find: find(numberOf(n)),
    guess: n === 'a few',
  })),
]

const nths: readonly Rule[] = [
  dayRule(
    `(?<n>${ORDINAL}) (?<day>${WEEKDAY}) (?:of|in) (?:(?<next>next month)|(?:the|this) month|(?<m>${MONTH}))`,
    ({ n, day, next, m }) => ({
      find: nthWeekday(ordinalOf(n), weekdayOf(day), {
        ...(next === undefined ? {} : { ahead: 1 }),
        ...(m === undefined ? {} : { month: monthOf(m) }),
      }),
    }),
  ),
  dayRule(
    `(?<n>${ORDINAL}) (?:business|working|work) day(?: of (?:(?<next>next month)|(?:the|this) month))?`,
    ({ n, next }) => ({
      find: nthBusinessDay(ordinalOf(n), next === undefined ? undefined : 1),
    }),
  ),
]

const spans: readonly Rule[] = [
  said('next (?:business|working|work) day', inBusinessDays(1)),
  ...span('(?:business|working|work) days?', inBusinessDays),
  ...span('days?', inDays),
  ...span('(?:weeks?|wks?)', (count) => inDays(7 * count)),
  ...span('fortnights?', (count) => inDays(14 * count)),
  ...span('months?', inMonths),
  ...span('(?:years?|yrs?)', (count) => inMonths(12 * count)),
  dayRule(
    `(?<n>${NUMBER}) (?<unit>weeks?|days?) (?:from|after) (?<day>tomorrow|${LONG_WEEKDAY})`,
    ({ n, unit, day }) => {
      const find = day === 'tomorrow' ? inDays(1) : comingWeekday(weekdayOf(day))
      return { find: later(find, numberOf(n) * (unit?.startsWith('w') === true ? 7 : 1)) }
    },
  ),
  said('day after (?:tomorrow|tmrw|tmr|tomorow)', inDays(2)),
  said('(?:tomorrow|tmrw|tmr|tmw|tomorow|tommorow|tommorrow|2morrow)', inDays(1)),
  dayRule('(?:tonight|tonite|this evening)', () => ({ find: inDays(0), period: 'night' })),
  dayRule('this (?<part>morning|afternoon)', ({ part }) => ({
    find: inDays(0),
    period: part === 'morning' ? 'morning' : 'afternoon',
  })),
  said('(?:later )?today', inDays(0)),
  guessed('(?:end of (?:the )?day|eod|cob|close of business)', inDays(0)),
  guessed('(?:end of (?:the |this )?week|eow)', endOfWeek),
  said('(?:end|last day) of next month', endOfMonth(1)),
  said('(?:(?:end|last day) of (?:the |this )?month|eom|month[ -]end)', endOfMonth()),
  said('(?:(?:end|last day) of (?:the |this )?year|eoy)', endOfYear),
  guessed('(?:start|beginning|first day) of next month|next month', startOfMonth(1)),
  said('(?:start|beginning) of next week|next week', weekdayOfNextWeek(1)),
  guessed('end of next week', weekdayOfNextWeek(5)),
  guessed('next year', startOfNextYear),
  guessed('this week', endOfWeek),
  said('(?:(?:this|next|coming) )?weekend', weekend),
]

const DAY = `(?<day>${WEEKDAY})`
const NAMED = '(?<!(?:^| )(?:black|good|super|ash|cyber|last|previous|past|a) )'
const weekdays: readonly Rule[] = [
  // "in 2 Fridays": the second one from now.
  dayRule(
    `(?:in )?(?<n>${NUMBER}) (?<day>${PLURAL_WEEKDAY}) ${FROM_NOW}|in (?<m>${NUMBER}) (?<other>${PLURAL_WEEKDAY})`,
    ({ n, m, day, other }) => {
      const weekday = weekdayOf(day ?? other)
      return onWeekday(weekday, later(nextWeekday(weekday), 7 * (numberOf(n ?? m) - 1)))
    },
  ),
  dayRule(`${DAY}(?: of)? next week|next week(?: on)? (?<other>${WEEKDAY})`, ({ day, other }) =>
    onWeekday(weekdayOf(day ?? other), weekdayOfNextWeek(weekdayOf(day ?? other))),
  ),
  dayRule(`${DAY} this week`, ({ day }) => onWeekday(weekdayOf(day), weekdayOfThisWeek(weekdayOf(day)))),
  dayRule(`next (?<day>${WEEKDAY})`, ({ day }) => onWeekday(weekdayOf(day), nextWeekday(weekdayOf(day)))),
  dayRule(`(?:this|coming|upcoming) (?<day>${WEEKDAY})`, ({ day }) => onWeekday(weekdayOf(day))),
  dayRule(`${NAMED}(?<day>${LONG_WEEKDAY})`, ({ day }) => onWeekday(weekdayOf(day))),
  dayRule(`(?<=(?:^| )(?:on|by|before|until|till|for|due|to|from|next|this) )${DAY}`, ({ day }) =>
    onWeekday(weekdayOf(day)),
  ),
  dayRule(
    `${NAMED}(?<day>${SHORT_WEEKDAY})(?= ?(?:$|[,.;:!?)-])| (?:at|by|in the|\\d|morning|afternoon|evening|night|noon|with))`,
    ({ day }) => onWeekday(weekdayOf(day)),
  ),
]

export const dayTraps: readonly Rule[] = [
  rule(
    `(?:last|previous|past) (?:${LONG_WEEKDAY}(?! (?:of|in) )|week|month|year|night)|(?:black|good|cyber) (?:friday|monday)`,
    () => TRAP,
  ),
  rule('\\d{1,2}/\\d{1,2} (?:cups?|inch(?:es)?|teaspoons?|tsp|tbsp|miles?|of|lbs?|pounds?)', () => TRAP),
  rule(
    '(?:room|apt|apartment|suite|unit|flat|block|page|chapter|section|version|score|rated|invoice|order|ticket|issue|number|no\\.?) #?\\d{1,9}/\\d{1,9}',
    () => TRAP,
  ),
]

export const days: readonly Rule[] = [...dates, ...nths, ...weekdays, ...spans]
