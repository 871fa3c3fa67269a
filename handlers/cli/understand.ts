import { understand } from '../../core/language/index.ts'

export interface UnderstandOptions {
  /** The moment the texts were written. */
  readonly now: Date
  readonly timeZone: string
  /** Whose grammar is tried first, unless a line says otherwise. */
  readonly locale: 'pt-BR' | 'en'
}

/** What SparkOne makes of one text, as one line of JSON. */
export const understandLine = (text: string, { now, timeZone, locale }: UnderstandOptions): string => {
  const found = understand(text, { now, timeZone, locale })
  return JSON.stringify({
    text,
    intent: found.intent,
    title: found.title,
    due_date: found.dueDate,
    due_time: found.dueTime,
    rrule: found.rrule,
    priority: found.priority,
    ref: found.refs[0] ?? null,
    refs: found.refs,
    certainty: found.certainty,
  })
}

/**
 * One line of JSON for each text. With a header line that names `text` (and `locale`: pt, pt-BR or en), the texts of
 * that column; without one, each line is a text. Empty lines have no answer.
 */
export const understandTsv = (content: string, options: UnderstandOptions): string => {
  const lines = content.replace(/^\ufeff/, '').split(/\r?\n/)
  const header = (lines[0] ?? '').split('\t').map((name) => name.trim().toLowerCase())
  const column = header.indexOf('text')
  const isTable = column >= 0 && (header.length > 1 || header[column] === lines[0]?.trim())
  const rows = isTable ? lines.slice(1) : lines
  return rows
    .filter((line) => line.trim() !== '')
    .map((line) => (isTable ? rowOf(line, header, options) : understandLine(line, options)))
    .map((json) => `${json}\n`)
    .join('')
}

const rowOf = (line: string, header: readonly string[], options: UnderstandOptions): string => {
  const cells = line.split('\t')
  const cell = (name: string): string => cells[header.indexOf(name)]?.trim() ?? ''
  return understandLine(cell('text'), { ...options, locale: localeOf(cell('locale')) ?? options.locale })
}

const localeOf = (said: string): UnderstandOptions['locale'] | null => {
  if (/^pt/i.test(said)) return 'pt-BR'
  return /^en/i.test(said) ? 'en' : null
}
