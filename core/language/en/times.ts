import { type Groups, type Meaning, type Period, type Rule, rule } from '../rule.ts'
import { LONG_WEEKDAY, NUMBER, numberOf, SPELLED_HOUR, WEEKDAY } from './words.ts'

const AT =
  '(?:(?:at|by|to|around|about|from|until|till|before|after|starting at|starting|for|@|due at|due by)(?: (?:about|around|exactly|like|at))? |@)'
const HOUR = '(?:[01]?\\d|2[0-4])'
const HALF = '(?<half>[ap])\\.?m\\.?'
const PART = '(?: (?:in the |at )(?<part>morning|afternoon|evening|night))'
const SHARP = '(?: (?:sharp|on the dot))?'
const PERIODS: Readonly<Record<string, Period>> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'night',
  night: 'night',
}
export const periodOf = (said: string | undefined): Period | undefined => PERIODS[said ?? '']

const timeOf = ({ h, m, half, part }: Groups): Meaning | null => {
  const [said, minute] = [numberOf(h), m === undefined ? 0 : numberOf(m)]
  if (half !== undefined) {
    if (!(said >= 1 && said <= 12)) return null
    return { kind: 'time', hour: (said % 12) + (half === 'p' ? 12 : 0), minute }
  }
  if (!(said <= 24) || (said === 24 && minute > 0)) return null
  const period = periodOf(part)
  // "05:30" with its zero is a clock of 24 hours.
  const loose = !(h ?? '').startsWith('0')
  return { kind: 'time', hour: said, minute, loose, ...(period === undefined ? {} : { period }) }
}

const NO_PLURAL =
  "(?! ?[/:.,-]\\d| ?%|')(?! (?!(?:as|this|its|is|always|his|across|unless|perhaps|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|boss|sales|minus|plus)(?![a-z]))[a-z]{1,30}s(?![a-z]))(?! (?:percent|degrees|st|street|avenue|ave|road|rd|main|km|miles|kg|usd|euros?|dollars?)(?![a-z]))(?! [a-z]{1,20} (?:street|st|avenue|ave|road|rd|lane|boulevard|blvd|terrace)(?![a-z]))"
const TO = ' ?(?:-|to|until|till|and) ?'

const MINUTES: Readonly<Record<string, number>> = { 'half past': 30, 'quarter past': 15, 'a quarter past': 15 }

