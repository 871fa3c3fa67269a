import { z } from 'zod'
import { route } from '../binding/route.ts'

const tag = 'Documents'

export const openapi = route({
  method: 'get',
  path: '/openapi.json',
  operationId: 'openapi',
  summary: 'This contract, as OpenAPI 3.1',
  tag,
  scope: null,
  answers: { 200: { description: 'The document', schema: z.record(z.string(), z.unknown()) } },
})

export const docs = route({
  method: 'get',
  path: '/docs',
  operationId: 'docs',
  summary: 'A page to read and try this contract',
  tag,
  scope: null,
  answers: { 200: { description: 'The page', type: 'text/html; charset=utf-8' } },
})

export const docsStyle = route({
  method: 'get',
  path: '/docs/style.css',
  operationId: 'docsStyle',
  summary: 'The look of the docs page',
  tag,
  scope: null,
  answers: { 200: { description: 'The style sheet', type: 'text/css; charset=utf-8' } },
})

export const docsScript = route({
  method: 'get',
  path: '/docs/scripts/{name}',
  operationId: 'docsScript',
  summary: 'A script of the docs page',
  tag,
  scope: null,
  params: z.strictObject({ name: z.string().regex(/^[a-z0-9.-]{1,60}$/) }),
  answers: { 200: { description: 'The script', type: 'text/javascript; charset=utf-8' } },
})
