import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type TodayWords = typeof pt

const WORDS: Readonly<Record<Locale, TodayWords>> = { 'pt-BR': pt, en }

export const todayWords = (locale: Locale): TodayWords => WORDS[locale]
