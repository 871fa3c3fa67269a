export interface RateLimitVerdict {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Seconds until the window starts anew, at least 1. */
  readonly resetSeconds: number
}

/** Counts hits in fixed windows. Never throws: when its store is down it allows, or counts elsewhere meanwhile. */
export interface RateLimit {
  hit(key: string, policy: { limit: number; windowSeconds: number }): Promise<RateLimitVerdict>
}
