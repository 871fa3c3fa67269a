/** A response kept for 24 hours under (scope, key). `fingerprint` tells whether the request is the same one. */
export interface StoredResponse {
  readonly fingerprint: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** null: the response carried a secret and was stored without its body. */
  readonly body: unknown
}

export type Claim = { state: 'fresh' } | { state: 'running' } | { state: 'done'; response: StoredResponse }

/** Lives in the unit of work of the effect: claim, act, save, commit. A rollback frees the key. */
export interface IdempotencyStore {
  /** `running` when another unit of work holds the same key at this moment; never waits. */
  claim(scope: string, key: string): Promise<Claim>
  save(scope: string, key: string, response: StoredResponse, now: Date): Promise<void>
  purge(before: Date): Promise<number>
}
