import { noDay, type Rule, rule } from '../rule.ts'
import { MONTH, NUMBER, ORDINAL, WEEKDAY } from './words.ts'

/** Where it ends, rather than going on to what it is of: "the early May report". */
const STOP =
  "(?!')(?= ?(?:$|[,.;:!?)-])| (?:at|by|in|on|with|for|to|before|after|and|or|from|until|around|please|noon|\\d))"
const said = (source: string): Rule => rule(`(?:${source})${STOP}`, () => noDay('on'))

/** "the notes of last week", "the plan for next quarter": of a thing, not of the doing. */
const NOT_OF = '(?<!(?:^| )(?:of|from|for|about|the|since) )'
const IN = '(?:(?:sometime )?in|by|until|till|during|around|starting(?: in)?)'
const VAGUE = '(?:early |late |mid[ -]|the (?:start|beginning|middle|end|month) of )'
const YEAR = '(?:,?(?: of)? 20\\d\\d)?'
// April, May, June and Jan are also people.
const NO_NAME = '(?!apr|may|jun|jan(?:\\.| |$))'

const HOLIDAY = [
  "christmas(?: (?:eve|day))?|xmas|new year(?:'?s)?(?: (?:eve|day))?|easter|thanksgiving(?: day)?|halloween|carnival",
  "valentine'?s(?: day)?|(?:mother|father)'?s day|(?:labor|labour|independence|memorial|boxing) day|(?:bank )?holidays?",
  'summer|winter|spring|autumn',
].join('|')

const NOT_FROM = '(?<!(?:^| )(?:of|from|for|about) )'
const STRETCH = 'week|weekend|half|quarter|fortnight'
const ANY_YEAR = '(?:the|this|next) (?:month|year)|20\\d\\d'
const COMING = 'quarter|semester|term|season|summer|winter|spring|autumn|fall|decade|christmas|easter'

/** Words that say when, of which no day can be told for certain. */
export const unread: readonly Rule[] = [
  said(`${IN} ${VAGUE}?${MONTH}${YEAR}`),
  said(`(?:before|after|for|from) ${VAGUE}?${NO_NAME}${MONTH}${YEAR}`),
  said(`${VAGUE}(?:${MONTH}${YEAR}|20\\d\\d)`),
  said(`${IN} ${VAGUE}?20\\d\\d`),
  said(`(?:${IN}|for) (?:0?[1-9]|1[0-2])/20\\d\\d`),
  said('(?:on|until|till) \\d{1,2}[.-]\\d{1,2}(?![.,:/-]?\\d)'),
  said(`(?:(?:in|on|by|during) )?${NOT_FROM}the ${ORDINAL} (?:${STRETCH}) (?:of|in) (?:${MONTH}${YEAR}|${ANY_YEAR})`),
  said(`${NOT_OF}(?:in (?:the )?)?next (?:${COMING})`),
  said('in the (?:next|coming) (?:few )?(?:days|weeks|months|years)'),
  said(`(?:in|within) ${NUMBER} (?:quarters?|semesters?|terms?|decades?)`),
  said(`${NOT_OF}(?:yesterday|(?:last|previous|past) (?:week|weekend|month|quarter|year|night|${WEEKDAY}))`),
  said(`(?:on|at|in|by|before|after|until|till|over|during|around) (?:the )?(?:${HOLIDAY}|fall)`),
  said(`(?<=^)(?:${HOLIDAY})(?=,? at )`),
]
