import type { Locale } from '../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

/** What the mirror commands say: one catalogue a language, both with the same entries. */
export type Words = typeof pt

const WORDS: Readonly<Record<Locale, Words>> = { 'pt-BR': pt, en }

export const wordsIn = (locale: Locale): Words => WORDS[locale]
