import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type DeliveriesWords = typeof pt

const WORDS: Readonly<Record<Locale, DeliveriesWords>> = { 'pt-BR': pt, en }

export const deliveriesWordsIn = (locale: Locale): DeliveriesWords => WORDS[locale]
