import { systemClock } from '../../adapters/memory/index.ts'
import { type Batch, type Connection, type Contents, createStorage } from '../../adapters/postgres/index.ts'
import { MIRROR_NAMES } from '../../core/sync/ports.ts'

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

/**
 * Nothing is sent out of data that may be old before an operator has looked at them, and nothing is written to a mirror:
 * its copies may be newer, so that it begins as if it had never been read.
 */
export const holdBack = (connection: Connection): Promise<void> =>
  createStorage({ connection }).run(async ({ notifications, mirrors }) => {
    const since = systemClock.now()
    await notifications.pause({ channel: 'all', since, byPersonId: null })
    for (const name of MIRROR_NAMES) {
      const { url = null, fields = [], pushedAt = null, checkedAt = null } = (await mirrors.find(name)) ?? {}
      await mirrors.save({
        name,
        pause: { reason: 'restore', trouble: null, since },
        url,
        fields,
        pushedAt,
        checkedAt,
        cursor: null,
        sweep: null,
        enrolAfter: null,
        pulledAt: null,
        sweptAt: null,
        failingSince: null,
        failure: null,
        resumeAt: null,
      })
    }
  })
