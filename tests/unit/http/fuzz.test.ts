import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp, WEBHOOK_SECRET } from '../../support/app.ts'
import { arbitraryOf } from '../../support/arbitrary-json.ts'
import { runs } from '../../support/soak.ts'

type Json = Readonly<Record<string, unknown>>
interface Parameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header'
  readonly required: boolean
  readonly schema: Json
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }>
  >
}

const SEED = 20_261_124
const RUNS = runs(40)

const app = await createTestApp()
const document = (await app.call('GET', '/openapi.json')).json as Json
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
const operations = Object.entries(paths).flatMap(([path, here]) =>
  Object.entries(here).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
)

const find = (ref: string): Json =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], document) as Json

const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true })
addFormats.default(ajv)
ajv.addSchema({ ...document, $id: 'openapi' })

const matches = (schema: Json, value: unknown): string | null => {
  const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/')) as Json
  return ajv.validate(whole, value) ? null : ajv.errorsText()
}

const ids = ['1', '2', '0', '-1', '1e3', '99999999999', 'x', '%00', '00000000-0000-4000-8000-000000000001', '🙂', '..']
const names = ['whatsapp', 'web', 'sheets', 'smoke', 'messages-upsert', 'start.js']

const requestTo = ({ path, operation }: (typeof operations)[number]) => {
  const { parameters = [], requestBody } = operation
  const query = parameters.filter((parameter) => parameter.in === 'query')
  const headers = parameters.filter((parameter) => parameter.in === 'header')
  const slots = [...path.matchAll(/\{\w+\}/g)].length
  const [type = 'application/json'] = Object.keys(requestBody?.content ?? {})
  const schema = requestBody?.content[type]?.schema
  return fc.record({
    segments: fc.array(fc.constantFrom(...ids, ...names), { minLength: slots, maxLength: slots }),
    query: fc.record(Object.fromEntries(query.map(({ name, schema: inner }) => [name, arbitraryOf(inner, find)])), {
      requiredKeys: [],
    }),
    headers: fc.record(
      Object.fromEntries(headers.map(({ name }) => [name, fc.constantFrom('"1"', '*', 'W/"1"', 'x', '"', 'a, b')])),
      { requiredKeys: [] },
    ),
    body: schema === undefined ? fc.constant(undefined) : arbitraryOf(schema, find),
    type: fc.constantFrom(type, type, type, type, 'text/plain'),
  })
}

const pathWith = (path: string, segments: readonly string[]): string => {
  const rest = [...segments]
  return path.replaceAll(/\{\w+\}/g, () =>
    rest[0]?.startsWith('%') ? (rest.shift() ?? '') : encodeURIComponent(rest.shift() ?? ''),
  )
}

describe('whatever is sent', () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
    // Something for every list and id to find.
    await test.call('POST', '/tasks', { body: { title: 'Pagar o aluguel', due: 'amanhã às 14h' } })
    await test.call('POST', '/notifications', { body: { kind: 'reminder', body: 'Oi' } })
    await test.call('POST', '/ingest', { body: { channel: 'web', sender: 'nobody', content: 'oi' } })
  })

  it.each(operations)('$method $path answers as documented, and never with a fault of ours', async (it_) => {
    const { method, path, operation } = it_
    await fc.assert(
      fc.asyncProperty(requestTo(it_), async ({ segments, query, headers, body, type }) => {
        const search = new URLSearchParams(
          Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value).toWellFormed()])),
        )
        const {
          status,
          headers: answered,
          text,
        } = await test.call(method, `${pathWith(path, segments)}?${search}`, {
          headers: {
            ...(headers as Record<string, string>),
            ...(body === undefined ? {} : { 'Content-Type': type }),
            'X-SparkOne-Webhook-Secret': WEBHOOK_SECRET,
          },
          ...(body === undefined ? {} : { body }),
        })
        expect(test.errors, text).toEqual([])
        expect(status).toBeLessThan(500)
        // ".." in a path is another path before it reaches us.
        if (segments.includes('..')) return
        const documented = operation.responses[status]
        expect(documented, `${status} is not documented: ${text}`).toBeDefined()
        const media = answered.get('content-type')?.split(';')[0]
        if (media === undefined) {
          expect(text).toBe('')
          return
        }
        const schema = documented?.content?.[media]?.schema
        expect(schema, `${media} is not documented for ${status}`).toBeDefined()
        if (media.includes('json')) expect(matches(schema ?? {}, JSON.parse(text))).toBeNull()
      }),
      { seed: SEED, numRuns: RUNS },
    )
  })
})
