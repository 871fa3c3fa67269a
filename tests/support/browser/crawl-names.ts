import type { FormFacts } from './page-facts.ts'

/** `/web/tasks/12?day=2031-01-01` is `/web/tasks/:id?day`. */
export const patternOf = (address: string): string => {
  const url = new URL(address, 'http://here')
  const path = url.pathname.replace(/\/(?:\d[\w-]*|[0-9a-f]{8}-[\w-]+|[\w-]*\d[\w-]{15,})(?=\/|$)/g, '/:id')
  const names = [...new Set(url.searchParams.keys())].sort()
  return path + (names.length === 0 ? '' : `?${names.join('&')}`)
}

/** What makes a form another one: where it goes, its fields and its button. Dates on buttons differ from day to day. */
export const nameOf = ({ method, path, fields }: FormFacts): string =>
  `${method} ${patternOf(path)} (${fields.join(', ').replace(/\d{4}-\d\d-\d\d/g, 'date')})`
