import {
  type AsTask,
  blank,
  type Reference,
  readAsTask,
  readText,
  type Understanding,
  understand,
} from '../language/index.ts'

/** What a text means. One that breaks the grammar is a task in the person's own words: nothing they write is lost. */
export const readWords = (text: string, reference: Reference): Understanding => {
  try {
    return understand(text, reference)
  } catch {
    return inOwnWords(text, reference)
  }
}

/** The same, of a text that is to be a task whatever it says. */
export const readWordsAsTask = (text: string, reference: Reference, rejected: readonly string[]): AsTask => {
  try {
    return readAsTask(text, reference, rejected)
  } catch {
    const { clean } = readText(text)
    return { text: clean, understood: inOwnWords(clean, reference), parts: [], rejected: [] }
  }
}

const inOwnWords = (text: string, { locale }: Reference): Understanding => ({
  ...blank(text, locale),
  intent: 'create_task',
  title: text,
  certainty: 'low',
})
