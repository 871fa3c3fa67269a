import type { Locale } from '../../../core/people/index.ts'
import { en } from './credentials.en.ts'
import { pt } from './credentials.pt.ts'

export type CredentialWords = typeof pt

const WORDS: Readonly<Record<Locale, CredentialWords>> = { 'pt-BR': pt, en }

export const credentialWords = (locale: Locale): CredentialWords => WORDS[locale]
