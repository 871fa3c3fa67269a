import { comingWeekday, later, nextWeekday, weekdayOfNextWeek, weekdayOfThisWeek } from '../days.ts'
import type { Rule } from '../rule.ts'
import { dayRule, onWeekday } from './before.ts'
import { NTH_WORD, NUMBER, numberOf, PLURAL_WEEKDAY, SHORT_WEEKDAY, WEEKDAY, weekdayOf } from './words.ts'

// "a segunda parcela", "segunda via": counted, not scheduled.
const COUNTED = [
  'vias?|parcela|fase|etapa|edicao|temporada|vez|parte|serie|dose|versao|rodada|chamada|quinzena|metade|opcao',
  'prova|turma|guerra|mao|divisao|linha|coluna|pagina|unidade|cobranca|tentativa|entrega|sessao|instancia|classe',
  'categoria|geracao|camada|tela|posicao|colocad[ao]|avenida|potencia|volta|prestacao|mensalidade|semana|lua|visita',
  'demao|vacina|marcha|pessoa|lista|pauta|fileira|poltrona|prateleira|gaveta|esquina|pergunta|questao|sinfonia|emenda|remessa|vara|estrofe|santa|maior|melhor|pior|feira de',
].join('|')
const NOT_COUNTED = `(?! (?:e (?:a )?${NTH_WORD} )?(?:${COUNTED})(?![a-z]))`
// "sexta passada" is over, "Black Friday" is a name.
const NOT_PAST = '(?! (?:passad|retrasad|anterior))'
const NO_ARTICLE =
  '(?<!(?:^|(?<!ate|para|pra|desde|apos) )(?:a|uma|minha|sua|nossa|toda|cada|ultim[ao]|primeir[ao]|outr[ao]|n[ao] ultim[ao]) )'

const NEXT_WEEK = '(?:n[ao] |d[ao] )?(?:semana (?:que|q) vem|prox(?:ima|\\.)? semana|outra semana|semana seguinte)'
const COMING = '(?: (?:que|q) vem| proxim[ao])'
const DAY = `(?<day>${WEEKDAY}|${SHORT_WEEKDAY})`
/** An abbreviation counts where a sentence could end or go on to say the time. */
export const STOP =
  '(?= ?(?:$|[,.;:!?)-])| (?:\\d|as |ao |a |de |da |do |pela |pelo |das |dos |entre |umas |la |cedo|manha|tarde|noite|meio|com |pra |para |na |no |em |por |ate |e |sem ))'

// "bloco 2a", "a 2a via": which one, not when.
const SECOND_A =
  '(?<!(?:^| )(?:sala|bloco|apto|ap|torre|turma|serie|item|casa|linha|a|uma|minha) )(?<day>[2-6]a)(?= ?(?:$|[,.;!?)])| (?:\\d|as |ao |a (?:tarde|noite)|de (?:manha|tarde|noite)|cedo|(?:que|q) vem))'
const OTHER = '(?:(?:n|d)?a |pra |para a )?(?:outra|seguinte|proxima|que vem)'

const named = (source: string): Rule => dayRule(source, ({ day }) => onWeekday(weekdayOf(day)))
const next = (source: string): Rule =>
  dayRule(source, ({ day }) => onWeekday(weekdayOf(day), nextWeekday(weekdayOf(day))))
const nextWeek = (source: string): Rule =>
  dayRule(source, ({ day }) => onWeekday(weekdayOf(day), weekdayOfNextWeek(weekdayOf(day))))

export const weekdays: readonly Rule[] = [
  nextWeek(`${NEXT_WEEK},? (?:n[ao] )?${DAY}`),
  nextWeek(`${DAY},? ${NEXT_WEEK}`),
  dayRule(`${DAY} (?:d?est|d?ess|nest|ness)a (?:mesma )?semana`, ({ day }) =>
    onWeekday(weekdayOf(day), weekdayOfThisWeek(weekdayOf(day))),
  ),
  // "em 2 sextas": the second one from now.
  dayRule(`(?:daqui (?:a |ha )?|dentro de |em )(?:mais )?(?<n>${NUMBER}) (?<day>${PLURAL_WEEKDAY})`, ({ n, day }) =>
    onWeekday(weekdayOf(day), later(nextWeekday(weekdayOf(day)), 7 * (numberOf(n) - 1))),
  ),
  next(`(?:d?a )?prox(?:im[ao]|\\.)? (?<day>${WEEKDAY}|${SHORT_WEEKDAY}|ter)${NOT_COUNTED}${COMING}?`),
  // Thursday "sem ser essa, a outra": the one after the coming one.
  dayRule(
    `${DAY}${COMING}?,? (?:(?:mas )?(?:sem ser|nao|nao e) (?:n?ess|n?est|a proxim)a(?: agora)?)(?:,? (?:mas |e )?(?:sim )?${OTHER})?`,
    ({ day }) => onWeekday(weekdayOf(day), later(comingWeekday(weekdayOf(day)), 7)),
  ),
  dayRule(`(?<=(?:^| )(?:na|da|pra|para a) )outra (?<day>${WEEKDAY})${NOT_COUNTED}`, ({ day }) => ({
    ...onWeekday(weekdayOf(day), later(comingWeekday(weekdayOf(day)), 7)),
    guess: true,
  })),
  next(`(?<day>${WEEKDAY}|${SHORT_WEEKDAY}|ter(?= (?:que|q) ))${COMING}`),
  named(`${SECOND_A}(?:${COMING})?`),
  named(`${DAY} agora`),
  named(`${NO_ARTICLE}(?<day>${WEEKDAY})${NOT_COUNTED}${NOT_PAST}`),
  named(`${NO_ARTICLE}(?<day>${SHORT_WEEKDAY})${STOP}${NOT_PAST}`),
  // The first word of a note: "sab churrasco".
  named('(?<=^)(?<day>seg|qua|qui|sex|sab)\\.?(?! (?:shop|education))'),
  named(`(?<=(?:^| )(?:ate|na|pra|para|p/|nesta|nessa|essa|esta) )(?<day>ter)\\.?${STOP}`),
]
