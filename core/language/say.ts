import { type LocalDate, type LocalTime, Temporal } from '../kernel/time.ts'
import type { Locale } from '../people/person.ts'

const WEEKDAYS: Readonly<Record<Locale, readonly string[]>> = {
  'pt-BR': ['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira', 'sábado', 'domingo'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
}
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

const MESES = ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez']

const two = (n: number): string => String(n).padStart(2, '0')

/** An absolute date that cannot be misread: "quarta-feira, 25/11/2026", "Wednesday, Nov 25, 2026". */
export const sayDate = (date: LocalDate, locale: Locale): string => {
  const { year, month, day, dayOfWeek } = Temporal.PlainDate.from(date)
  const weekday = WEEKDAYS[locale][dayOfWeek - 1] ?? ''
  return locale === 'en'
    ? `${weekday}, ${MONTHS[month - 1] ?? ''} ${day}, ${year}`
    : `${weekday}, ${two(day)}/${two(month)}/${year}`
}

/** "quarta-feira, 25/11/2026 às 10:00", "sem data". */
export const sayDue = (due: { dueDate: LocalDate | null; dueTime: LocalTime | null }, locale: Locale): string => {
  if (due.dueDate === null) return locale === 'en' ? 'no date' : 'sem data'
  const date = sayDate(due.dueDate, locale)
  if (due.dueTime === null) return date
  return locale === 'en' ? `${date} at ${due.dueTime}` : `${date} às ${due.dueTime}`
}

/** Where there is little room: "ter., 1 dez. 2026, 10:00", "Tue, Dec 1, 2026, 10:00", "sem data". */
export const sayDueShort = (
  { dueDate, dueTime }: { dueDate: LocalDate | null; dueTime: LocalTime | null },
  locale: Locale,
): string => {
  if (dueDate === null) return sayDue({ dueDate, dueTime }, locale)
  const { year, month, day, dayOfWeek } = Temporal.PlainDate.from(dueDate)
  const weekday = (WEEKDAYS[locale][dayOfWeek - 1] ?? '').slice(0, 3)
  const date =
    locale === 'en'
      ? `${weekday}, ${MONTHS[month - 1] ?? ''} ${day}, ${year}`
      : `${weekday}., ${day} ${MESES[month - 1] ?? ''}. ${year}`
  return dueTime === null ? date : `${date}, ${dueTime}`
}
