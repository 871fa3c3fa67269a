/** A text as people see it, and the same text as the grammars see it: index by index the same characters. */
export interface Text {
  /** Composed, on one line, single spaces, no control characters. */
  readonly clean: string
  /** `clean` in lower case, without accents, with plain quotes and dashes. */
  readonly folded: string
}

const BREAKS = /[\p{Cc}\p{Z}]+/gu
// What has no width, but for the joiner and the selector that emoji are made of.
const UNSEEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g
const PLAIN: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '“': '"', '”': '"', '–': '-', '—': '-', '−': '-' }

const foldUnit = (unit: string): string => {
  const base = (unit.normalize('NFD')[0] ?? unit).toLowerCase()
  return PLAIN[unit] ?? (base.length === 1 ? base : unit)
}

/** Unit by unit, so that an index means the same in both. */
export const fold = (clean: string): string => {
  const known = new Map<string, string>()
  return clean.replace(/[^ -@[-~]/g, (unit) => {
    const folded = known.get(unit) ?? foldUnit(unit)
    known.set(unit, folded)
    return folded
  })
}

export const readText = (raw: string): Text => {
  const clean = raw.normalize('NFC').replace(UNSEEN, '').replace(BREAKS, ' ').trim()
  return { clean, folded: fold(clean) }
}
