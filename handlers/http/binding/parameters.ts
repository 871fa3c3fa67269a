import type { z } from 'zod'
import type { InputProblem } from '../../../core/index.ts'
import { textProblem } from './json.ts'
import { pointerTo } from './pointer.ts'
import { HttpProblem } from './problem.ts'
import type { Route } from './route.ts'
import { validated } from './validate.ts'

type Shape = Readonly<Record<string, z.core.$ZodType>>

const kindOf = (schema: z.core.$ZodType | undefined): string | undefined => {
  const def = schema?._zod.def
  return def !== undefined && 'innerType' in def ? kindOf(def.innerType as z.core.$ZodType) : def?.type
}

/** Numbers and booleans come as text in a URL; what is neither stays text, for the schema to refuse. */
const typed = (schema: z.core.$ZodType | undefined, text: string): unknown => {
  const kind = kindOf(schema)
  if (kind === 'number' && /^(0|-?[1-9]\d{0,14})$/.test(text)) return Number(text)
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

const typedAll = (shape: Shape, texts: Readonly<Record<string, string>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, typed(shape[name], text)]))

/** An id that cannot exist is an id that does not. */
export const paramsOf = (route: Route, texts: Readonly<Record<string, string>>): unknown => {
  if (route.params === undefined) return undefined
  const result = route.params.safeParse(typedAll(route.params.shape, texts))
  if (!result.success) throw new HttpProblem(404, 'not_found', 'There is no such thing.')
  return result.data
}

/** Each parameter once, none unknown. Vendors may add what they like. */
export const queryOf = (route: Route, search: URLSearchParams): unknown => {
  if (route.vendor === true || route.lenient === true) return undefined
  const shape: Shape = route.query?.shape ?? {}
  const texts: Record<string, string> = {}
  const problems: InputProblem[] = []
  for (const [name, text] of search) {
    const problem = !Object.hasOwn(shape, name)
      ? 'There is no such parameter.'
      : Object.hasOwn(texts, name)
        ? 'Is given twice.'
        : textProblem(text)
    if (problem === null) texts[name] = text
    else problems.push({ pointer: pointerTo('', name).slice(1), detail: problem })
  }
  if (problems.length > 0) {
    throw new HttpProblem(400, 'invalid_input', 'The query is not valid.', { errors: problems.slice(0, 20) })
  }
  return route.query === undefined ? undefined : validated(route.query, typedAll(shape, texts), 'query')
}
