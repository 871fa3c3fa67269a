import { type Groups, type Meaning, type Rule, rule } from '../rule.ts'
import { PLURAL_WEEKDAY, WEEKDAY, weekdayOf } from './words.ts'

const BUT = '(?:except(?: for)?|excluding|but not|other than|skipping)(?: on)?'
const ANY_DAY = `(?:${PLURAL_WEEKDAY}|${WEEKDAY})`
const WEEKEND = '(?:the )?weekends?'
const NONE = `(?:${ANY_DAY}|${WEEKEND}|(?:public |bank )?holidays?)`

const daysIn = ({ days }: Groups): Meaning => {
  const named = [...(days ?? '').matchAll(new RegExp(`${ANY_DAY}|${WEEKEND}`, 'gu'))]
  return { kind: 'except', days: named.flatMap(([day]) => (/weekend/.test(day) ? [6, 7] : [weekdayOf(day)])) }
}

/** On which of its days a recurrence is not meant to happen. Holidays are not known: they only leave the title. */
export const exceptions: readonly Rule[] = [
  rule(`${BUT} (?<days>${NONE}(?:(?:,? and |, ?| or )(?:on )?${NONE}){0,5})`, daysIn),
]
