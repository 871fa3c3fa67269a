import type { Meaning, Period, Rule } from '../rule.ts'
import { type Groups, rule } from '../rule.ts'
import { NUMBER, numberOf, SPELLED, WEEKDAY_NAME } from './words.ts'

const HOUR = '(?:[01]?\\d|2[0-4])'
const SPELLED_HOUR =
  '(?:vinte e (?:uma|duas|tres)|uma|duas|tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|quatorze|catorze|quinze|dezesseis|dezessete|dezoito|dezenove|vinte)'
const AT =
  '(?<at>(?:(?:ate|antes|depois|a partir|por volta|perto|cerca|apos|la|para|pra|p/|ja) )?(?:d?as|pelas|pras|a|d?umas) )'
const SPOKEN_AT =
  '(?<at>(?:(?:ate|antes|depois|a partir|por volta|perto|cerca|apos|la|para|pra|p/|ja) )?(?:(?:d?as|pelas|pras) |a (?=uma(?![a-z])|1 (?:da|e|h))))'
const ABOUT = '(?:(?:quando (?:for|forem|der|bater)|ate|apos|para|pra|umas|pelas|la pelas) )'
const PART = '(?: ?(?:da|de|a|pela) (?<part>manha|matina|madrugada|tarde|noite))'
const SHARP = '(?: em ponto)?'
const PERIODS: Readonly<Record<string, Period>> = {
  madrugada: 'dawn',
  manha: 'morning',
  manhazinha: 'morning',
  manhanzinha: 'morning',
  cedo: 'morning',
  tarde: 'afternoon',
  tardinha: 'afternoon',
  tardezinha: 'afternoon',
  noite: 'night',
  noitinha: 'night',
  matina: 'morning',
}
/** A part of the day, also made small. */
const PART_OF_DAY = '(?:manh(?:a|an?zinha)|tard(?:e|inha|ezinha)|noit(?:e|inha))'
export const periodOf = (said: string | undefined): Period | undefined => PERIODS[said ?? '']

const MINUTES = `(?:meia|[0-5]?\\d|${SPELLED})(?: ?min(?:utos?)?)?`
const minuteOf = (said: string | undefined): number => {
  if (said === undefined) return 0
  const words = said.replace(/ ?min(?:utos?)?$/, '')
  return words === 'meia' ? 30 : numberOf(words)
}

const timeOf = ({ h, m, part, at }: Groups, loose: boolean): Meaning | null => {
  const [hour, minute, period] = [numberOf(h), minuteOf(m), periodOf(part)]
  if (!(hour <= 24 && minute <= 59) || (hour === 24 && minute > 0)) return null
  return { kind: 'time', hour, minute, loose, of: at === 'das ', ...(period === undefined ? {} : { period }) }
}

// "responder às 3 perguntas": the hour would be followed by anything but a plural.
const NO_PLURAL =
  '(?! ?[/:.,-]\\d| ?%)(?! (?!(?:as|das|nas|nos|aos|dos|pelas|mas|mais|antes|depois|seis|tres|dois|duas|minhas|meus|uns|vamos|gas|lapis|onibus)(?![a-z]))[a-z]{1,30}s(?![a-z]))'
const HOURS = '(?:horas?|hrs?|hs|h)'

/** "14h30", "5h", "14:30": as written, on a clock of 24 hours. "5 horas" is how people speak, on one of twelve. */
const written = (before: string, after = ''): readonly Rule[] => [
  rule(
    `${before}(?<h>${HOUR}) ?(?<unit>${HOURS})(?:(?<m>[0-5]\\d)(?: ?min(?:utos)?|m|h)?| e (?<n>${MINUTES}))?${PART}?${SHARP}${after}`,
    ({ n, unit, ...time }) => timeOf({ ...time, m: time.m ?? n }, unit?.startsWith('hora') === true),
  ),
  rule(`${before}(?<h>${HOUR}):(?<m>[0-5]\\d)(?::[0-5]\\d)?(?: ?${HOURS})?${PART}?${SHARP}${after}`, (time) =>
    timeOf(time, false),
  ),
]

