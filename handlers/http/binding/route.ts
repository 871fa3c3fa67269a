import type { z } from 'zod'
import type { Scope } from '../../../core/access/index.ts'

/** One possible answer of a route. Without `schema` it has no body, or one of `type` that is not JSON. */
export interface AnswerSpec {
  readonly description: string
  readonly schema?: z.ZodType
  /** Media type; JSON by default. */
  readonly type?: string
  /** Beside those that follow from the route's other fields. */
  readonly headers?: readonly ('ETag' | 'Location')[]
}

type Fields = z.ZodObject<z.ZodRawShape>

/** A route as data: what validates, documents, fuzzes and binds it. A route that is not one of these does not exist. */
export interface Route<P extends Fields = Fields, Q extends Fields = Fields, B extends z.ZodType = z.ZodType> {
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** With parameters in braces, as OpenAPI has them. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly tag: string
  /** null: open to everyone. `any`: a valid key, whatever its scopes. */
  readonly scope: Scope | 'any' | null
  /** A webhook with an authentication of its own: no key, no rate limit once it is let in. */
  readonly vendor?: boolean
  /** A webhook that is known by a signature over its body: its handler is given the bytes, and turns strangers away. */
  readonly signed?: boolean
  /** Never limited: orchestrators ask all the time. */
  readonly uncounted?: boolean
  /**
   * A vendor with a key of ours: not limited once authenticated, and characters that we would refuse from our own
   * clients are passed on to the handler.
   */
  readonly lenient?: boolean
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly bodyOptional?: boolean
  /** JSON always; merge patch where a PATCH takes it. */
  readonly bodyTypes?: readonly string[]
  readonly bodyLimitBytes?: number
  /** Takes Idempotency-Key: runs as one unit of work with its stored response. */
  readonly idempotent?: boolean
  /** `read`: ETag and If-None-Match. `write`: If-Match. */
  readonly conditional?: 'read' | 'write'
  /** The answers of success; problems are known from the other fields. */
  readonly answers: Readonly<Record<number, AnswerSpec>>
  /** Statuses of problems this route has beyond those that follow from its fields, e.g. 404, 409. */
  readonly problems?: readonly number[]
}

/** Keeps the exact types of the parts, so that the handler's input is inferred. */
export const route = <P extends Fields, Q extends Fields, B extends z.ZodType>(spec: Route<P, Q, B>): Route<P, Q, B> =>
  spec
