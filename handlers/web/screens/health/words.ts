import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type HealthWords = typeof pt

const WORDS: Readonly<Record<Locale, HealthWords>> = { 'pt-BR': pt, en }

export const healthWordsIn = (locale: Locale): HealthWords => WORDS[locale]
