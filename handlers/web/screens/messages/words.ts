import type { Locale } from '../../../../core/people/index.ts'
import { en } from './words.en.ts'
import { pt } from './words.pt.ts'

export type MessagesWords = typeof pt

const WORDS: Readonly<Record<Locale, MessagesWords>> = { 'pt-BR': pt, en }

export const messagesWordsIn = (locale: Locale): MessagesWords => WORDS[locale]
