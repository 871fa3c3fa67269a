import type { Locale } from '../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

/** What is wrong with a configuration: one catalogue a language, both with the same entries. */
export type Words = typeof pt

/** One thing that is wrong, in whichever language it will be told: by name, never with a value. */
export type Problem = (words: Words) => string

const WORDS: Readonly<Record<Locale, Words>> = { 'pt-BR': pt, en }

export const wordsIn = (locale: Locale): Words => WORDS[locale]
