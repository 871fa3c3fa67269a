import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type AlertsWords = typeof pt

const WORDS: Readonly<Record<Locale, AlertsWords>> = { 'pt-BR': pt, en }

export const alertsWordsIn = (locale: Locale): AlertsWords => WORDS[locale]
