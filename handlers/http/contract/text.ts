import { z } from 'zod'

const BIDI_CONTROLS = [
  [0x202a, 0x202e],
  [0x2066, 0x2069],
] as const

const isControl = (code: number): boolean => code < 0x20 || (code >= 0x7f && code <= 0x9f)

/** Characters that hide or reorder what a reader sees: they would lie about who says what. */
const isBidiControl = (code: number): boolean => BIDI_CONTROLS.some(([from, to]) => code >= from && code <= to)

const LINE = new Set([0x09, 0x0a, 0x0d])

/** Why a text is refused, or null. Lengths count code points, so that an emoji is one. */
const textProblem = (value: string, limits: TextLimits): string | null => {
  let length = 0
  for (const character of value) {
    length += 1
    const code = character.codePointAt(0) ?? 0
    if (isControl(code) && !(limits.multiline === true && LINE.has(code))) {
      return limits.multiline === true
        ? 'Must not contain control characters other than tabs and line breaks.'
        : 'Must not contain control characters or line breaks.'
    }
    if (isBidiControl(code)) return 'Must not contain characters that override the direction of text.'
  }
  const { min = 0, max } = limits
  if (length > max) return `Must have at most ${max} characters.`
  if (length < min) return min === 1 ? 'Must not be empty.' : `Must have at least ${min} characters.`
  return null
}

interface TextLimits {
  readonly min?: number
  readonly max: number
  readonly multiline?: boolean
}

/** A text people read or write. */
export const text = (limits: TextLimits) =>
  z
    .string()
    .superRefine((value, context) => {
      const problem = textProblem(value, limits)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
    })
    .meta({ ...(limits.min === undefined ? {} : { minLength: limits.min }), maxLength: limits.max })
