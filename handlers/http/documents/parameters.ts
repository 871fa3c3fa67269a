import type { z } from 'zod'
import { IDEMPOTENCY_KEY_MAX } from '../binding/idempotency.ts'
import type { Route } from '../binding/route.ts'
import { type Json, schemaOf } from './schema.ts'

const fieldsIn = (where: 'path' | 'query', object: z.ZodObject | undefined): readonly Json[] =>
  Object.entries(object?.shape ?? {}).map(([name, field]) => {
    const schema = field as z.ZodType
    const required = where === 'path' || !schema.safeParse(undefined).success
    return { name, in: where, required, schema: schemaOf(schema, 'input') }
  })

const KEY_WORDS = 'Visible ASCII, bare or in quotes; the same key and body replay the first answer for 24 hours'

const header = (name: string, description: string, limits: Json = {}): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', ...limits },
})

/** The parameters of a route's path and query, and the headers it heeds. */
export const parametersOf = (route: Route): readonly Json[] => [
  ...fieldsIn('path', route.params),
  ...fieldsIn('query', route.query),
  ...(route.idempotent === true
    ? [header('Idempotency-Key', KEY_WORDS, { minLength: 1, maxLength: IDEMPOTENCY_KEY_MAX })]
    : []),
  ...(route.conditional === 'read' ? [header('If-None-Match', 'ETag you have; 304 when it is still so')] : []),
  ...(route.conditional === 'write' ? [header('If-Match', 'ETag you saw; 412 when it has changed')] : []),
]
