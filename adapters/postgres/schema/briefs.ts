import { date, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { instant, oneOf } from './columns.ts'

/** The scheduled briefs that were sent; the key is what makes each of them exactly one. */
export const briefs = pgTable(
  'briefs',
  {
    personId: text('person_id').notNull(),
    kind: text('kind').$type<'morning'>().notNull(),
    date: date('date', { mode: 'string' }).notNull(),
    claimedAt: instant('claimed_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'briefs_pkey', columns: [t.personId, t.kind, t.date] }),
    oneOf<'morning'>('briefs_kind_check', t.kind, { morning: true }),
    index('briefs_claimed_index').on(t.claimedAt),
  ],
)
