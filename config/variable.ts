import type { Kind } from './kinds.ts'

/** One environment variable: how it is read and how `.env.example` presents it. Empty counts as absent. */
export interface Variable<T = unknown> extends Kind<T> {
  readonly name: string
  readonly about: string
  /** Shown in `.env.example`: the default where there is one, else something that makes its shape plain. */
  readonly example: string
  readonly secret?: boolean
}

export const variable = <T>(
  name: string,
  about: string,
  kind: Kind<T>,
  example: string,
  options: { secret?: boolean } = {},
): Variable<T> => ({ name, about, ...kind, example, ...options })
