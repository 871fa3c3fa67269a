import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type SettingsWords = typeof pt

const WORDS: Readonly<Record<Locale, SettingsWords>> = { 'pt-BR': pt, en }

export const settingsWords = (locale: Locale): SettingsWords => WORDS[locale]
