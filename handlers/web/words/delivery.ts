import type { Locale } from '../../../core/people/index.ts'
import { en } from './delivery.en.ts'
import { pt } from './delivery.pt.ts'

/** States, channels and reasons of deliveries, for every page that speaks of them. */
export type DeliveryWords = typeof pt

const WORDS: Readonly<Record<Locale, DeliveryWords>> = { 'pt-BR': pt, en }

export const deliveryWordsIn = (locale: Locale): DeliveryWords => WORDS[locale]

/** Why, as a sentence. A reason nobody has written words for is said as it is: an operator can look it up. */
export const sayReason = (words: DeliveryWords, reason: string): string =>
  words.reason[reason] ?? words.otherReason(reason)
