import postgres from 'postgres'

/**
 * The same notifications once more on each of the days before, later and later confirmed: what charts are drawn of. On the
 * database, since nobody can send yesterday.
 */
export const repeatOnDaysBefore = async (databaseUrl: string, days: number): Promise<void> => {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined })
  const before = sql`select day, make_interval(days => day) as back from generate_series(1, ${days}) day`
  try {
    await sql.begin(async (tx) => {
      await tx`
        insert into receipts (channel, external_id, kind, at)
        select channel, external_id || '-' || day, kind, at - back + day * interval '1 second'
        from receipts, (${before}) b`
      await tx`
        with settled as (select * from notifications where settled_at is not null),
        past as (
          insert into notifications (id, person_id, kind, subject, body, chain, step, round, status, reason, expires_at,
            created_at, updated_at, settled_at)
          select md5(id || day)::uuid, person_id, kind, subject, body, chain, step, round, status, reason,
            expires_at - back, created_at - back, updated_at - back, settled_at - back
          from settled, (${before}) b returning id)
        insert into deliveries (id, notification_id, channel, round, attempt, state, reason, address_ref, external_id,
          started_at, lease_until, deadline_at, settled_at)
        select md5(d.id || day)::uuid, md5(notification_id || day)::uuid, channel, d.round, attempt, state, d.reason,
          address_ref, external_id || '-' || day, started_at - back, lease_until - back, deadline_at - back,
          d.settled_at - back + (day % 4) * interval '2 seconds'
        from deliveries d join settled s on s.id = d.notification_id, (${before}) b
        where (select count(*) from past) > 0 and d.state <> 'sending'`
    })
  } finally {
    await sql.end()
  }
}
