import { sql } from 'drizzle-orm'
import { PortError } from '../../core/kernel/errors.ts'
import { type Connection, rowsOf } from './connection.ts'
import { guarded } from './errors.ts'

/** Asks the database a real question. PortError `unavailable` when it fails or takes longer than the timeout. */
export const ping = async (connection: Connection, timeoutMs = 2_000): Promise<{ latencyMs: number }> => {
  const began = performance.now()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new PortError('storage', 'unavailable', `The database gave no answer within ${timeoutMs} ms.`)),
    timeoutMs,
  )
  try {
    await Promise.race([guarded(async () => connection.db.execute(sql`select 1`)), late.promise])
    return { latencyMs: performance.now() - began }
  } finally {
    clearTimeout(timer)
  }
}

/** What the server's clock says. */
export const serverClock = async (connection: Connection): Promise<Date> => {
  const [row] = rowsOf(
    await guarded(async () => connection.db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as at`)),
  )
  return new Date(Number(row?.at))
}
