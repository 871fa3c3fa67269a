import type { Change, ChangeFeed } from '../../core/kernel/changes.ts'

export interface MemoryFeed extends ChangeFeed {
  /** Tells all who listen at this moment. */
  tell(changes: readonly Change[]): void
}

/** A feed within this process. Several storages may share one, as processes share a database. */
export const createMemoryFeed = (): MemoryFeed => {
  const listeners = new Set<{ readonly hear: (change: Change) => void }>()
  return {
    subscribe: (hear) => {
      const listener = { hear }
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (changes) => {
      for (const { hear } of listeners) for (const change of changes) hear(change)
    },
  }
}
