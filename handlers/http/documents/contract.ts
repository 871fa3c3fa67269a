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

export const docsAsset = route({
  method: 'get',
  path: '/docs/assets/{name}',
  operationId: 'docsAsset',
  summary: 'A file of the docs page',
  tag,
  scope: null,
  params: z.strictObject({ name: z.string().regex(/^[a-z0-9.-]{1,60}$/) }),
  answers: { 200: { description: 'The file', type: 'text/javascript; charset=utf-8' } },
})