export const times: readonly Rule[] = [
  rule(
    `(?:(?:from|between|at) )?(?<h>${HOUR})(?::(?<m>[0-5]\\d))? ?(?<half>[ap])\\.?m\\.?(?: ?(?:-|to|till|until|and) ?)(?:noon|midday|midnight)`,
    timeOf,
  ),
  rule(
    `(?:(?:from|between|at) )?(?<h>${HOUR})(?::(?<m>[0-5]\\d))?(?: ?(?<first>[ap])\\.?m\\.?)?${TO}${HOUR}(?::[0-5]\\d)? ?${HALF}`,
    ({ first, half, ...time }) => {
      // "11-1pm" starts in the morning, "2-4pm" in the afternoon.
      const start = first ?? (half === 'p' && numberOf(time.h) < 12 && numberOf(time.h) > 7 ? 'a' : half)
      return timeOf({ ...time, half: start })
    },
  ),
  rule(`(?:from|between) (?<h>${HOUR})(?::(?<m>[0-5]\\d))?${TO}${HOUR}(?::[0-5]\\d)?${NO_PLURAL}`, timeOf),
  rule(`(?:at )?(?<h>${HOUR}):(?<m>[0-5]\\d)${TO}${HOUR}:[0-5]\\d`, timeOf),
  rule(`${AT}?(?<h>${HOUR}|${SPELLED_HOUR})(?:[:.](?<m>[0-5]\\d))? ?${HALF}${PART}?${SHARP}`, timeOf),
  rule(`(?:${AT})?(?:(?:12 )?noon|midday|12 noon)`, () => ({ kind: 'time', hour: 12, minute: 0 })),
  rule(`(?:${AT})?(?:12 )?midnight`, () => ({ kind: 'time', hour: 0, minute: 0 })),
  rule(
    `(?:${AT})?(?<how>half past|a quarter past|quarter past) (?<h>1[0-2]|[1-9]|${SPELLED_HOUR})(?: ?${HALF})?${PART}?`,
    ({ how, ...time }) => timeOf({ ...time, m: String(MINUTES[how ?? ''] ?? 0) }),
  ),
  rule(`(?:${AT})?(?:a )?quarter to (?<h>1[0-2]|[1-9]|${SPELLED_HOUR})(?: ?${HALF})?${PART}?`, ({ h, ...time }) =>
    timeOf({ ...time, h: String(numberOf(h) === 1 ? 12 : numberOf(h) - 1), m: '45' }),
  ),
  rule(`(?:${AT})?(?<h>${HOUR}|${SPELLED_HOUR}) ?o'? ?clock${PART}?`, timeOf),
  rule(`${AT}?(?<h>${HOUR}):(?<m>[0-5]\\d)(?::[0-5]\\d)?(?: ?h)?${PART}?${SHARP}`, timeOf),
  rule(
    `(?:at|around|@|by|until|till|before|after) (?:about |around |like )?(?<h>${HOUR}|${SPELLED_HOUR})${PART}${SHARP}`,
    timeOf,
  ),
  rule(
    `(?:at |around |@ ?)(?:about |around |like )?(?<h>${HOUR}|${SPELLED_HOUR})(?: (?<m>thirty|fifteen|forty-five))?${SHARP}${NO_PLURAL}`,
    timeOf,
  ),
  // "at 1600 hours", "at 0730": four figures are a number, unless what stands by them makes them a clock.
  rule(
    `(?:at|by|until|till|before|after) (?:(?<h>[01]\\d|2[0-3])(?<m>[0-5]\\d)(?: ?(?:hours|hrs|h)(?![a-z])|(?= (?:today|tomorrow|tonight|on|${LONG_WEEKDAY})))|(?<early>0\\d)(?<n>[0-5]\\d)(?=[.!?]?$|[,;.!?] ))`,
    ({ h, m, early, n }) => timeOf({ h: `0${h ?? early}`.slice(-2), m: m ?? n }),
  ),
  rule(
    `(?:by|before|after|until) (?<h>1[0-2]|[1-9])(?= ?(?:$|[,.;!?)](?!\\d))| (?:today|tomorrow|on|${LONG_WEEKDAY}))`,
    timeOf,
  ),
  rule(`(?<h>1[0-2]|[1-9]|${SPELLED_HOUR})(?::(?<m>[0-5]\\d))? in the (?<part>morning|afternoon|evening)`, timeOf),
]

const inPart = ({ part }: Groups): Meaning | null => {
  const period = periodOf(part)
  return period === undefined ? null : { kind: 'period', period }
}

export const periods: readonly Rule[] = [
  rule(
    `(?<=(?:today|tomorrow|tmrw|tmr|${LONG_WEEKDAY}|${WEEKDAY}|day|\\d(?:st|nd|rd|th)?|week) )(?:early |late )?(?:in the )?(?<part>morning|afternoon|evening|night)`,
    inPart,
  ),
  rule('(?:early |late )?(?:in the |during the |at )(?<part>morning|afternoon|evening|night)(?! of)', inPart),
]

const IN = '(?:in|within) (?:about |another )?'
const HOURS = '(?:hours?|hrs?|h)'
const MINUTE = '(?:minutes?|mins?|m)'

export const afters: readonly Rule[] = [
  rule(`${IN}(?<h>\\d{1,2})[.]5 ?${HOURS}`, ({ h }) => ({ kind: 'after', minutes: 60 * numberOf(h) + 30 })),
  rule(`${IN}(?:half an hour|a half hour|half hour)`, () => ({ kind: 'after', minutes: 30 })),
  rule(`${IN}(?:an?|one) hour and a half`, () => ({ kind: 'after', minutes: 90 })),
  rule(`${IN}(?<h>${NUMBER})(?: and a half) hours`, ({ h }) => ({ kind: 'after', minutes: 60 * numberOf(h) + 30 })),
  rule(`${IN}(?<h>${NUMBER}) ?${HOURS}(?:,? (?:and )?(?<m>${NUMBER}) ?${MINUTE}|(?<n>[0-5]\\d))?`, ({ h, m, n }) => ({
    kind: 'after',
    minutes: 60 * numberOf(h) + (m === undefined ? Number(n ?? 0) : numberOf(m)),
  })),
  rule(`${IN}(?<m>${NUMBER}) ?${MINUTE}`, ({ m }) => ({ kind: 'after', minutes: numberOf(m) })),
  rule(`(?<h>${NUMBER}) hours? from now`, ({ h }) => ({ kind: 'after', minutes: 60 * numberOf(h) })),
  rule(`(?<m>${NUMBER}) ${MINUTE} from now`, ({ m }) => ({ kind: 'after', minutes: numberOf(m) })),
]
