import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type MirrorsWords = typeof pt

const WORDS: Readonly<Record<Locale, MirrorsWords>> = { 'pt-BR': pt, en }

export const mirrorsWordsIn = (locale: Locale): MirrorsWords => WORDS[locale]
