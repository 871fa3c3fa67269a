export const SCOPES = [
  'tasks:read',
  'tasks:write',
  'briefs:read',
  'notify:write',
  'ingest',
  'alerts',
  'sync',
  'people',
  'admin',
  'metrics',
] as const
export type Scope = (typeof SCOPES)[number]

/** An API key. The secret itself is known only to whoever created it; we keep its digest. */
export interface ApiKey {
  readonly id: string
  readonly name: string
  readonly digest: string
  readonly scopes: readonly Scope[]
  /** Whose key it is; null: an operator's. */
  readonly personId: string | null
  /** seeded: the row of API_KEY, replaced when that changes · first: made by the first start · issued: by someone */
  readonly origin: 'seeded' | 'first' | 'issued'
  readonly createdAt: Date
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
}
