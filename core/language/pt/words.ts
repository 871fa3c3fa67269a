const ONES: Readonly<Record<string, number>> = {
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  tres: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  sete: 7,
  oito: 8,
  nove: 9,
}
const TEENS: Readonly<Record<string, number>> = {
  dez: 10,
  onze: 11,
  doze: 12,
  treze: 13,
  quatorze: 14,
  catorze: 14,
  quinze: 15,
  dezesseis: 16,
  dezessete: 17,
  dezoito: 18,
  dezenove: 19,
}
const TENS: Readonly<Record<string, number>> = {
  vinte: 20,
  trinta: 30,
  quarenta: 40,
  cinquenta: 50,
  sessenta: 60,
  noventa: 90,
}
const VALUES = { ...ONES, ...TEENS, ...TENS }

const any = (words: Readonly<Record<string, unknown>>): string => Object.keys(words).join('|')

/** A number in words. */
export const SPELLED = `(?:(?:${any(TENS)})(?: e (?:${any(ONES)}))?|${any(TEENS)}|${any(ONES)})`
/** A number, in figures or words. */
export const NUMBER = `(?:\\d{1,3}|${SPELLED})`

export const numberOf = (said: string | undefined): number => {
  if (said === undefined) return Number.NaN
  if (/^\d+$/.test(said)) return Number(said)
  return said.split(' e ').reduce((sum, word) => sum + (VALUES[word] ?? Number.NaN), 0)
}

const WEEKDAYS: readonly string[] = ['seg', 'ter', 'qua', 'qui', 'sex', 'sab', 'dom']

const ORDINAL = '(?:segunda|terca|quarta|quinta|sexta)'
export const WEEKDAY_NAME = `(?:${ORDINAL}|sabado|domingo)`
export const WEEKDAY = `(?:(?:${ORDINAL}|[2-6] ?[aª])[ -]?feira|${ORDINAL}|[2-6]ª|sabad(?:o|ao)|doming(?:o|ao))`
/** "ter" is left out: far more often the verb. */
export const SHORT_WEEKDAY = '(?:seg|qua|qui|sex|sab|dom)\\.?'
export const PLURAL_WEEKDAY = `(?:${ORDINAL}s(?:[ -]?feiras?)?|${ORDINAL}-feiras|[2-6][aª]s|sabados|domingos)`

/** 1 is Monday. */
export const weekdayOf = (said: string | undefined): number => {
  const name = said ?? ''
  if (/^[2-6]/.test(name)) return Number(name[0]) - 1
  return WEEKDAYS.indexOf(name.slice(0, 3)) + 1
}

const MONTHS: readonly string[] = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez']
export const LONG_MONTH = '(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)'
export const MONTH = `(?:${LONG_MONTH}|(?:${MONTHS.join('|')})\\.?)`
/** Abbreviations that are no other word. */
export const PLAIN_MONTH = `(?:${LONG_MONTH}|jan|fev|abr|jun|jul|ago|nov|dez)`

export const monthOf = (said: string | undefined): number => MONTHS.indexOf((said ?? '').slice(0, 3)) + 1

const NTH: Readonly<Record<string, number>> = {
  primeir: 1,
  segund: 2,
  terceir: 3,
  quart: 4,
  quint: 5,
  sext: 6,
  setim: 7,
  oitav: 8,
  decim: 10,
  ultim: -1,
  penultim: -2,
}
/** An ordinal; -1 is the last. */
export const NTH_WORD = `(?:(?:${Object.keys(NTH).join('|')})[ao]s?|[1-9][aoº°ª])`
export const nthOf = (said: string | undefined): number => {
  const word = (said ?? '').replace(/[ao]s?$/, '')
  return NTH[word] ?? Number.parseInt(word, 10)
}
