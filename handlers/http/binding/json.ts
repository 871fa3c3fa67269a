import type { InputProblem } from '../../../core/index.ts'
import { structureFault } from './json-structure.ts'
import { pointerTo } from './pointer.ts'
import { HttpProblem } from './problem.ts'

const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
// Controls other than tab and line ends; overrides of the reading direction, which make a text look like another.
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u
const FAULTS = {
  too_deep: 'The JSON is nested too deeply.',
  duplicate_key: 'The JSON has the same name twice in one object.',
} as const

const malformed = (detail: string): HttpProblem => new HttpProblem(400, 'malformed', detail)

/** Bytes as text. `strict` false (vendors): what is no UTF-8 is replaced rather than refused. */
export const decodeText = (bytes: Uint8Array, strict: boolean): string => {
  try {
    return new TextDecoder('utf-8', { fatal: strict }).decode(bytes)
  } catch {
    throw malformed('The body is not valid UTF-8.')
  }
}

/** Parses JSON and refuses what no field may hold, naming each place. `strict` false (vendors): only what is no JSON. */
export const parseJson = (text: string, strict: boolean): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
  if (!strict) return value
  const fault = structureFault(text)
  if (fault !== null) throw malformed(FAULTS[fault])
  const problems: InputProblem[] = []
  inspect(value, '', problems)
  if (problems.length > 0) {
    throw new HttpProblem(400, 'invalid_input', 'The input is not valid.', { errors: problems.slice(0, 20) })
  }
  return value
}

/** Why a text cannot be taken as one; null when it can. */
export const textProblem = (text: string): string | null => {
  if (!text.isWellFormed()) return 'Holds half of a character (a lone surrogate).'
  return FORBIDDEN.test(text) ? 'Holds control or direction characters.' : null
}

const inspect = (value: unknown, pointer: string, problems: InputProblem[]): void => {
  if (typeof value === 'string') {
    const detail = textProblem(value)
    if (detail !== null) problems.push({ pointer, detail })
  }
  if (typeof value === 'number' && !Number.isFinite(value)) problems.push({ pointer, detail: 'Is out of range.' })
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (problems.length >= 20) return
    const at = pointerTo(pointer, key)
    if (!Array.isArray(value) && PROTOTYPE_KEYS.has(key)) problems.push({ pointer: at, detail: 'Is no field.' })
    else if (textProblem(key) !== null) problems.push({ pointer, detail: 'Has a name that is no text.' })
    else inspect(inner, at, problems)
  }
}
