import type { z } from 'zod'
import type { Route } from '../binding/route.ts'
import { type Json, schemaOf } from './schema.ts'

const fieldsIn = (where: 'path' | 'query', object: z.ZodObject | undefined): readonly Json[] =>
  Object.entries(object?.shape ?? {}).map(([name, field]) => {
    const schema = field as z.ZodType
    const required = where === 'path' || !schema.safeParse(undefined).success
    return { name, in: where, required, schema: schemaOf(schema, 'input') }
  })

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: false,
  description,
  schema: { type: 'string', maxLength: 300 },
})

/** The parameters of a route's path and query, and the headers it heeds. */
export const parametersOf = (route: Route): readonly Json[] => [
  ...fieldsIn('path', route.params),
  ...fieldsIn('query', route.query),
  ...(route.idempotent === true
    ? [header('Idempotency-Key', 'The same key and body replay the first answer for 24 hours')]
    : []),
  ...(route.conditional === 'read' ? [header('If-None-Match', 'ETag you have; 304 when it is still so')] : []),
  ...(route.conditional === 'write' ? [header('If-Match', 'ETag you saw; 412 when it has changed')] : []),
]
