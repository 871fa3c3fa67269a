import type { MirrorShape } from '../../core/sync/ports.ts'
import type { Call } from './connection.ts'
import { failed, settled } from './failure.ts'
import type { NotionSettings } from './settings.ts'
import { type Looked, lookAtSource, type Source } from './source.ts'

/** How long a look holds; a mirror that stands still is looked at again sooner, since somebody is mending it. */
const READY_MS = 5 * 60_000
const STOPPED_MS = 30_000
/** How long a refused write counts as a trouble that a look at the schema cannot see. */
const REFUSED_MS = 60_000

/** Keeps what we know of their schema, so that not every task costs three requests more. */
export const createLook = (call: Call, settings: NotionSettings, now: () => number) => {
  let kept: { readonly looked: Looked; readonly until: number } | null = null
  let refusedUntil = 0

  const look = async (fresh: boolean): Promise<Looked> => {
    if (!fresh && kept !== null && kept.until > now()) return kept.looked
    const looked = await lookAtSource(call, settings).catch((error: unknown) => {
      throw settled(error)
    })
    kept = { looked, until: now() + (looked.source === null ? STOPPED_MS : READY_MS) }
    return looked
  }

  const describe = async ({ fresh = false }: { fresh?: boolean } = {}): Promise<MirrorShape> => {
    const { shape } = await look(fresh)
    // The right to read shows the schema; only a write tells that the right to write is missing.
    const isRefused = refusedUntil > now() && shape.state === 'ready'
    return isRefused ? { state: 'stopped', trouble: { code: 'credentials_refused', params: {} } } : shape
  }

  const source = async (fresh = false): Promise<Source> => {
    const { source: found } = await look(fresh)
    if (found === null)
      throw failed('misconfigured', 'The mirror on Notion stands still: its schema or rights do not fit.')
    return found
  }

  return {
    describe,
    source,
    /** What Notion did not understand may be of a schema that a person has just changed: then it is asked again later. */
    assureSame: async ({ fingerprint }: Source): Promise<void> => {
      const current = await source(true)
      if (current.fingerprint !== fingerprint) throw failed('unavailable', 'The schema on Notion has just changed.')
    },
    /** Notion let us read and did not let us write. */
    refused: (): void => {
      refusedUntil = now() + REFUSED_MS
    },
  }
}
