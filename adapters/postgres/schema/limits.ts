import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core'

/** One row for each thing that is counted, used again for each of its windows. */
export const hitCounts = pgTable('hit_counts', {
  key: text('key').primaryKey(),
  /** When the window ends that was last counted, in ms of Unix time. */
  endsAt: bigint('ends_at', { mode: 'number' }).notNull(),
  hits: integer('hits').notNull(),
})
