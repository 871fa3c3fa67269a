import { type Groups, type Meaning, type Rule, rule } from '../rule.ts'
import { PLURAL_WEEKDAY, SHORT_WEEKDAY, WEEKDAY, weekdayOf } from './words.ts'

const BUT = '(?:exceto|menos|salvo|fora|tirando|sem contar|pulando|com excecao d[eo]s?|que nao (?:seja|sejam|for))'
const ON = '(?: (?:n?[ao]s?|aos?|em|(?:n?os )?dias? de))?'
const ANY_DAY = `(?:${PLURAL_WEEKDAY}|${WEEKDAY}|${SHORT_WEEKDAY})`
const WEEKEND = '(?:(?:fim|fins|final|finais) de semana|fds)'
const NONE = `(?:${ANY_DAY}|${WEEKEND}|feriados?(?: nacionais)?)`

const daysIn = ({ days }: Groups): Meaning => {
  const named = [...(days ?? '').matchAll(new RegExp(`${ANY_DAY}|${WEEKEND}`, 'gu'))]
  return { kind: 'except', days: named.flatMap(([day]) => (/^f/.test(day) ? [6, 7] : [weekdayOf(day)])) }
}

/** On which of its days a recurrence is not meant to happen. Holidays are not known: they only leave the title. */
export const exceptions: readonly Rule[] = [
  rule(`(?:e )?${BUT}${ON} (?<days>${NONE}(?:(?:, ?| e )(?:n?[ao]s? )?${NONE}){0,5})`, daysIn),
]
