/** What a screen may be showing. A closed list, in the words of the house. */
export const TOPICS = ['tasks', 'notifications', 'messages', 'alerts', 'sync', 'people', 'jobs', 'briefs'] as const
export type Topic = (typeof TOPICS)[number]

/**
 * Something of a topic changed. It says for whom and never what: whoever hears of it asks again, with their own rights.
 * `people`: these and all operators, so that an empty list is operators alone; null: everybody.
 */
export interface Change {
  readonly topic: Topic
  readonly people: readonly string[] | null
}

/**
 * What a unit of work offers: told with its commit, gone with its rollback, one change a topic however often it is
 * published. A hint: a process that is killed around its commit may take it along.
 */
export interface Changes {
  publish(...changes: readonly Change[]): void
}

/**
 * Tells this process of the changes of all processes, soon after their commits, in no promised order. Where some may
 * have been missed, as when the connection was lost, it tells `EVERYTHING`. A listener must not throw.
 */
export interface ChangeFeed {
  /** Listens from now on, until the function returned is called. */
  subscribe(listener: (change: Change) => void): () => void
}

/** Anything may have changed, for anybody. */
export const EVERYTHING: readonly Change[] = TOPICS.map((topic) => ({ topic, people: null }))

/** One change a topic, for all whom any of them concerns. */
export const coalesced = (changes: readonly Change[]): readonly Change[] => {
  const topics = new Map<Topic, Set<string> | null>()
  for (const { topic, people } of changes) {
    const known = topics.get(topic)
    if (people === null || known === null) topics.set(topic, null)
    else topics.set(topic, new Set([...(known ?? []), ...people]))
  }
  return [...topics].map(([topic, people]) => ({ topic, people: people === null ? null : [...people] }))
}
