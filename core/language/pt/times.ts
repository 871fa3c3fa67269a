import type { Hit, Period, Rule, SaidTime } from '../rules.ts'
import { isBeside, rule } from '../rules.ts'
import { numberOf, WORDS } from './numbers.ts'

const PART = '(?:d[ae]|pel[ao]|a) (?<part>manha|manhazinha|tarde|tardinha|noite|madrugada)'
const AT =
  '(?:(?:ate|para|pra|la)? ?(?:as|a|ao)|pras?|(?:la )?pel[ao]s|(?:por volta|a partir|antes|depois|perto) d[ae]s?|umas|(?:desde|tipo) as) '
const MINUTES = `(?:e (?:(?<half>meia)|(?<mw>\\d{1,2}|${WORDS})(?: minutos)?))`
const CLOCK = `(?<h>\\d{1,2})(?:(?:[:h]|hs)(?<m>\\d{2})(?: ?h| ?hs| ?min)?|(?<hm> ?(?:h|hs|hr|hrs|horas?|hora))?(?: ${MINUTES})?)`
const MERIDIEM = `(?: ?(?<ampm>am|pm)| (?:em ponto ?)?${PART}| em ponto)?`
const TO_RANGE = '(?: (?:as|a|ate as|ate|e) \\d{1,2}(?:[:h]\\d{2}|h|hs| horas)?(?: horas)?)?'

const timeOf = (hour: number, minute: number, part: string, kind: SaidTime['kind']): SaidTime | null => {
  if (!(hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59)) return null
  if (part === '' || hour > 12) return { hour, minute, kind: hour > 12 || hour === 0 ? 'exact' : kind }
  const isLate = part === 'pm' || part.startsWith('tard') || (part === 'noite' && hour >= 6 && hour < 12)
  if (part === 'noite' && hour === 12) return { hour: 0, minute, kind: 'exact' }
  if ((part === 'am' || part === 'madrugada') && hour === 12) return { hour: 0, minute, kind: 'exact' }
  return { hour: isLate && hour < 12 ? hour + 12 : hour, minute, kind: 'exact' }
}

type Part = (name: string) => string
const minutesIn = (part: Part): number => {
  if (part('half') !== '') return 30
  const said = part('mw') === '' ? part('m') : part('mw')
  return said === '' ? 0 : numberOf(said)
}
const partIn = (part: Part): string => (part('ampm') === '' ? part('part') : part('ampm'))

// "comprar as 3 camisas", "trabalhar 2h", "curso de 8 horas" are amounts.
const NOTHING_COUNTED =
  /^(?:$| ?[,;.!?)(\ue000-]| (?:e|com|para|pra|pro|na|no|em|de|da|do|que|sem|por|ou|mas|hoje|amanha|hora|horas)(?![a-z]))/
const AMOUNT_BEFORE =
  /(?:\b(?:de|por|durante|cada|ha|mais|menos|so|fazer|estudar|treinar|dormir|caminhar|correr|trabalhar|apos|faltam|leva|uns|umas|jejum) |\d ?[x-] ?)$/
const BOOK =
  /(?:joao|mateus|marcos|lucas|salmos?|genesis|romanos|proverbios|isaias|exodo|apocalipse|corintios|efesios|filipenses|hebreus|placar(?: de)?|versao|proporcao(?: de)?|escala|formato) $/

