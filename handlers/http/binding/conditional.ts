import { HttpProblem } from './problem.ts'

export const etagOf = (version: number | string): string => `"${version}"`

/** The version an If-Match asks for; undefined for none or `*`. A tag that can match no version of ours is stale. */
export const expectedVersion = (header: string | null): number | undefined => {
  if (header === null || header.trim() === '*') return undefined
  const tags = tagsOf(header)
  // Several tags: any of them may match; ours are single numbers, so the newest is the only candidate.
  const versions = tags.flatMap(({ weak, value }) => (!weak && /^\d{1,9}$/.test(value) ? [Number(value)] : []))
  return versions.length === 0 ? -1 : Math.max(...versions)
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
