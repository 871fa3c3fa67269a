import { and, sql } from 'drizzle-orm'
import type { Spread, StretchFigures } from '../../../core/notify/ports.ts'
import { CHANNEL_NAMES } from '../../../core/people/ports.ts'
import { type Database, rowsOf } from '../connection.ts'
import { deliveries as d, notifications as n } from '../schema.ts'
import { REACHED } from './deliveries.ts'

/** Counted from one, as PostgreSQL does. A channel that a chain planned anew leaves out was the last of the old one. */
const PLACE = sql`coalesce(array_position(${n.chain}, ${d.channel}), cardinality(${n.chain}))`
const IS_LAST = sql`${PLACE} >= cardinality(${n.chain})`
const IS_OVER = sql`(${d.round} < ${n.round} or ${n.step} >= ${PLACE})`
const HAS_FAILED = sql`(${n.status} = 'failed' or ${d.round} < ${n.round})`
const IS_EXPIRED_HERE = sql`(${n.status} = 'failed' and ${n.step} = ${PLACE} - 1 and ${d.round} = ${n.round})`

const IS_BEGUN = sql`${d.attempt} = 1 and ${d.round} = 1 and ${d.state} <> 'skipped' and ${n.chain}[1] = ${d.channel}`

/** Half, and 95 of 100, of these durations are no longer than that. */
const spread = (from: ReturnType<typeof sql>, until: ReturnType<typeof sql>, where: ReturnType<typeof sql>) =>
  sql`percentile_cont(array[0.5, 0.95]) within group
    (order by greatest(0, extract(epoch from ${until} - ${from}))::float8) filter (where ${where})`

/** One question over the attempts of the time, in the days of whoever asks: the bounds are theirs, and no zone is ours. */
export const figuresOf = async (
  db: Database,
  personId: string | null,
  bounds: readonly Date[],
): Promise<readonly StretchFigures[]> => {
  const instants = bounds.map((bound) => bound.toISOString())
  const [first, last] = [instants[0], instants.at(-1)]
  if (first === undefined || last === undefined) return []
  const within = and(
    sql`${d.channel} in ${[...CHANNEL_NAMES]}`,
    sql`${d.startedAt} >= ${first} and ${d.startedAt} < ${last}`,
    personId === null ? undefined : sql`${n.personId} = ${personId}`,
  )
  const stretches = sql`array[${sql.join(
    instants.map((instant) => sql`${instant}`),
    sql`, `,
  )}]::timestamptz[]`
  const result = await db.execute(sql`
    select width_bucket(${d.startedAt}, ${stretches}) - 1 as stretch, ${d.channel} as channel,
      count(*) filter (where ${REACHED}) as sent,
      count(*) filter (where ${d.state} = 'delivered') as confirmed,
      count(*) filter (where ${d.attempt} = 1
        and (${IS_OVER} and ${IS_LAST} and ${HAS_FAILED} or ${IS_EXPIRED_HERE})) as failed,
      count(*) filter (where ${d.attempt} = 1 and ${IS_OVER} and not ${IS_LAST}) as passed_on,
      ${spread(sql`${d.startedAt}`, sql`${d.settledAt}`, sql`${d.state} = 'delivered' and ${d.settledAt} is not null`)}
        as confirm_seconds,
      ${spread(sql`greatest(${n.createdAt}, ${n.notBefore})`, sql`${d.startedAt}`, IS_BEGUN)} as lateness_seconds
    from ${d} join ${n} on ${n.id} = ${d.notificationId}
    where ${within} group by 1, 2 order by 1, 2`)
  return rowsOf(result).map((row) => ({
    stretch: Number(row.stretch),
    channel: row.channel as StretchFigures['channel'],
    sent: Number(row.sent),
    confirmed: Number(row.confirmed),
    failed: Number(row.failed),
    passedOn: Number(row.passed_on),
    confirmSeconds: spreadIn(row.confirm_seconds),
    latenessSeconds: spreadIn(row.lateness_seconds),
  }))
}

const spreadIn = (value: unknown): Spread | null =>
  Array.isArray(value) && value.length === 2 ? { p50: Number(value[0]), p95: Number(value[1]) } : null