export const times: readonly Rule<SaidTime>[] = [
  rule(
    `(?:(?:d?as|a|entre(?: as)?) )?(?<m1>${WORDS}|\\d{1,2}) (?:pra|para) (?:as?|o) (?<h1>${WORDS}|\\d{1,2}|meio[- ]dia|meia[- ]noite)(?: horas)?(?: ${PART})?`,
    ({ part }) => {
      const word = part('h1')
      const hour = word.startsWith('meio')
        ? 12
        : word.startsWith('meia-') || word === 'meia noite'
          ? 24
          : numberOf(word)
      const minute = numberOf(part('m1'))
      if (!(minute > 0 && minute < 31 && hour > 0)) return null
      return timeOf(hour - 1, 60 - minute, partIn(part), /^mei/.test(word) ? 'exact' : 'bare')
    },
  ),
  rule(
    `(?:(?:ate|para|pra|pro|por volta d[eo]|antes do|depois do) ?)?(?:ao? |o )?(?:meio[- ]?dia|12h em ponto)(?<half> e meia)?`,
    ({ part }) => ({
      hour: 12,
      minute: part('half') === '' ? 0 : 30,
      kind: 'exact',
    }),
  ),
  rule(
    `(?:(?:ate|para|pra|por volta d[ea]|antes da|depois da) ?)?(?:a )?meia[- ]?noite(?<half> e meia)?`,
    ({ part }) => ({
      hour: 0,
      minute: part('half') === '' ? 0 : 30,
      kind: 'exact',
    }),
  ),
  rule(
    `(?:das|de|entre(?: as)?) ${CLOCK} (?:as|a|ate as|ate|e)(?: as)? \\d{1,2}(?:[:h]\\d{2}|h|hs| horas)?(?: ${PART}|(?: horas))?`,
    (at) => {
      const { part } = at
      if (!/h|:/.test(at.text) && !/^das/.test(at.text) && part('part') === '') return null
      return timeOf(
        Number(part('h')),
        minutesIn(part),
        partIn(part),
        part('m') === '' && part('hm') === '' ? 'bare' : 'on12',
      )
    },
  ),
  rule(`${AT}${CLOCK}${MERIDIEM}`, (at) => {
    const { part } = at
    const isMarked = part('m') !== '' || part('hm').trim().startsWith('h')
    const isBare = part('m') === '' && !/^ ?h(?:s|rs?)?$/.test(part('hm'))
    const isAmount = part('m') === '' && partIn(part) === '' && part('half') === '' && part('mw') === ''
    const isGrave = /^[àÀáÁ]s? |[àÀáÁ]s? \d/.test(at.shown)
    if (isAmount && !isMarked && !isGrave && !NOTHING_COUNTED.test(at.after)) return null
    if (isAmount && !isMarked && /^(?:a|ao) /.test(at.text) && !isGrave) return null
    if (isAmount && !isMarked && /^ (?:reais|pessoas|camisas|alunos|por cento)/.test(at.after)) return null
    return timeOf(Number(part('h')), minutesIn(part), partIn(part), isBare ? 'bare' : 'on12')
  }),
  rule(`${AT}(?<hw>${WORDS})(?<hm> horas?)?(?: ${MINUTES})?${MERIDIEM}`, (at) => {
    const { part } = at
    const isPlain = part('hm') === '' && partIn(part) === '' && part('half') === '' && part('mw') === ''
    const isGrave = /^[àÀáÁ]s? /.test(at.shown)
    if (isPlain && (!NOTHING_COUNTED.test(at.after) || (!isGrave && /^(?:a|ao|pra|umas|para a) /.test(at.text))))
      return null
    if (isPlain && /^(?:a|pra) uma$/.test(at.text) && at.after !== '') return null
    return timeOf(numberOf(part('hw')), minutesIn(part), partIn(part), 'bare')
  }),
  rule(`${CLOCK}${MERIDIEM}${TO_RANGE}`, (at) => {
    const { part } = at
    const hour = Number(part('h'))
    const isNoon = partIn(part) !== ''
    if (!isNoon && part('m') === '' && part('hm') === '') return null
    if (BOOK.test(at.before)) return null
    if (!isNoon && part('m') === '') {
      if (!isBeside(at) && (hour < 7 || AMOUNT_BEFORE.test(at.before) || /^ d[eo] [a-z]/.test(at.after))) return null
      if (AMOUNT_BEFORE.test(at.before) && hour < 7) return null
    }
    const isWordHours = part('m') === '' && /hora/.test(part('hm'))
    return timeOf(hour, minutesIn(part), partIn(part), isWordHours ? 'bare' : 'on12')
  }),
  rule(`(?<hw>${WORDS})(?: horas?)?(?: ${MINUTES})? ${PART}`, ({ part }) =>
    timeOf(numberOf(part('hw')), minutesIn(part), part('part'), 'bare'),
  ),
]

const IN_THE =
  '(?:(?:logo |ja |so )?(?:ate |para |pra |por volta )?(?:de|da|a|na|pela|no periodo da|no comeco da|no inicio da|no final da|no fim da) )'

// "passar a tarde com a mãe": without its accent it is a time only beside a date or at the end.
const isTime = (at: Hit): boolean => {
  if (!/^(?:a|na|da|de) /.test(at.text) || /^[àÀáÁ]/.test(at.shown)) return true
  if (/ (?:mais|muito|ja e|sexta|feira)$/.test(` ${at.before.trim()}`) && at.text === 'de tarde') return false
  return /\ue000 ?$/.test(at.before) || /^(?:$| ?[,;.!?\ue000])/.test(at.after) || at.text.startsWith('de ')
}
const half = (body: string, period: Period): Rule<Period> =>
  rule(body, (at) => (isTime(at) && !/^ d[eao]s? [a-z]/.test(at.after) ? period : null))

export const periods: readonly Rule<Period>[] = [
  half(`${IN_THE}(?:manha|manhazinha)(?: cedo| bem cedo)?`, 'morning'),
  half(`${IN_THE}(?:tarde|tardinha)`, 'afternoon'),
  half(`${IN_THE}(?:noite|noitinha)`, 'night'),
  half(`${IN_THE}madrugada`, 'dawn'),
  rule('(?:bem |logo )?(?:cedo|cedinho)', (at) => (isBeside(at) ? 'morning' : null)),
  rule('(?:manha|tarde|noite)', (at) => {
    if (!/\ue000 ?$/.test(at.before)) return null
    return at.text === 'manha' ? 'morning' : at.text === 'tarde' ? 'afternoon' : 'night'
  }),
]
