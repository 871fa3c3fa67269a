import { index, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { ApiKey, Scope } from '../../../core/access/ports.ts'
import type { StoredResponse } from '../../../core/kernel/idempotency.ts'
import { instant, oneOf } from './columns.ts'

export const apiKeys = pgTable(
  'api_keys',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    digest: text('digest').notNull(),
    scopes: text('scopes').array().$type<Scope[]>().notNull(),
    personId: text('person_id'),
    origin: text('origin').$type<ApiKey['origin']>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [
    oneOf<ApiKey['origin']>('api_keys_origin_check', t.origin, { seeded: true, first: true, issued: true }),
    unique('api_keys_digest').on(t.digest),
  ],
)

export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    scope: text('scope').notNull(),
    key: text('key').notNull(),
    /** The whole response in one value, so that a body that is a bare JSON string stays one. */
    response: jsonb('response').$type<StoredResponse>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'idempotency_keys_pkey', columns: [t.scope, t.key] }),
    index('idempotency_keys_created_index').on(t.createdAt),
  ],
)
