import type { PageEnds, PageQuery } from '../kernel/page.ts'
import type { ApiKey } from './key.ts'

export type { ApiKey, Scope } from './key.ts'

export interface KeyPage extends PageEnds {
  readonly keys: readonly ApiKey[]
}

/** A revoked key is gone. */
export interface KeyStore {
  insert(key: ApiKey): Promise<void>
  /** As `list`, and units of work that ask for them this way run one after the other from here to their end. */
  lockAll(): Promise<readonly ApiKey[]>
  findByDigest(digest: string): Promise<ApiKey | null>
  /** Oldest first. */
  list(): Promise<readonly ApiKey[]>
  /** As `list`, a part of them. */
  page(query: PageQuery): Promise<KeyPage>
  remove(id: string): Promise<boolean>
  /** Writes at most once a minute for each key. */
  touch(id: string, at: Date): Promise<void>
}
