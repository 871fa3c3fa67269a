import { systemClock } from '../../adapters/memory/index.ts'
import { type Batch, type Connection, type Contents, createStorage } from '../../adapters/postgres/index.ts'

/** How many rows the contents have. */
export const rowsOf = ({ tables }: Pick<Contents, 'tables'>): number => tables.reduce((sum, { rows }) => sum + rows, 0)

/** The same rows, and how much of all of them has passed, from 0 to 1. */
export async function* watched(
  rows: AsyncIterable<Batch>,
  total: number,
  onProgress: (part: number) => void,
): AsyncGenerator<Batch> {
  let done = 0
  for await (const batch of rows) {
    yield batch
    done += batch.lines.length
    onProgress(done / Math.max(1, total))
  }
}

/** Nothing is sent out of data that may be old before an operator has looked at them. */
export const pauseSending = (connection: Connection): Promise<void> =>
  createStorage({ connection }).run(({ notifications }) =>
    notifications.pause({ channel: 'all', since: systemClock.now(), byPersonId: null }),
  )
