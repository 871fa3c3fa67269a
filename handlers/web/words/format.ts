import type { LocalDate } from '../../../core/kernel/time.ts'
import type { Locale } from '../../../core/people/index.ts'

/** Moments as a person reads them, in their language and zone. Always with the date: nothing is "yesterday". */
export interface Formats {
  /** ter., 1 dez. 2026 · Tue, Dec 1, 2026 */
  date(moment: Date): string
  /** 14:05 */
  time(moment: Date): string
  /** ter., 1 dez. 2026, 14:05 · Tue, Dec 1, 2026, 14:05 */
  dateTime(moment: Date): string
  /** The same for a date without a moment. */
  day(date: LocalDate): string
  /** terça-feira, 1 de dezembro · Tuesday, December 1 */
  longDay(date: LocalDate): string
  number(value: number): string
  /** 1.000+, for what was counted no further than that */
  counted(value: number, max: number): string
  /** 1 min 20 s, in at most two units */
  duration(seconds: number): string
  bytes(value: number): string
}

const cache = new Map<string, Formats>()

export const formatsOf = (locale: Locale, zone: string): Formats => {
  const key = `${locale} ${zone}`
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make(locale, zone)
  cache.set(key, made)
  return made
}

const make = (locale: Locale, zone: string): Formats => {
  // As core says dates in texts that the console shows beside these: "Tue, Dec 1, 2026".
  const language = locale === 'en' ? 'en-US' : 'pt-BR'
  const dated = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
  const timed = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const date = new Intl.DateTimeFormat(language, { ...dated, timeZone: zone })
  const time = new Intl.DateTimeFormat(language, { ...timed, timeZone: zone })
  const both = new Intl.DateTimeFormat(language, { ...dated, ...timed, timeZone: zone })
  const day = new Intl.DateTimeFormat(language, { ...dated, timeZone: 'UTC' })
  const longDay = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })
  return {
    date: (moment) => brief(date.format(moment)),
    time: (moment) => time.format(moment),
    dateTime: (moment) => brief(both.format(moment)),
    day: (local) => brief(day.format(new Date(`${local}T00:00:00Z`))),
    longDay: (local) => longDay.format(new Date(`${local}T00:00:00Z`)),
    number: (value) => number.format(value),
    counted: (value, max) => `${number.format(value)}${value < max ? '' : '+'}`,
    duration: (seconds) => durationOf(seconds, number),
    bytes: (value) => bytesOf(value, number),
  }
}

/** As the rest of SparkOne writes dates: without the two “de”. */
const brief = (text: string): string => text.replaceAll(' de ', ' ')

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const

const durationOf = (seconds: number, number: Intl.NumberFormat): string => {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`
  if (seconds < 10) return `${number.format(seconds)} s`
  let left = Math.round(seconds)
  const parts: string[] = []
  for (const [name, size] of UNITS) {
    const count = Math.floor(left / size)
    left -= count * size
    if (count > 0) parts.push(`${count} ${name}`)
  }
  return parts.slice(0, 2).join(' ')
}

const bytesOf = (value: number, number: Intl.NumberFormat): string => {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3))
  return `${number.format(value / 1000 ** step)} ${units[step]}`
}
