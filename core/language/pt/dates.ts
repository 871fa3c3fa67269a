import { dayOfLaterMonth, nthBusinessDay, nthWeekday, yearOf } from '../days.ts'
import { type Rule, trap } from '../rule.ts'
import { dayRule, onDate, onDayOfMonth } from './before.ts'
import {
  LONG_MONTH,
  MONTH,
  monthOf,
  NTH_WORD,
  NUMBER,
  nthOf,
  numberOf,
  PLAIN_MONTH,
  WEEKDAY,
  weekdayOf,
} from './words.ts'

const A_MONTH_ON = '(?:mes (?:que|q) vem|proximo mes|mes seguinte|outro mes)'
const NEXT_MONTH = `(?: (?:d|n)[oe] ${A_MONTH_ON})`
const THIS_MONTH = '(?: (?:dest|dess|nest|ness)e mes| do mes(?! (?:que|q) )| do corrente| agora| (?:que|q) vem)'
/** Not the hour of "15h", nor half of "15/12" or "10:30". */
const NOT_A_TIME = '(?! ?(?:h|hs|hrs?|horas?)(?![a-z]))(?!h?\\d|[:/.,-]\\d)(?! da (?:manha|tarde|noite))'
const CARDINAL = `(?:${NUMBER}|primeiro)[ºo°]?`

const dayNumber = (said: string | undefined): number => {
  const word = (said ?? '').replace(/(?<=\d)[ºo°]$/, '')
  return word === 'primeiro' ? 1 : numberOf(word)
}

const PARTS_OF = 'avos|xicaras?|copos?|kg|quilos?|litros?|colher(?:es)?|l|ml|g|porca?o|partes?'
// "sala 3/4", "processo 12/20": numbers of things.
const NUMBERED =
  'sala|apto|ap|apartamento|bloco|torre|processo|lei|artigo|art|capitulo|cap|versao|lote|nf|nota|protocolo|quarto|questao|exercicio|placa|agencia|conta|pagina|pag|episodios?|ep|exercicios?|questoes|licao|licoes|modulo|volume|vol|tomo|passo|item|grupo|turma|parcela|prestacao|placar|proporcao|fracao|numero|n[º°o]?'

const STREET = '(?:rua|r\\.|avenida|av\\.?|praca|alameda|travessa|rodovia|viaduto)'

export const dateTraps: readonly Rule[] = [
  trap(`[1-3]/(?:[2-9]|1[0-6]) ?(?:${PARTS_OF})`),
  trap('(?:1/[2-5]|2/3|3/4) d[aeo]s?(?! (?:manha|tarde|noite|20\\d\\d))'),
  trap('\\d{1,2}/\\d{1,2} avos'),
  trap('(?:parafusos?|brocas?|porcas?|buchas?|canos?|tubos?|chaves?|mangueiras?) (?:de )?\\d{1,2}/(?:2|4|8|16|32)'),
  trap(`(?:${NUMBERED})\\.? (?:n[º°o]?\\.? ?)?#?\\d{1,9}/\\d{1,9}`),
  // Streets are called by dates; of a date one does not say "na 25 de março".
  trap(`(?:${STREET} (?:d[aeo]s? )?|(?:n|pel)a )\\d{1,2} de ${LONG_MONTH}`),
  trap('quinta d[aeo]s? (?!semana|proxim|outra|que|manha|tarde|noite)[a-z]{2,30}'),
  trap('(?:salmos?|versiculo) \\d{1,3}(?::\\d{1,3})?'),
  trap('black friday|terca[ -]feira gorda|terca gorda|sexta[ -]feira santa|sexta santa|hoje em dia'),
]

const UP_TO = '(?: a(?:te)?| ?-| e)(?: [oa])?(?: dia)? '

