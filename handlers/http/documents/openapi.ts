import { z } from 'zod'
import type { Route } from '../binding/route.ts'
import { Problem } from '../schemas.ts'

type Json = Record<string, unknown>

/** A schema as OpenAPI 3.1 has it: JSON Schema 2020-12, without the dialect on each. */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return json
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The input is not valid',
  401: 'No valid key',
  403: 'The key lacks the scope, or the person the right',
  404: 'There is no such thing, or it is not yours to see',
  409: 'It is not in a state that allows this',
  412: 'It has changed since you read it',
  413: 'The body is too large',
  415: 'The body is of another type',
  422: 'The Idempotency-Key was used for another request',
  429: 'Too many requests',
  500: 'Something went wrong on our side',
  503: 'Something this needs does not answer',
}

/** The problems that follow from what a route takes, and those it names itself. */
export const problemsOf = (route: Route): readonly number[] => {
  const statuses = new Set<number>([500, 503, ...(route.problems ?? [])])
  if (route.vendor !== true) statuses.add(429).add(400)
  if (route.scope !== null || route.vendor === true) statuses.add(401)
  if (route.scope !== null && route.scope !== 'any') statuses.add(403)
  if (route.params !== undefined && route.vendor !== true) statuses.add(404)
  if (route.body !== undefined) statuses.add(400).add(413).add(415)
  if (route.idempotent === true) statuses.add(409).add(422)
  if (route.conditional === 'write') statuses.add(412)
  for (const status of Object.keys(route.answers)) statuses.delete(Number(status))
  return [...statuses].toSorted((one, other) => one - other)
}

const PROBLEM = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }

const parametersOf = (route: Route): readonly Json[] => {
  const fieldsIn = (where: 'path' | 'query', object: z.ZodObject | undefined): readonly Json[] =>
    Object.entries(object?.shape ?? {}).map(([name, field]) => {
      const schema = field as z.ZodType
      return {
        name,
        in: where,
        required: where === 'path' || !schema.safeParse(undefined).success,
        schema: schemaOf(schema, 'input'),
      }
    })
  const header = (name: string, description: string): Json => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: { type: 'string', maxLength: 300 },
  })
  return [
    ...fieldsIn('path', route.params),
    ...fieldsIn('query', route.query),
    ...(route.idempotent === true
      ? [header('Idempotency-Key', 'The same key and body replay the first answer for 24 hours')]
      : []),
    ...(route.conditional === 'read' ? [header('If-None-Match', 'ETag you have; 304 when it is still so')] : []),
    ...(route.conditional === 'write' ? [header('If-Match', 'ETag you saw; 412 when it has changed')] : []),
  ]
}

const answersOf = (route: Route): Json => {
  const answers = Object.entries(route.answers).map(([status, { description, schema, type }]) => {
    const media = type ?? 'application/json'
    const content =
      schema === undefined
        ? type === undefined
          ? {}
          : { content: { [media.split(';')[0] ?? media]: { schema: { type: 'string' } } } }
        : { content: { [media]: { schema: schemaOf(schema, 'output') } } }
    return [status, { description, ...content }]
  })
  const problems = problemsOf(route).map((status) => [
    status,
    { description: TITLES[status] ?? 'A problem', content: PROBLEM },
  ])
  const unchanged = route.conditional === 'read' ? [[304, { description: 'You have it already' }]] : []
  return Object.fromEntries([...answers, ...unchanged, ...problems])
}

const bodyOf = (route: Route): Json => {
  if (route.body === undefined) return {}
  const schema = schemaOf(route.body, 'input')
  const types = route.bodyTypes ?? ['application/json']
  return {
    requestBody: {
      required: route.bodyOptional !== true,
      content: Object.fromEntries(types.map((type) => [type, { schema }])),
    },
  }
}

const operationOf = (route: Route): Json => ({
  operationId: route.operationId,
  summary: route.summary,
  tags: [route.tag],
  security: securityOf(route),
  ...(parametersOf(route).length === 0 ? {} : { parameters: parametersOf(route) }),
  ...bodyOf(route),
  responses: answersOf(route),
})

const securityOf = (route: Route): readonly Json[] => {
  if (route.vendor === true) return [{ webhookToken: [] }, { webhookSecret: [] }]
  return route.scope === null ? [] : [{ apiKey: [] }]
}

const TAGS: Readonly<Record<string, string>> = {
  Tasks: 'What there is to do, with its journal and undo',
  Briefs: "A person's day",
  Notifications: 'What people are told, through which channels, with every attempt and receipt',
  Messages: 'What people wrote and what became of it',
  Webhooks: 'What gateways and Alertmanager call',
  People: 'Who is served, and by which addresses',
  Keys: 'API keys',
  Health: 'Whether it works',
  Documents: 'This contract',
}

/** OpenAPI 3.1 of the routes. */
export const openApi = (routes: readonly Route[], version: string): Json => {
  const paths: Record<string, Json> = {}
  for (const route of routes) paths[route.path] = { ...paths[route.path], [route.method]: operationOf(route) }
  return {
    openapi: '3.1.1',
    info: {
      title: 'SparkOne',
      version,
      description: 'Tasks, briefs and notifications that get through.',
      license: { name: 'MIT', identifier: 'MIT' },
      contact: { name: 'The operator of this installation' },
    },
    servers: [{ url: '/' }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of this installation' },
        webhookToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'HS256, from jwt_key' },
        webhookSecret: { type: 'apiKey', in: 'header', name: 'X-SparkOne-Webhook-Secret' },
      },
    },
  }
}
