import type { InputProblem } from '../../../core/index.ts'
import { HttpProblem } from './problem.ts'

const DEPTH_MAX = 32
const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
// Controls other than tab and line ends; overrides of the reading direction, which make a text look like another.
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u

/** The body as text, read up to the limit, also when it is chunked and names no length. */
export const readBody = async (request: Request, limitBytes: number): Promise<string> => {
  const tooLarge = () => new HttpProblem(413, 'too_large', `The body may have at most ${limitBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge()
  if (request.body === null) return ''
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > limitBytes) throw tooLarge()
    chunks.push(chunk)
  }
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw malformed('The body is not valid UTF-8.')
  }
}

const malformed = (detail: string): HttpProblem => new HttpProblem(400, 'malformed', detail)

/** Parses JSON and refuses what no field may hold, naming each place. `strict` false (vendors): only what is no JSON. */
export const parseJson = (text: string, strict: boolean): unknown => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
  const problems: InputProblem[] = []
  if (strict) inspect(value, '', 0, problems)
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

/** One segment of a JSON Pointer, of a bounded length: a key is the caller's, and errors never echo much of it. */
export const pointerSegment = (key: string): string =>
  key.slice(0, 60).replace(FORBIDDEN, '?').toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')

const inspect = (value: unknown, pointer: string, depth: number, problems: InputProblem[]): void => {
  if (depth > DEPTH_MAX) {
    problems.push({ pointer: '', detail: `Is nested deeper than ${DEPTH_MAX} levels.` })
    return
  }
  if (typeof value === 'string') {
    const detail = textProblem(value)
    if (detail !== null) problems.push({ pointer, detail })
  }
  if (typeof value === 'number' && !Number.isFinite(value)) problems.push({ pointer, detail: 'Is out of range.' })
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    if (problems.length >= 20) return
    const at = `${pointer}/${pointerSegment(key)}`
    if (!Array.isArray(value) && PROTOTYPE_KEYS.has(key)) problems.push({ pointer: at, detail: 'Is no field.' })
    else inspect(inner, at, depth + 1, problems)
  }
}
