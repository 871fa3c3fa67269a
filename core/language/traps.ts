import { type Rule, trap } from './rule.ts'

// A date or a time written in figures, in any of the ways that some rule reads.
const FIGURES =
  '(?:\\d{1,2}/\\d{1,2}(?:/\\d{2}(?:\\d{2})?)?|\\d{1,2}([-.])\\d{1,2}\\1\\d{4}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}:[0-5]\\d(?: ?- ?\\d{1,2}:[0-5]\\d)?)(?![./:,-]?\\d)'

/** What is quoted is a name; "24/7" looks like a day, and is always. */
export const names: readonly Rule[] = [trap('"[^"]{1,200}"'), trap('24/7|24x7|24h/7')]

/** Figures that are no date in any language: addresses, money, telephones, versions, documents. */
export const figureTraps = [
  trap('(?:https?://|www\\.)[^ ]{1,500}[^ .,;!?)]'),
  trap('[a-z0-9_.+-]{1,64}@[a-z0-9-]{1,64}(?:\\.[a-z0-9-]{1,64}){1,4}'),
  trap('(?:r\\$|us\\$|\\$|€|£) ?\\d[\\d.,/]*(?<=\\d)'),
  trap('\\d{1,9}(?:[.,]\\d{1,9})? ?%'),
  trap('\\+?\\d{1,3} \\(?\\d{2}\\)? \\d{4,5}[ -]\\d{4}'),
  trap(`(?!${FIGURES})(?!\\d{1,2}\\.[0-5]\\d ?[ap]\\.?m)\\d{1,9}(?:[./:,-]\\d{1,9}){1,8}`),
]
