import type { Alert, AlertGroupView } from '../../../../core/alerts/index.ts'
import type { Locale } from '../../../../core/people/index.ts'
import type { Tone } from '../../parts/index.ts'
import type { AlertsWords } from './words.ts'

export const STATE_TONE: Readonly<Record<AlertGroupView['state'], Tone>> = {
  firing: 'bad',
  silent: 'warn',
  resolved: 'good',
}

export const nameOf = ({ labels }: Alert, words: AlertsWords): string => labels.alertname ?? words.nameless

/** What an alert says of itself, in the reader's language where its rule has it. null: nothing beside its name. */
export const summaryOf = ({ annotations }: Alert, locale: Locale): string | null => {
  const english = locale === 'en' ? (annotations.summary_en ?? annotations.description_en) : undefined
  return english ?? annotations.summary ?? annotations.description ?? null
}
