/** Which part of a list is asked for: behind a `next` of an earlier page, or from an offset on. */
export interface PageQuery {
  readonly limit: number
  readonly after?: string
  readonly offset?: number
}

/** What a page says beside its items. */
export interface PageEnds {
  /** Pass as `after` for the next page, also where this one came by offset; null on the last. */
  readonly next: string | null
  /** Exact where an offset was given, else null. */
  readonly total: number | null
}
