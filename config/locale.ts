import type { Locale } from '../core/people/index.ts'

/** The language of what operators read: LOCALE, known before anything else of the configuration is. */
export const localeOf = (env: Readonly<Record<string, string | undefined>>): Locale => {
  const { LOCALE: said = '' } = env
  return said === '' || /^pt/i.test(said) ? 'pt-BR' : 'en'
}
