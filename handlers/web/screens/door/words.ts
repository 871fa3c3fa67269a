import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type DoorWords = typeof pt

const WORDS: Readonly<Record<Locale, DoorWords>> = { 'pt-BR': pt, en }

export const doorWords = (locale: Locale): DoorWords => WORDS[locale]