// "reunião de 2h", "dormir 8h", "8h de sono": how long, not when.
const NO_LENGTH =
  '(?<!(?:^| )(?:de|por|durante|umas|uns|mais|menos|ha|duracao|total|em|daqui|carga|cada|faz|leva|levar|dura|durar|dormir|estudar|trabalhar|correr|caminhar|treinar|descansar|jogar|ler|ver|assistir|praticar|meditar|andar|pedalar|esperar|ficar|passar|tocar|nadar|faltam|quase|apenas|so) )'
const NO_MEASURE =
  '(?! (?:de|por) (?!hoje|amanha|segunda|terca|quarta|quinta|sexta|sabado|domingo|manha))(?! seguid[ao]s)'

const TWELVE = '(?:meio[ -]?dia(?: e meia)?|meia[ -]?noite)'
const UP_TO_TWELVE = ` ?(?:as|ao?|ate(?: [oa])?|e(?: [oa])?|-) ?${TWELVE}`
const TILL = ` ?(?:as|ate as|ate|a|e(?: as)?|-) ?(?:${HOUR}|${SPELLED_HOUR})(?: ?${HOURS}(?:[0-5]\\d)?|:[0-5]\\d)?(?: ?${HOURS})?(?: da (?:manha|tarde|noite))?`
const TIMED = `(?:${HOUR} ?${HOURS}(?:[0-5]\\d)?|${HOUR}:[0-5]\\d)`

const twelveOf = (said: string | undefined, minutes?: string): Meaning => {
  const isNoon = said?.startsWith('meio') === true
  return {
    kind: 'time',
    hour: isNoon ? 12 : 0,
    minute: minuteOf(minutes ?? (/ e meia$/.test(said ?? '') ? 'meia' : '0')),
  }
}

/** A stretch of time: it is due when it starts. */
const ranges: readonly Rule[] = [
  rule(`(?<h>${HOUR})-${HOUR} ?${HOURS}`, (time) => timeOf(time, false)),
  rule(
    `(?:d?as|de|entre(?: as)?) (?<h>${HOUR}|${SPELLED_HOUR})(?: ?${HOURS}(?<m>[0-5]\\d)?|:(?<n>[0-5]\\d))?(?:${UP_TO_TWELVE}|(?=${TILL})(?<till> ?(?:as|ate as|ate|a|e(?: as)?|-) ?${TIMED})(?: ?${HOURS})?${PART}?)`,
    ({ n, till: _, ...time }) => timeOf({ ...time, m: time.m ?? n }, time.m === undefined && n === undefined),
  ),
  rule(
    `(?:das|entre as|de(?= ${HOUR} (?:ate )?as )) (?<h>${HOUR}|${SPELLED_HOUR})(?: ?${HOURS}(?<m>[0-5]\\d)?|:(?<n>[0-5]\\d))?${TILL}`,
    ({ n, ...time }) => timeOf({ ...time, m: time.m ?? n }, time.m === undefined && n === undefined),
  ),
  rule(`entre (?<h>${HOUR}|${SPELLED_HOUR}) e (?:${HOUR}|${SPELLED_HOUR})${PART}`, (time) => timeOf(time, true)),
  rule(`(?:(?:d|entre )[oa]? ?)?(?<twelve>${TWELVE})${TILL}`, ({ twelve }) => twelveOf(twelve)),
  rule(
    `(?:as )?(?<h>${HOUR})(?: ?${HOURS}(?<m>[0-5]\\d)?|:(?<n>[0-5]\\d)) ?(?:as|ate as|ate|-) ?${TIMED}`,
    ({ n, ...time }) => timeOf({ ...time, m: time.m ?? n }, false),
  ),
]

