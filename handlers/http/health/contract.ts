import { z } from 'zod'
import { route } from '../binding/route.ts'
import { instant, named } from '../schemas.ts'

const tag = 'Health'
const get = { method: 'get' as const, tag }

export const health = route({
  ...get,
  path: '/health',
  operationId: 'health',
  summary: 'Alive, for people',
  scope: null,
  uncounted: true,
  answers: {
    200: {
      description: 'Alive',
      schema: z.strictObject({
        status: z.string(),
        timestamp: instant(),
        version: z.string(),
        environment: z.string(),
      }),
    },
  },
})

export const live = route({
  ...get,
  path: '/health/live',
  operationId: 'live',
  summary: 'The process runs; asks nothing else',
  scope: null,
  uncounted: true,
  answers: { 200: { description: 'It runs', schema: z.strictObject({ status: z.literal('ok') }) } },
})

const Readiness = named(
  'Readiness',
  z.strictObject({ status: z.enum(['ready', 'not_ready']), reasons: z.array(z.string()) }),
)

export const ready = route({
  ...get,
  path: '/health/ready',
  operationId: 'ready',
  summary: 'Requests can be served: database, migrations, not draining',
  scope: null,
  uncounted: true,
  answers: {
    200: { description: 'Ready', schema: Readiness },
    503: { description: 'Not ready, and why', schema: Readiness },
  },
})

const checkOf = (what: 'database' | 'redis') => {
  const schema = z.strictObject({
    status: z.enum(['ok', 'unavailable']),
    [what]: z.string(),
    connected: z.boolean(),
    latency_ms: z.number(),
    timestamp: instant(),
  })
  return { 200: { description: 'It answers', schema }, 503: { description: 'It does not answer', schema } }
}

export const database = route({
  ...get,
  path: '/health/database',
  operationId: 'databaseHealth',
  summary: 'A real query',
  scope: null,
  uncounted: true,
  answers: checkOf('database'),
})

export const redis = route({
  ...get,
  path: '/health/redis',
  operationId: 'redisHealth',
  summary: 'A real ping; memory when not configured',
  scope: null,
  uncounted: true,
  answers: checkOf('redis'),
})

const Integration = named(
  'IntegrationHealth',
  z.strictObject({
    status: z.enum(['ok', 'disabled', 'unavailable']),
    detail: z.string(),
    latency_ms: z.number(),
    timestamp: instant(),
  }),
)
const integrationAnswers = {
  200: { description: 'It answers, or is not configured', schema: Integration },
  503: { description: 'It does not answer', schema: Integration },
}

export const evolution = route({
  ...get,
  path: '/health/evolution',
  operationId: 'evolutionHealth',
  summary: 'The state of the WhatsApp instance',
  scope: 'any',
  answers: integrationAnswers,
})

export const smtp = route({
  ...get,
  path: '/health/smtp',
  operationId: 'smtpHealth',
  summary: 'A real conversation with the mail server, up to authentication',
  scope: 'any',
  answers: integrationAnswers,
})

export const notion = route({
  ...get,
  path: '/health/notion',
  operationId: 'notionHealth',
  summary: 'The database on Notion, read with our token',
  scope: 'any',
  answers: integrationAnswers,
})

export const sheets = route({
  ...get,
  path: '/health/sheets',
  operationId: 'sheetsHealth',
  summary: 'The spreadsheet, read as our service account',
  scope: 'any',
  answers: integrationAnswers,
})

export const agno = route({
  ...get,
  path: '/health/agno',
  operationId: 'agnoHealth',
  summary: 'The agent on AgentOS, asked for with our key',
  scope: 'any',
  answers: integrationAnswers,
})

export const openai = route({
  ...get,
  path: '/health/openai',
  operationId: 'modelHealth',
  summary: 'The list of models of the model server, asked for with our key',
  scope: 'any',
  answers: integrationAnswers,
})

export const metrics = route({
  ...get,
  path: '/metrics',
  operationId: 'metrics',
  summary: 'Metrics in the text format of Prometheus',
  scope: 'metrics',
  answers: { 200: { description: 'All series', type: 'text/plain; version=0.0.4; charset=utf-8' } },
})
