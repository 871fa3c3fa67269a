const ONES: Readonly<Record<string, number>> = {
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  tres: 3,
  quatro: 4,
  cinco: 5,
  seis: 6,
  meia: 6,
  sete: 7,
  oito: 8,
  nove: 9,
  dez: 10,
  onze: 11,
  doze: 12,
  treze: 13,
  catorze: 14,
  quatorze: 14,
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

const ones = Object.keys(ONES)
  .filter((word) => word !== 'meia')
  .join('|')
const tens = Object.keys(TENS).join('|')
/** A number in digits or words, up to 9999. */
export const WORDS = `(?:(?:${tens})(?: e (?:${ones}))?|${ones})`
export const NUMBER = `(?:\\d{1,4}|${WORDS})`

const ORDINALS: Readonly<Record<string, number>> = {
  primeir: 1,
  segund: 2,
  terceir: 3,
  quart: 4,
  quint: 5,
  sext: 6,
  setim: 7,
  oitav: 8,
  non: 9,
  decim: 10,
  ultim: -1,
}
/** "primeira", "último", "5º". */
export const ORDINAL = `(?:(?:${Object.keys(ORDINALS).join('|')})[oa]|\\d{1,2} ?[ºª°])`

/** NaN for what is no number. */
export const numberOf = (word: string): number => {
  if (/^\d+/.test(word)) return Number.parseInt(word, 10)
  const [ten = '', one] = word.split(' e ')
  return one === undefined ? (ONES[ten] ?? TENS[ten] ?? Number.NaN) : (TENS[ten] ?? Number.NaN) + (ONES[one] ?? 0)
}

export const ordinalOf = (word: string): number => ORDINALS[word.slice(0, -1)] ?? Number.parseInt(word, 10)
