import { DomainError } from '../../../core/index.ts'
import { HttpProblem } from './problem.ts'

export const etagOf = (version: number | string): string => `"${version}"`

export interface Expectation {
  readonly version?: number
}

const NEVER = -1
const MOST_TAGS = 10

/** What an If-Match allows, any of which may hold; none or `*` allows everything. A weak tag never matches. */
export const expectationsOf = (header: string | null): readonly Expectation[] => {
  if (header === null || header.trim() === '*') return [{}]
  const versions = tagsOf(header).map(({ weak, value }) => (!weak && /^\d{1,9}$/.test(value) ? Number(value) : NEVER))
  return [...new Set(versions)].slice(0, MOST_TAGS).map((version) => ({ version }))
}

/** Acts on the first expectation that holds; each that does not is a unit of work that changed nothing. */
export const firstThatHolds = async <T>(
  expectations: readonly Expectation[],
  act: (expect: Expectation) => Promise<T>,
): Promise<T> => {
  const [first = {}, ...others] = expectations
  try {
    return await act(first)
  } catch (error) {
    const isStale = error instanceof DomainError && error.code === 'stale_version'
    if (!isStale || others.length === 0) throw error
    return firstThatHolds(others, act)
  }
}

/** Whether an If-None-Match names this version: the caller has it already. */
export const alreadyHas = (header: string | null, version: number | string): boolean => {
  if (header === null) return false
  return header.trim() === '*' || tagsOf(header).some(({ value }) => value === String(version))
}

const TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/

const tagsOf = (header: string): readonly { weak: boolean; value: string }[] =>
  header.split(',').map((part) => {
    const match = TAG.exec(part.trim())
    if (match === null) throw new HttpProblem(400, 'malformed', 'The entity tag is not valid: it looks like "3".')
    return { weak: match[1] !== undefined, value: match[2] ?? '' }
  })
