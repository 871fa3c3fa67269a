import type { z } from 'zod'
import type { InputProblem } from '../../../core/index.ts'
import { pointerTo } from './pointer.ts'
import { HttpProblem } from './problem.ts'

/** zod's messages, made ours: short, without the value, unknown fields named one by one. */
const problemsOf = (
  issues: readonly z.core.$ZodIssue[],
  where: 'body' | 'query',
  within: readonly PropertyKey[] = [],
): InputProblem[] =>
  issues.flatMap((issue): InputProblem[] => {
    const path = [...within, ...issue.path]
    const pointer = (more: readonly PropertyKey[] = []): string => {
      const whole = [...path, ...more].reduce(pointerTo, '')
      return where === 'body' ? whole : whole.slice(1)
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.slice(0, 20).map((key) => ({ pointer: pointer([key]), detail: 'There is no such field.' }))
    }
    if (issue.code === 'invalid_union') {
      const branches = issue.errors.map((branch) => problemsOf(branch, where, path))
      // The branch that fits best is the one the caller most likely meant.
      const [nearest] = branches.toSorted((one, other) => one.length - other.length)
      return nearest ?? [{ pointer: pointer(), detail: 'Has none of the allowed shapes.' }]
    }
    return [{ pointer: pointer(), detail: detailOf(issue) }]
  })

/** What a format looks like, by zod's name for it. */
const FORMATS: Readonly<Record<string, string>> = {
  date: 'Must be a real date such as 2026-11-24.',
  datetime: 'Must be a real date and time with an offset, such as 2026-11-24T15:00:00-03:00.',
  uuid: 'Must be a UUID.',
}

const COUNTED: Readonly<Record<string, string>> = { string: 'characters', array: 'items' }

const least = (minimum: number | bigint, origin: string): string => {
  const counted = COUNTED[origin]
  if (counted === undefined) return `Must be at least ${minimum}.`
  return minimum === 1 ? 'Must not be empty.' : `Must have at least ${minimum} ${counted}.`
}

const most = (maximum: number | bigint, origin: string): string => {
  const counted = COUNTED[origin]
  return counted === undefined ? `Must be at most ${maximum}.` : `Must have at most ${maximum} ${counted}.`
}

const detailOf = (issue: z.core.$ZodIssue): string => {
  if (issue.input === undefined && issue.code !== 'custom') return 'Is missing.'
  switch (issue.code) {
    case 'invalid_type':
      return `Must be of type ${issue.expected === 'record' ? 'object' : issue.expected}.`
    case 'invalid_value':
      return `Must be one of: ${issue.values.map(String).join(', ')}.`
    case 'too_small':
      return least(issue.minimum, issue.origin)
    case 'too_big':
      return most(issue.maximum, issue.origin)
    case 'custom':
      return issue.message
    case 'invalid_format':
      return issue.format === 'regex' ? issue.message : (FORMATS[issue.format] ?? 'Is not in the expected format.')
    default:
      return 'Is not in the expected format.'
  }
}

/** Parses or refuses with one problem a field. `where` names the part for parameters; bodies use JSON Pointers. */
export const validated = <T>(schema: z.ZodType<T>, value: unknown, where: 'body' | 'query'): T => {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return result.data
  const errors = new Map<string, InputProblem>()
  for (const problem of problemsOf(result.error.issues, where)) {
    if (!errors.has(problem.pointer)) errors.set(problem.pointer, problem)
  }
  throw new HttpProblem(400, 'invalid_input', 'The input is not valid.', { errors: [...errors.values()].slice(0, 20) })
}
