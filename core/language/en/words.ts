/** "check in on Friday", "weigh in once a week": that "in" belongs to the verb, and "in Friday" is not said. */
export const NOT_OF_VERB = '(?<!(?:^| )(?:check|log|sign|clock|weigh|drop|move|sleep|pop|tune|settle|chip|turn|hand) )'

const ONES = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
const TEENS = ['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen']
const TENS: Readonly<Record<string, number>> = { twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, ninety: 90 }
const SMALL = [...ONES, ...TEENS]

/** A number in words. */
const SPELLED = `(?:(?:${Object.keys(TENS).join('|')})(?:[ -](?:${ONES.slice(1, 10).join('|')}))?|${SMALL.slice(1).reverse().join('|')})`
/** A number, in figures or words, or an article. */
export const NUMBER = `(?:\\d{1,3}|${SPELLED}|an?|a couple of|a few)`
export const SPELLED_HOUR = `(?:${ONES.slice(1).reverse().join('|')})`

export const numberOf = (said: string | undefined): number => {
  if (said === undefined) return Number.NaN
  if (/^\d+$/.test(said)) return Number(said)
  if (said === 'a' || said === 'an') return 1
  if (said === 'a couple of') return 2
  if (said === 'a few') return 3
  return said
    .split(/[ -]/)
    .reduce((sum, word) => sum + (TENS[word] ?? (SMALL.includes(word) ? SMALL.indexOf(word) : Number.NaN)), 0)
}

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  fifteenth: 15,
  twentieth: 20,
  thirtieth: 30,
  last: -1,
}
export const ORDINAL = `(?:\\d{1,2}(?:st|nd|rd|th)|${Object.keys(ORDINALS).join('|')})`
export const ordinalOf = (said: string | undefined): number => ORDINALS[said ?? ''] ?? Number.parseInt(said ?? '', 10)

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
export const LONG_WEEKDAY = '(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)'
export const SHORT_WEEKDAY = '(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\\.?'
export const WEEKDAY = `(?:${LONG_WEEKDAY}|${SHORT_WEEKDAY})`
export const PLURAL_WEEKDAY = '(?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays)'

/** 1 is Monday. */
export const weekdayOf = (said: string | undefined): number => WEEKDAYS.indexOf((said ?? '').slice(0, 3)) + 1

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
export const MONTH =
  '(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?)'
export const monthOf = (said: string | undefined): number => MONTHS.indexOf((said ?? '').slice(0, 3)) + 1
