import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, text, unique } from 'drizzle-orm/pg-core'
import type { Alert, AlertGroup } from '../../../core/alerts/ports.ts'
import { instant, oneOf } from './columns.ts'

/** An alert as JSON holds it: moments as ISO strings. */
export type StoredAlert = Omit<Alert, 'startsAt' | 'endsAt'> & { startsAt: string; endsAt: string | null }

export const alertGroups = pgTable(
  'alert_groups',
  {
    groupKey: text('group_key').primaryKey(),
    id: text('id').notNull().default(sql`gen_random_uuid()::text`),
    status: text('status').$type<AlertGroup['status']>().notNull(),
    alerts: jsonb('alerts').$type<readonly StoredAlert[]>().notNull(),
    signature: text('signature').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    oneOf<AlertGroup['status']>('alert_groups_status_check', t.status, { firing: true, resolved: true }),
    unique('alert_groups_id_key').on(t.id),
    index('alert_groups_page_index').on(t.receivedAt, t.id),
    index('alert_groups_status_index').on(t.status, t.receivedAt, t.id),
    index('alert_groups_firing_index').on(t.receivedAt).where(sql`status = 'firing'`),
  ],
)
