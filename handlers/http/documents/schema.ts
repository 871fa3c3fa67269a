import { z } from 'zod'
import type { Route } from '../binding/route.ts'
import { documented } from '../schemas.ts'

export type Json = Record<string, unknown>
type Direction = 'input' | 'output'

const COMPONENTS = '#/components/schemas/'

/** A format says what its long pattern says. */
const FORMATS = new Set(['date', 'date-time', 'uuid'])

const options = (io: Direction) =>
  ({
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
    override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: Json }) => {
      // Descriptions live in zod's own registry, names in ours: a schema without a name keeps its words as well.
      const { description } = z.globalRegistry.get(zodSchema) ?? {}
      if (description !== undefined) jsonSchema.description ??= description
      if (typeof jsonSchema.format === 'string' && FORMATS.has(jsonSchema.format)) delete jsonSchema.pattern
      // What JavaScript can count to is no limit of ours, and examples made of it look broken.
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    },
  }) as const

/** A schema as OpenAPI 3.1 has it: JSON Schema 2020-12, with references to those that have a name. */
export const schemaOf = (schema: z.ZodType, io: Direction): Json => {
  const name = documented.get(schema)?.id
  if (name !== undefined) return { $ref: `${COMPONENTS}${name}` }
  const { $schema: _, $defs: __, ...json } = z.toJSONSchema(schema, { ...options(io), metadata: documented })
  return withComponents(json) as Json
}

const withComponents = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withComponents)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) =>
      name === '$ref' && typeof member === 'string'
        ? [name, member.replace('#/$defs/', COMPONENTS)]
        : [name, withComponents(member)],
    ),
  )
}

/** Every named schema, as what is sent or as what is answered, whichever it is used for. */
export const schemasOf = (registry: typeof documented, routes: readonly Route[]): Json => {
  const bodies = new Set<z.ZodType | undefined>(routes.map(({ body }) => body))
  const uri = (name: string): string => `${COMPONENTS}${name}`
  const [sent, answered] = (['input', 'output'] as const).map(
    (io) => z.toJSONSchema(registry, { ...options(io), uri }).schemas,
  )
  const inputs = new Set([...bodies].flatMap((body) => (body === undefined ? [] : (registry.get(body)?.id ?? []))))
  return Object.fromEntries(
    Object.keys(answered ?? {}).map((name) => {
      const { $schema: _, $id: __, id: ___, ...json } = ((inputs.has(name) ? sent : answered)?.[name] ?? {}) as Json
      return [name, json]
    }),
  )
}
