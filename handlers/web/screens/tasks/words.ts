import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type TaskWords = typeof pt

const WORDS: Readonly<Record<Locale, TaskWords>> = { 'pt-BR': pt, en }

export const taskWords = (locale: Locale): TaskWords => WORDS[locale]
