import type { z } from 'zod'
import type { Principal, Scope } from '../../../core/access/index.ts'
import type { Core } from '../../../core/index.ts'
import type { HttpDeps } from '../deps.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** The refusals that a route may answer beside those that follow from its access, body and limits. */
export type ProblemStatus = 404 | 409

export interface ResponseContract {
  readonly description: string
  /** Of a JSON body. Without it: `contentType` says what the body is, and without that there is none. */
  readonly schema?: z.ZodType
  readonly contentType?: string
  readonly headers?: readonly ('ETag' | 'Link' | 'Location')[]
}

export interface BodyContract {
  readonly schema: z.ZodType
  /** No body at all is an empty object. */
  readonly optional?: boolean
  /** 1 MB unless told otherwise. */
  readonly limitBytes?: number
  /**
   * own: strict JSON of our own API · vendor: any JSON, whatever its media type and characters · webhook: as vendor,
   * and what is no JSON at all is null
   */
  readonly reading?: 'own' | 'vendor' | 'webhook'
}

/**
 * One route as data: it drives binding, validation, the OpenAPI document and the tests. A route that is not in the
 * registry does not exist.
 */
export interface RouteContract {
  readonly method: Method
  /** With parameters in braces, as OpenAPI writes them. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  /** A scope; or any valid key; or the secret of the WhatsApp webhooks; or null: everybody. */
  readonly scope: Scope | 'any' | 'webhook' | null
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: BodyContract
  readonly responses: { readonly [status: number]: ResponseContract }
  readonly problems?: readonly ProblemStatus[]
  /** A POST with an effect: repeats under one Idempotency-Key act once. */
  readonly idempotent?: boolean
  /** Fields of the answer that are shown once: a replay gives null for them. */
  readonly secrets?: readonly string[]
  /** version: the handler says it, and If-Match is honoured · content: a digest of the answer. */
  readonly etag?: 'version' | 'content'
  /** vendor: too many is 503, and never once authenticated · none: not counted. */
  readonly rateLimit?: 'vendor' | 'none'
}

/** Declares a route, keeping its exact type for its handler. */
export const contract = <const R extends RouteContract>(route: R): R => route

type Parsed<R, K extends 'params' | 'query'> = R extends { readonly [P in K]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined
type ParsedBody<R> = R extends { readonly body: { readonly schema: infer S extends z.ZodType } }
  ? z.output<S>
  : undefined

/** What a handler is given: all checked, nothing of the web framework. */
export interface Input<R extends RouteContract = RouteContract> {
  /** Inside the unit of work of the idempotency key when there is one. */
  readonly core: Core
  readonly deps: HttpDeps
  readonly principal: R extends { readonly scope: null | 'webhook' } ? null : Principal
  readonly params: Parsed<R, 'params'>
  readonly query: Parsed<R, 'query'>
  readonly body: ParsedBody<R>
  /** Versions that If-Match allows; null: any. */
  readonly ifMatch: readonly number[] | null
  /** Path and query as asked for, for links. */
  readonly url: URL
}

export type AnswerHeaders = Readonly<Record<string, string>>
export type Answer = readonly [status: number, body: unknown, headers?: AnswerHeaders]

type BodyOf<C> = C extends { readonly schema: infer S extends z.ZodType }
  ? z.input<S>
  : C extends { readonly contentType: string }
    ? string | Uint8Array
    : null
type StatusOf<R extends RouteContract> = keyof R['responses'] & number
type AnswerOf<R extends RouteContract> = {
  [S in StatusOf<R>]: readonly [status: S, body: BodyOf<R['responses'][S]>, headers?: AnswerHeaders]
}[StatusOf<R>]

export interface BoundRoute {
  readonly contract: RouteContract
  readonly handle: (input: AnyInput) => Promise<Answer>
}

/** An input whose shape the binder has checked against the contract of its route. */
export interface AnyInput {
  readonly core: Core
  readonly deps: HttpDeps
  readonly principal: Principal | null
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly ifMatch: readonly number[] | null
  readonly url: URL
}

/** A route and the function that answers it. */
export const bind = <R extends RouteContract>(
  route: R,
  handle: (input: Input<R>) => Promise<AnswerOf<R>>,
): BoundRoute => ({
  contract: route,
  handle: (input) => handle(input as Input<R>),
})
