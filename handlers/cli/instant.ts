import { localDate, localTime } from '../../core/kernel/time.ts'
import type { Locale } from '../../core/people/index.ts'

/** An instant by the installation's clock, to the minute: `31/01/2027 09:05`, in English `2027-01-31 09:05`. */
export const sayInstant = (
  instant: Date,
  { locale, timeZone }: { readonly locale: Locale; readonly timeZone: string },
): string => {
  const date = localDate(instant, timeZone)
  const shown = locale === 'pt-BR' ? date.split('-').toReversed().join('/') : date
  return `${shown} ${localTime(instant, timeZone)}`
}