const TO_THE_HOUR = '(?:5|10|15|20|25|cinco|dez|quinze|vinte e cinco|vinte)'
const MIDDAY_AT = '(?:(?:ate|antes d[aeo]|depois d[aeo]|por volta d[aeo]|para|pra|pro|p/) )?(?:[oa]o? )?'

export const times: readonly Rule[] = [
  ...ranges,
  rule(`${MIDDAY_AT}(?<twelve>meio[ -]?dia|meia[ -]?noite)(?: e (?<m>${MINUTES}))?${SHARP}`, ({ twelve, m }) =>
    twelveOf(twelve, m),
  ),
  // "quinze para as três"
  rule(
    `(?:(?:as|a) )?(?<m>${TO_THE_HOUR}) (?:pras?|para as?|p/ as) (?<h>1[0-2]|[1-9]|${SPELLED_HOUR})(?: horas)?${PART}?${NO_PLURAL}`,
    ({ m, h, part }) => {
      // The hour that is said decides which half of the day is meant.
      const [said, period] = [numberOf(h), periodOf(part)]
      const isLoose = period === undefined && said <= 6
      const hour = said === 1 ? 12 : said - 1 + (isLoose ? 12 : 0)
      const time = timeOf({ h: String(hour), m: String(60 - minuteOf(m)), part }, false)
      return time === null || !isLoose ? time : { ...time, guess: true }
    },
  ),
  rule(
    `(?:(?:as|a) )?(?<m>${TO_THE_HOUR}) (?:pr?o|pr?a|para [oa]|p/ [oa]) (?<twelve>meio[ -]?dia|meia[ -]?noite)`,
    ({ m, twelve }) => ({
      kind: 'time',
      hour: twelve?.startsWith('meio') === true ? 11 : 23,
      minute: 60 - minuteOf(m),
    }),
  ),
  ...written(AT),
  // "às 14.30": with the dot that is otherwise of versions and money.
  rule(
    `(?:(?:ate|antes d|depois d|a partir d|la p)?(?:d|pel)?as )(?<h>${HOUR})\\.(?<m>[0-5]\\d)(?: ?${HOURS})?${PART}?(?! (?:reais|mil|e \\d))${NO_PLURAL}`,
    (time) => timeOf(time, false),
  ),
  ...written(ABOUT),
  ...written(`${NO_LENGTH}(?!24)`, NO_MEASURE),
  // On the clock of twelve hours, as people speak.
  rule(
    `${SPOKEN_AT}(?<h>${HOUR}|${SPELLED_HOUR})(?: horas?)?(?: e (?<m>${MINUTES}))?${PART}?${SHARP}${NO_PLURAL}`,
    (time) => timeOf(time, true),
  ),
  rule(
    `(?:(?:la )?(?:pelas|umas) )?(?<h>1[0-2]|[1-9]|${SPELLED_HOUR})(?: horas?)?(?: e (?<m>${MINUTES}))? da (?<part>manha|matina|madrugada|tarde|noite)`,
    (time) => timeOf(time, true),
  ),
  rule(`(?<=(?:hoje|hj|amanha|feira|${WEEKDAY_NAME}) )(?<h>${HOUR}) e (?<m>meia)${PART}?`, (time) =>
    timeOf(time, true),
  ),
]

const DAY_BEFORE = `(?<=(?:^| )(?:hoje|hj|amanha|amnh|${WEEKDAY_NAME}|feira|seg|ter|qua|qui|sex|sab|dom|dia \\d{1,2}|/\\d{1,2}|vem),? )`
// "passar a tarde com a mãe": what is done, not when.
const NOT_SPENT =
  '(?<!(?:^| )(?:sobre|contra|entre|passar|passe|passei|passo|passando|aproveitar|tirar|reservar|curtir|ganhar|perder|fechar|toda|todas|durante|boa|da|uma|essa|ter|salvar|estragar) )'

