import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type BriefWords = typeof pt

const WORDS: Readonly<Record<Locale, BriefWords>> = { 'pt-BR': pt, en }

export const briefWords = (locale: Locale): BriefWords => WORDS[locale]
