/** What a handler says beside status and body. */
export interface AnswerExtras {
  /** The version of a single resource: becomes the strong ETag. null: this answer has none. */
  readonly version?: number | null
  readonly location?: string
  /** The query of the next page of this list: becomes a Link header. */
  readonly next?: Readonly<Record<string, string>>
  /** Members of the body that are shown once: stored without them, and null in a replay. */
  readonly secrets?: readonly string[]
  /** Media type of a string body; JSON otherwise. */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A handler's answer: serverless in style, it knows nothing of HTTP libraries. */
export type Answer = readonly [status: number, body: unknown, extras?: AnswerExtras]
