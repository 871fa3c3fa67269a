import type { Locale } from '../../../core/people/index.ts'
import { en } from './en.ts'
import { pt } from './pt.ts'

/** One catalogue a language, both with the same entries. */
export type Words = typeof pt

const WORDS: Readonly<Record<Locale, Words>> = { 'pt-BR': pt, en }

export const wordsIn = (locale: Locale): Words => WORDS[locale]

/** The language a browser asks for, for whoever has not signed in. */
export const localeFor = (accepted: string | null, otherwise: Locale): Locale => {
  const first = (accepted ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  if (first.startsWith('pt')) return 'pt-BR'
  return first === '' || first === '*' ? otherwise : 'en'
}