export const periods: readonly Rule[] = [
  rule(`(?:n?ess|n?est)a (?<part>${PART_OF_DAY})`, ({ part }) => todayIn(part)),
  rule(
    `${DAY_BEFORE}(?:(?:de |pela |a |na |bem |logo )*(?<part>${PART_OF_DAY}|cedo)(?: cedo| cedinho)?|(?:bem |logo )?(?<early>cedinho))`,
    ({ part }) => inPart(part ?? 'cedo'),
  ),
  rule(
    '(?:(?:na|a|pela) )?(?<part>manha|tarde|noite)(?= d[eo] (?:hoje|amanha|dia \\d|segunda|terca|quarta|quinta|sexta|sabado|domingo))',
    ({ part }) => inPart(part),
  ),
  rule(
    `(?:(?:n[ao]|durante o|durante a) (?:parte da|periodo da) |no periodo da |pela |logo (?:pela |de )?|bem (?:de |pela )?)(?<part>${PART_OF_DAY}|cedo)(?: cedo| cedinho)?`,
    ({ part }) => inPart(part),
  ),
  rule(`(?:de )(?<part>${PART_OF_DAY})(?: cedo| bem cedo| cedinho)?`, ({ part }) => inPart(part)),
  rule(
    `${NOT_SPENT}a (?<part>tard(?:e|inha|ezinha)|noit(?:e|inha))(?! (?:tod[ao]|inteira|livre|d[aeo]s? |anterior|passada))`,
    ({ part }) => inPart(part),
  ),
  rule(`(?:(?:n[oa]|ate o|pro) |${DAY_BEFORE})(?:fim|final|finzinho) d[ae] (?<part>manha|tarde|noite)`, ({ part }) =>
    vaguely(part, { manha: '11:00', tarde: '17:00', noite: '22:00' }),
  ),
  rule(`(?:(?:n[oa]|pro) |${DAY_BEFORE})(?:inicio|comeco|comecinho) d[ae] (?<part>manha|tarde|noite)`, ({ part }) =>
    vaguely(part, { manha: '08:00', tarde: '13:00', noite: '19:00' }),
  ),
]

const inPart = (part: string | undefined): Meaning | null => {
  const period = periodOf(part)
  return period === undefined ? null : { kind: 'period', period }
}

const vaguely = (part: string | undefined, times: Readonly<Record<string, string>>): Meaning | null => {
  const [period, time] = [periodOf(part), times[part ?? '']]
  return period === undefined || time === undefined ? null : { kind: 'period', period, time, guess: true }
}

const todayIn = (part: string | undefined): Meaning | null => {
  const period = periodOf(part)
  return period === undefined ? null : { kind: 'day', role: 'on', find: ({ today }) => today, period }
}

const IN = '(?:daqui (?:a |ha |uns |umas )?|dentro de |em )(?:mais |cerca de |uns |umas )?'

export const afters: readonly Rule[] = [
  rule(`${IN}(?<h>\\d{1,2})[.,]5 ?${HOURS}`, ({ h }) => ({ kind: 'after', minutes: 60 * numberOf(h) + 30 })),
  rule(`${IN}meia hora`, () => ({ kind: 'after', minutes: 30 })),
  rule(`${IN}(?<h>${NUMBER}) ?${HOURS} e meia`, ({ h }) => ({ kind: 'after', minutes: 60 * numberOf(h) + 30 })),
  rule(
    `${IN}(?<h>${NUMBER}) ?${HOURS}(?: e (?<m>${NUMBER})(?: ?(?:m|min|mins|minutos?))?|(?<n>[0-5]?\\d)(?:m|min)?)?`,
    ({ h, m, n }) => ({
      kind: 'after',
      minutes: 60 * numberOf(h) + (m === undefined ? Number(n ?? 0) : numberOf(m)),
    }),
  ),
  rule(`${IN}(?<m>${NUMBER}) ?(?:m|min|mins|minutos?|minutinhos?)`, ({ m }) => ({
    kind: 'after',
    minutes: numberOf(m),
  })),
]