/** A stretch of days: it is due when it starts. */
const stretches: readonly Rule[] = [
  dayRule(
    `(?:(?:de|do|entre) )?(?:dia )?(?<d>\\d{1,2})/(?<m>\\d{1,2})${UP_TO}\\d{1,2}/\\d{1,2}(?:/\\d{4})?(?![/.,-]?\\d)`,
    ({ d, m }) => onDate(Number(d), Number(m)),
  ),
  dayRule(
    `(?:(?:de|do|entre) )?(?:os )?(?:dias? )?(?<d>${CARDINAL})(?: de (?<own>${MONTH}))?(?:, ?\\d{1,2})*${UP_TO}${CARDINAL} de (?<m>${MONTH})(?: de (?<y>\\d{4}))?`,
    // Over the turn of a year, the year that is said is the end's.
    ({ d, own, m, y }) =>
      own === undefined ? onDate(dayNumber(d), monthOf(m), yearOf(y)) : onDate(dayNumber(d), monthOf(own)),
  ),
  dayRule(
    `(?:(?:de|do|entre) (?:os )?dias? |(?:os )?dias )(?<d>\\d{1,2})(?:, ?\\d{1,2})*${UP_TO}\\d{1,2}${NOT_A_TIME}`,
    ({ d }) => onDayOfMonth(Number(d)),
  ),
]

export const dates: readonly Rule[] = [
  ...stretches,
  dayRule(`(?<n>${NTH_WORD}) dia ute?il(?:(?<next>${NEXT_MONTH})| do mes| deste mes)?`, ({ n, next }) => ({
    find: nthBusinessDay(nthOf(n), next === undefined ? undefined : 1),
  })),
  dayRule(
    `(?<n>${NTH_WORD}) (?<day>${WEEKDAY}) (?:(?<next>d[oe] (?:mes (?:que|q) vem|proximo mes))|d[oe] mes|de (?<m>${MONTH}))`,
    ({ n, day, next, m }) => ({
      find: nthWeekday(nthOf(n), weekdayOf(day), {
        ...(next === undefined ? {} : { ahead: 1 }),
        ...(m === undefined ? {} : { month: monthOf(m) }),
      }),
    }),
  ),
  dayRule('(?:dia )?(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})', ({ y, m, d }) => onDate(Number(d), Number(m), Number(y))),
  dayRule(
    '(?:proximo )?(?:dia )?(?<d>\\d{1,2})(?<sep>[/.-])(?<m>\\d{1,2})\\k<sep>(?<y>\\d{4}|\\d{2})(?![/.,-]?\\d)',
    ({ d, m, y, sep }) => (sep !== '/' && y?.length !== 4 ? null : onDate(Number(d), Number(m), yearOf(y))),
  ),
  dayRule(
    '(?<!\\d[/.,-])(?:proximo )?(?:dia )?(?<d>\\d{1,2})[º°]?/(?<m>\\d{1,2})(?![/.,-]?\\d)(?: de (?<y>\\d{4}))?',
    ({ d, m, y }) => onDate(Number(d), Number(m), yearOf(y)),
  ),
  dayRule(
    `(?:proximo )?(?:dia )?(?<d>${CARDINAL})(?: de |/)(?<m>${MONTH})(?:(?: de |/|, ?| )(?<y>\\d{4})(?!\\d))?`,
    ({ d, m, y }) => onDate(dayNumber(d), monthOf(m), yearOf(y)),
  ),
  dayRule(`(?:dia )?(?<d>\\d{1,2})[ºo°]? ?(?<m>${PLAIN_MONTH})\\.?(?: (?:de )?(?<y>\\d{4}))?`, ({ d, m, y }) =>
    onDate(dayNumber(d), monthOf(m), yearOf(y)),
  ),
  dayRule(`${A_MONTH_ON},? (?:n?o )?dia (?<d>${CARDINAL})${NOT_A_TIME}`, ({ d }) => {
    const day = dayNumber(d)
    const found = onDayOfMonth(day)
    return found === null ? null : { ...found, find: dayOfLaterMonth(day, 1) }
  }),
  dayRule(`(?:proximo )?dia (?<d>${CARDINAL})${NOT_A_TIME}(?<next>${NEXT_MONTH})?${THIS_MONTH}?`, ({ d, next }) => {
    const day = dayNumber(d)
    const found = onDayOfMonth(day)
    return found === null || next === undefined ? found : { ...found, find: dayOfLaterMonth(day, 1) }
  }),
]
