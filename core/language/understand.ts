import { normalise } from './normalise.ts'
import type { Understand } from './understanding.ts'

export const understand: Understand = (text, reference) => {
  const { shown } = normalise(text)
  return {
    text,
    locale: reference.locale,
    intent: 'create_task',
    title: shown === '' ? null : shown,
    dueDate: null,
    dueTime: null,
    rrule: null,
    priority: null,
    ref: null,
    filter: null,
    courtesy: null,
    certainty: 'high',
  }
}
