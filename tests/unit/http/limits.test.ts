import { describe, expect, it } from 'vitest'
import { createTestApp } from '../../support/app.ts'

type Json = Readonly<Record<string, unknown>>
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Json }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Json }>> }
}

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

/** Every text in a schema whose length is limited: its pointer (the first item of lists) and the limit. */
const limitsIn = (schema: Json, pointer = ''): readonly { pointer: string; maxLength: number }[] => {
  if (typeof schema.$ref === 'string') return limitsIn(find(schema.$ref), pointer)
  const choices = (schema.anyOf ?? schema.oneOf ?? []) as readonly Json[]
  const members = Object.entries((schema.properties ?? {}) as Readonly<Record<string, Json>>)
  return [
    ...(typeof schema.maxLength === 'number' ? [{ pointer, maxLength: schema.maxLength }] : []),
    ...choices.flatMap((choice) => limitsIn(choice, pointer)),
    ...members.flatMap(([name, member]) => limitsIn(member, `${pointer}/${name}`)),
    ...(schema.items === undefined ? [] : limitsIn(schema.items as Json, `${pointer}/0`)),
  ]
}

/** A body with one text in it, and around it what makes lists and aliases of it. */
const bodyWith = (pointer: string, value: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduceRight<unknown>((inner, part) => {
      if (part === '0') return [inner]
      return part === 'address' ? { channel: 'email', address: inner } : { [part]: inner }
    }, value)

const LETTERS = { ascii: 'a', 'an emoji': '🙂' }
const TOO_LONG = /at most \d+ characters/

/** A path to something that may exist: tasks have numbers, everything else a UUID. */
const urlOf = (path: string): string =>
  path.replaceAll(/\{\w+\}/g, path.startsWith('/tasks') ? '1' : '00000000-0000-4000-8000-000000000001')

const bodies = operations.flatMap(({ method, path, operation }) => {
  const [type = ''] = Object.keys(operation.requestBody?.content ?? {})
  const schema = operation.requestBody?.content[type]?.schema
  return schema === undefined
    ? []
    : limitsIn(schema).map(({ pointer, maxLength }) => ({ method, path, type, pointer, maxLength }))
})
const queries = operations.flatMap(({ method, path, operation }) =>
  (operation.parameters ?? []).flatMap(({ name, in: where, schema }) =>
    where === 'query' ? limitsIn(schema).map(({ maxLength }) => ({ method, path, name, maxLength })) : [],
  ),
)

const problemsAt = (json: Json, pointer: string): readonly string[] =>
  ((json?.errors ?? []) as readonly { pointer: string; detail: string }[])
    .filter((problem) => problem.pointer === pointer)
    .map(({ detail }) => detail)

describe('a published maxLength is the true limit', () => {
  it('and there are many of them', () => {
    expect(bodies.length).toBeGreaterThan(20)
    expect(queries.length).toBeGreaterThanOrEqual(5)
  })

  describe.each(Object.entries(LETTERS))('counted in %s', (_, letter) => {
    it.each(bodies)('$method $path $pointer: $maxLength', async ({ method, path, type, pointer, maxLength }) => {
      const send = async (length: number) => {
        const body = bodyWith(pointer, letter.repeat(length))
        return (await app.call(method, urlOf(path), { body, headers: { 'Content-Type': type } })).json
      }
      expect(problemsAt(await send(maxLength + 1), pointer)).toEqual([expect.stringMatching(TOO_LONG)])
      expect(problemsAt(await send(maxLength), pointer).join()).not.toMatch(/characters/)
    })

    it.each(queries)('$method $path ?$name: $maxLength', async ({ method, path, name, maxLength }) => {
      const send = async (length: number) =>
        (await app.call(method, `${urlOf(path)}?${name}=${encodeURIComponent(letter.repeat(length))}`)).json
      expect(problemsAt(await send(maxLength + 1), name)).toEqual([expect.stringMatching(TOO_LONG)])
      expect(problemsAt(await send(maxLength), name).join()).not.toMatch(/characters/)
    })
  })

  it.each([
    ['title', 500],
    ['description', 10_000],
  ])('a task takes a %s of all %i characters', async (field, length) => {
    const body = { title: 'a', [field]: '🙂'.repeat(length) }
    expect((await app.call('POST', '/tasks', { body })).status).toBe(201)
  })

  it.each([
    ['POST', '/tasks', { title: 'a', labels: ['🙂'.repeat(50)] }],
    ['POST', '/people', { name: '🙂'.repeat(100) }],
    ['POST', '/keys', { name: '🙂'.repeat(100), scopes: ['admin'] }],
    ['POST', '/ingest', { channel: 'web', sender: '🙂'.repeat(200), content: '🙂'.repeat(10_000) }],
  ])('%s %s accepts the longest texts', async (method, path, body) => {
    expect((await app.call(method, path, { body })).status).toBeLessThan(300)
  })

  it('the Idempotency-Key has the length it is published with', async () => {
    const parameters = operations.find(({ path, method }) => path === '/tasks' && method === 'POST')?.operation
      .parameters
    const { maxLength } = parameters?.find(({ name }) => name === 'Idempotency-Key')?.schema ?? {}
    const send = (length: unknown) =>
      app.call('POST', '/tasks', { body: { title: 'a' }, headers: { 'Idempotency-Key': 'k'.repeat(Number(length)) } })
    expect((await send(maxLength)).status).toBe(201)
    expect((await send(Number(maxLength) + 1)).status).toBe(400)
  })
})
