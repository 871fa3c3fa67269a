import type { Fact, Observer } from '../../core/kernel/observer.ts'

export interface RecordingObserver extends Observer {
  /** All that was observed, in order. */
  readonly facts: readonly Fact[]
}

/** Keeps every fact, for tests. */
export const createRecordingObserver = (): RecordingObserver => {
  const facts: Fact[] = []
  return {
    facts,
    observe: (fact) => {
      facts.push(fact)
    },
  }
}
