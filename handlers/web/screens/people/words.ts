import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type PeopleWords = typeof pt

const WORDS: Readonly<Record<Locale, PeopleWords>> = { 'pt-BR': pt, en }

export const peopleWords = (locale: Locale): PeopleWords => WORDS[locale]
