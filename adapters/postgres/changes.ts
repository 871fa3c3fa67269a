import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { type Change, type ChangeFeed, coalesced, EVERYTHING, TOPICS, type Topic } from '../../core/kernel/changes.ts'
import type { Connection } from './connection.ts'

const CHANGES_CHANNEL = 'sparkone_changes'
/** PostgreSQL takes 7,999 bytes; ids are ASCII. */
const PAYLOAD_MAX = 7_500
/**
 * Commits that notify run one after the other on the whole server, so they do not ride on the units of work: a seventh of
 * the tasks written in a second was the price. What follows within this time is told together.
 */
const GAP_MS = 100

export interface PostgresChanges extends ChangeFeed {
  /** What was just committed: whoever listens here hears it at once, other processes within a moment. */
  tell(changes: readonly Change[]): void
  /** Tells other processes what they were not told yet; nobody listens any more. Before the connection's own close. */
  close(): Promise<void>
}

/**
 * Changes of one process, and of the others where the database is a server: for those it listens from the first
 * subscriber to the last, on a connection of its own, and by itself again when that one is lost. `EVERYTHING` is told
 * whenever listening began. Behind a proxy that pools by transaction others are not heard.
 */
export const createChanges = (connection: Pick<Connection, 'kind' | 'db' | 'listen'>): PostgresChanges => {
  const origin = randomUUID()
  const listeners = new Set<{ readonly hear: (change: Change) => void }>()
  let listening: Promise<() => Promise<void>> | null = null
  let untold: readonly Change[] = []
  let gap: NodeJS.Timeout | null = null
  let telling: Promise<void> = Promise.resolve()

  const tellHere = (changes: readonly Change[]): void => {
    for (const { hear } of listeners) for (const change of changes) hear(change)
  }

  const tellOthers = (): Promise<void> => {
    if (untold.length === 0) return telling
    const told = untold
    untold = []
    const saying = connection.db.execute(sql`select pg_notify(${CHANGES_CHANNEL}, ${written(origin, told)})`)
    telling = saying.then(
      () => undefined,
      // Told with what comes next. Whoever lost their connection too will look at everything.
      () => {
        untold = coalesced([...told, ...untold])
      },
    )
    return telling
  }

  const tellSoon = (): void => {
    if (gap !== null) return
    void tellOthers()
    gap = setTimeout(() => {
      gap = null
      if (untold.length > 0) tellSoon()
    }, GAP_MS)
    gap.unref()
  }

  const listen = (): void => {
    if (connection.kind === 'pglite' || listening !== null) return
    const hear = (payload: string): void => {
      const { from, changes } = read(payload)
      if (from !== origin) tellHere(changes)
    }
    listening = connection.listen(CHANGES_CHANNEL, hear, () => tellHere(EVERYTHING))
  }

  const stopListening = async (): Promise<void> => {
    const ending = listening
    listening = null
    const end = await ending
    await end?.()
  }

  return {
    tell: (changes) => {
      if (changes.length === 0) return
      tellHere(changes)
      if (connection.kind === 'pglite') return
      untold = coalesced([...untold, ...changes])
      tellSoon()
    },
    subscribe: (hear) => {
      const listener = { hear }
      listeners.add(listener)
      listen()
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) void stopListening()
      }
    },
    close: async () => {
      listeners.clear()
      if (gap !== null) clearTimeout(gap)
      await telling
      await tellOthers()
      await stopListening()
    },
  }
}

const written = (from: string, changes: readonly Change[]): string => {
  const write = (some: readonly Change[]): string =>
    JSON.stringify({ from, changes: Object.fromEntries(some.map(({ topic, people }) => [topic, people])) })
  const text = write(changes)
  return text.length <= PAYLOAD_MAX ? text : write(changes.map(({ topic }) => ({ topic, people: null })))
}

/** What cannot be read, as of a later version, may be about anything. */
const read = (payload: string): { from: string | null; changes: readonly Change[] } => {
  try {
    const { from, changes }: { from: string; changes: Record<string, unknown> } = JSON.parse(payload)
    const known = Object.entries(changes).flatMap(([topic, people]) =>
      isTopic(topic) ? [{ topic, people: Array.isArray(people) ? people.map(String) : null }] : [],
    )
    return { from, changes: known }
  } catch {
    return { from: null, changes: EVERYTHING }
  }
}

const isTopic = (name: string): name is Topic => (TOPICS as readonly string[]).includes(name)
