import type { z } from 'zod'
import type { Variable } from './variable.ts'
import { VARIABLES } from './variables.ts'
import type { Problem } from './words.ts'

type Groups = typeof VARIABLES
type ValueOf<V> = V extends { schema: z.ZodType<infer T> } ? T : never
type Group<G> = { readonly [N in keyof G]: ValueOf<G[N]> | undefined }

/** Every variable by group, parsed; undefined where it is absent or empty. */
export type Values = { readonly [G in keyof Groups]: Group<Groups[G]> }

/** Reads a secret's file; throws when it cannot. */
export type ReadFile = (path: string) => string

export type Environment = Readonly<Record<string, string | undefined>>

const ALL: readonly Variable[] = Object.values(VARIABLES).flatMap((group) => Object.values(group))

/** What went wrong while variables were read. */
export interface Misread {
  /** By name and never with a value. */
  readonly problems: Problem[]
  /** Variables that are there and could not be taken: not to be called missing as well. */
  readonly names: Set<string>
}

/** Reads all variables, each also as NAME_FILE. What goes wrong goes into `misread`. */
export const readVariables = (env: Environment, readFile: ReadFile, misread: Misread): Values => {
  const tell = (name: string, problem: Problem): void => {
    misread.problems.push(problem)
    misread.names.add(name)
  }
  const parsed = new Map<string, unknown>()
  for (const variable of ALL) {
    const raw = rawValue(variable.name, env, readFile, tell)
    if (raw === undefined) continue
    const result = variable.schema.safeParse(raw)
    if (result.success) parsed.set(variable.name, result.data)
    else tell(variable.name, (words) => `${variable.name} ${variable.must(words)}.`)
  }
  const groups = Object.entries(VARIABLES).map(([group, variables]) => [
    group,
    Object.fromEntries(Object.keys(variables).map((name) => [name, parsed.get(name)])),
  ])
  // The names and types come from the same table that was just walked.
  return Object.fromEntries(groups) as Values
}

const rawValue = (
  name: string,
  env: Environment,
  readFile: ReadFile,
  tell: (name: string, problem: Problem) => void,
): string | undefined => {
  const direct = env[name]?.trim()
  const path = env[`${name}_FILE`]?.trim()
  if (direct && path) {
    tell(name, (words) => words.bothSet(name, `${name}_FILE`))
    return undefined
  }
  if (!path) return direct || undefined
  try {
    return readFile(path).trim() || undefined
  } catch {
    tell(name, (words) => words.unreadable(`${name}_FILE`))
    return undefined
  }
}
