import { type Reference, type Understanding, understand } from '../language/index.ts'

/** What a text means. One that breaks the grammar is a task in the person's own words: nothing they write is lost. */
export const readWords = (text: string, reference: Reference): Understanding => {
  try {
    return understand(text, reference)
  } catch {
    return {
      text,
      locale: reference.locale,
      intent: 'create_task',
      title: text,
      dueDate: null,
      dueTime: null,
      rrule: null,
      priority: null,
      refs: [],
      filter: null,
      courtesy: null,
      certainty: 'low',
    }
  }
}
