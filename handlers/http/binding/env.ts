/** What middleware and handlers share about one request. */
export interface HttpEnv {
  Variables: {
    requestId: string
    /** The pattern of the route that answers, for metrics and logs: bounded, never a raw path. */
    route: string
    /** Headers of the rate limit, for whatever answer comes. */
    limits: Readonly<Record<string, string>>
  }
}
