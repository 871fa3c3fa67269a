import {
  endOfMonth,
  endOfWeek,
  endOfYear,
  type FindDay,
  inBusinessDays,
  inDays,
  inMonths,
  inNamedMonth,
  startOfMonth,
  startOfNextYear,
  weekdayOfNextWeek,
  weekend,
} from '../days.ts'
import type { Rule } from '../rule.ts'
import { rule } from '../rule.ts'
import { dayRule } from './before.ts'
import { LONG_MONTH, monthOf, NUMBER, numberOf } from './words.ts'

const IN = '(?:daqui (?:a |ha |uns |umas )?|dentro de |em )(?:mais |cerca de )?'
const COMING = '(?:que|q) vem'
const END = '(?:o )?(?:fim|final|finzinho)'
const START = '(?:o )?(?:inicio|comeco|comecinho)'

const said = (source: string, find: FindDay): Rule => dayRule(source, () => ({ find }))
const guessed = (source: string, find: FindDay): Rule => dayRule(source, () => ({ find, guess: true }))

const inSpan = (unit: string, find: (count: number) => FindDay): Rule =>
  dayRule(`${IN}(?<vague>uns |umas )?(?<n>${NUMBER}) ?(?:${unit})`, ({ n, vague }) => ({
    find: find(numberOf(n)),
    ...(vague === undefined ? {} : { guess: true }),
  }))

/** Days that are said by how far away they are. */
export const spans: readonly Rule[] = [
  inSpan('dias? ute?is|dias? util', inBusinessDays),
  inSpan('(?:dias?|d)', inDays),
  said('proximo dia util', inBusinessDays(1)),
  inSpan('(?:semanas?|sem)', (count) => inDays(7 * count)),
  inSpan('quinzenas?', (count) => inDays(15 * count)),
  inSpan('mes(?:es)?', inMonths),
  inSpan('anos?', (count) => inMonths(12 * count)),
  said('(?:depois|dps) (?:de |d)?(?:amanha|amnh|amanh)', inDays(2)),
  said('(?:amanha|amnh|amnha|amanh)(?: mesmo)?', inDays(1)),
  said('(?:ainda )?(?:hoje|hj)(?: mesmo| ainda)?', inDays(0)),
  guessed(`${END} d[oe] dia`, inDays(0)),
  said(`(?<!(?:^| )de )(?:(?:(?:o )?proximo )?(?:fim|final) de semana|fds)(?: ${COMING}| agora)?`, weekend),
  guessed(`${START} (?:da semana(?: ${COMING})?|da proxima semana)`, weekdayOfNextWeek(1)),
  guessed(`${END} da (?:semana ${COMING}|proxima semana)`, weekdayOfNextWeek(5)),
  guessed(`${END} d(?:a|esta|essa) semana`, endOfWeek),
  said(
    `(?:semana ${COMING}|prox(?:ima|\\.)? semana|semana seguinte|(?<=(?:na|da|pra|para a) )outra semana)`,
    weekdayOfNextWeek(1),
  ),
  said(`(?:${END}|(?:o )?ultimo dia) d[oe] (?:mes ${COMING}|proximo mes)`, endOfMonth(1)),
  said(`(?:${END}|(?:o )?ultimo dia) d(?:o|este|esse) mes`, endOfMonth()),
  said(`(?<!(?:^| )de )${END} de mes`, endOfMonth()),
  guessed(`(?:${START}|(?:o )?primeiro dia) d[oe] (?:mes ${COMING}|proximo mes|mes)`, startOfMonth(1)),
  dayRule(`(?:(?<end>${END}|(?:o )?ultimo dia)|${START}) de (?<m>${LONG_MONTH})`, ({ end, m }) =>
    end === undefined ? { find: inNamedMonth(monthOf(m), 1), guess: true } : { find: inNamedMonth(monthOf(m), -1) },
  ),
  guessed(`mes ${COMING}|proximo mes|mes seguinte`, startOfMonth(1)),
  said(`${END} d(?:o|este|esse) ano`, endOfYear),
  guessed(`ano ${COMING}|proximo ano`, startOfNextYear),
  rule('(?:ainda )?(?:(?:pra|para|ate) )?(?:nest|ness|est|ess)a semana(?: ainda)?', () => ({
    kind: 'day',
    role: 'on',
    find: endOfWeek,
    guess: true,
  })),
]
