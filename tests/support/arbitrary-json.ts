import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

const words = [
  '',
  ' ',
  'Pagar o aluguel',
  'amanhã às 14h',
  '📌'.repeat(300),
  'a'.repeat(2001),
  `<script>"'=+@;\${x}`,
  'linha\r\nBcc: x',
  '\u202eabc',
  '\u0000',
  '\ud800',
  'America/Sao_Paulo',
  '12:30',
  '+55 11 98888-7777',
  'ana@example.com',
]

/** What a field may be sent instead of what it asks for. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1e308, 2 ** 53, '', [], {}, [null], { __proto__x: 1 }, ...words),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.json({ maxDepth: 3 }).map((text): unknown => JSON.parse(text)),
)

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  'date-time': fc.constantFrom(
    '2026-11-25T14:00:00-03:00',
    '2026-11-25T17:00:00Z',
    '0001-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2027-02-30T00:00:00Z',
    '2030-01-01T00:00:00.123456789+14:00',
  ),
  date: fc.constantFrom('2026-11-25', '0000-01-01', '9999-12-31', '2027-02-29', '2026-13-01'),
  uuid: fc.constantFrom('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002', 'x'),
}

/** Values that a JSON Schema of our document asks for, mostly. `find` gives the schema behind a reference. */
export const arbitraryOf = (schema: Schema, find: (ref: string) => Schema): fc.Arbitrary<unknown> => {
  const valid = validOf(schema, find)
  return fc.oneof({ weight: 9, arbitrary: valid }, { weight: 1, arbitrary: junk })
}

const validOf = (schema: Schema, find: (ref: string) => Schema): fc.Arbitrary<unknown> => {
  if (typeof schema.$ref === 'string') return validOf(find(schema.$ref), find)
  if (Array.isArray(schema.enum)) return fc.constantFrom<unknown>(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  const choices = schema.anyOf ?? schema.oneOf
  if (Array.isArray(choices)) return fc.oneof(...choices.map((choice: Schema) => arbitraryOf(choice, find)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return objectOf(schema, find)
    case 'array':
      return fc.array(arbitraryOf((schema.items ?? {}) as Schema, find), { maxLength: 3 })
    case 'integer':
    case 'number':
      return fc.oneof(fc.constantFrom(0, 1, 2, 100, 101, 1_000_001), fc.integer())
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      if (typeof schema.format === 'string' && schema.format in formats) return formats[schema.format] ?? junk
      return fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 30 }))
    default:
      return junk
  }
}

const objectOf = (schema: Schema, find: (ref: string) => Schema): fc.Arbitrary<unknown> => {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const required = (schema.required ?? []) as readonly string[]
  const known = fc.record(Object.fromEntries(properties.map(([name, inner]) => [name, arbitraryOf(inner, find)])), {
    requiredKeys: required.filter((name) => properties.some(([known]) => known === name)),
  })
  const extra = fc.dictionary(fc.constantFrom('extra', 'constructor', 'id', 'payload', 'from'), junk, { maxKeys: 1 })
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: fc.tuple(known, extra).map(([base, more]) => ({ ...base, ...more })) },
  )
}
