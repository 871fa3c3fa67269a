import type { Route } from '../binding/route.ts'
import { documented } from '../schemas.ts'
import { commonHeaders, headersOf } from './headers.ts'
import { parametersOf } from './parameters.ts'
import { problemsOf, TITLES } from './problems.ts'
import { type Json, schemaOf, schemasOf } from './schema.ts'

const PROBLEM = '#/components/schemas/Problem'

const answersOf = (route: Route): Json => {
  const answers = Object.entries(route.answers).map(([status, { description, schema, type = 'application/json' }]) => {
    const [media = type] = type.split(';')
    const shape = schema === undefined ? { type: 'string' } : schemaOf(schema, 'output')
    const hasBody = schema !== undefined || route.answers[Number(status)]?.type !== undefined
    const content = hasBody ? { content: { [media]: { schema: shape } } } : {}
    return [status, { description, headers: headersOf(route, Number(status)), ...content }]
  })
  const unchanged =
    route.conditional === 'read' ? [[304, { description: 'You have it already', headers: headersOf(route, 304) }]] : []
  const problems = problemsOf(route).map((status) => {
    const content = { 'application/problem+json': { schema: { $ref: PROBLEM } } }
    return [status, { description: TITLES[status] ?? 'A problem', headers: headersOf(route, status), content }]
  })
  return merged([...answers, ...unchanged, ...problems] as [string | number, Json][])
}

/** One entry a status: an answer of its own and a problem may share one, told apart by media type. */
const merged = (entries: readonly (readonly [string | number, Json])[]): Json => {
  const all: Record<string, Json> = {}
  for (const [status, entry] of entries) {
    const known = all[status]
    const content = { ...(known?.content as Json | undefined), ...(entry.content as Json | undefined) }
    all[status] = { ...entry, ...known, ...(Object.keys(content).length === 0 ? {} : { content }) }
  }
  return all
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

const securityOf = (route: Route): readonly Json[] => {
  if (route.signed === true) return [{ webhookSignature: [] }]
  if (route.vendor === true) return [{ webhookToken: [] }, { webhookSecret: [] }]
  return route.scope === null ? [] : [{ apiKey: [] }]
}

/** What follows from the route's data, in words. */
const descriptionOf = (route: Route): string => {
  const key =
    route.vendor === true
      ? 'Needs the webhook secret.'
      : route.signed === true
        ? 'Needs the signature of the vendor.'
        : route.scope === null
          ? 'Needs no key.'
          : route.scope === 'any'
            ? 'Needs a key, whatever its scopes.'
            : `Needs a key with the scope \`${route.scope}\`.`
  return [
    key,
    ...(route.bodyTypes?.includes('application/merge-patch+json') === true
      ? ['A merge patch: what is absent stays, null clears.']
      : []),
    ...(route.idempotent === true ? ['Safe to repeat with the same Idempotency-Key for 24 hours.'] : []),
  ].join(' ')
}

const operationOf = (route: Route): Json => {
  const parameters = parametersOf(route)
  return {
    operationId: route.operationId,
    summary: route.summary,
    description: descriptionOf(route),
    tags: [route.tag],
    security: securityOf(route),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...bodyOf(route),
    responses: answersOf(route),
  }
}

const TAGS: Readonly<Record<string, string>> = {
  Tasks: 'What there is to do, with its journal and undo',
  Briefs: "A person's day",
  Notifications: 'What people are told, through which channels, with every attempt and receipt',
  Messages: 'What people wrote and what became of it',
  Mirrors: 'Notion and Google Sheets: how they are, syncing by hand, and what both sides had changed',
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
      schemas: schemasOf(documented, routes),
      headers: commonHeaders,
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of this installation' },
        webhookToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'HS256, from jwt_key' },
        webhookSignature: { type: 'apiKey', in: 'header', name: 'X-Notion-Signature' },
        webhookSecret: { type: 'apiKey', in: 'header', name: 'X-SparkOne-Webhook-Secret' },
      },
    },
  }
}
