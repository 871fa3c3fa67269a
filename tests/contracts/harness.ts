import { afterEach, beforeEach, type TestContext } from 'vitest'
import type { Fact } from '../../core/kernel/observer.ts'
import type { Storage, Stores } from '../../core/ports.ts'

/** One storage, fresh and empty, for one test. */
export interface OpenStorage {
  readonly storage: Storage
  /** All that reached the Observer the storage was given, in order. */
  readonly facts: readonly Fact[]
  close(): Promise<void>
}

export type OpenStorageFn = () => Promise<OpenStorage>

export interface ContractOptions {
  /** Several units of work are really in flight at once (several connections). Without it those cases are skipped. */
  readonly concurrent?: boolean
  /** How many random cases each property tries; 25 by default. */
  readonly runs?: number
}

/** Skips, saying why, a case that only several connections can show. */
export const needsConcurrency = (test: TestContext, options: ContractOptions): void => {
  test.skip(options.concurrent !== true, 'units of work run one after the other here')
}

export const runsOf = (options: ContractOptions): number => options.runs ?? 25

/** Opens before each test of the enclosing describe and closes after it; the function returned gives the open one. */
export const fresh = <T extends { close(): Promise<void> }>(open: () => Promise<T>): (() => T) => {
  let current: T | null = null
  beforeEach(async () => {
    current = await open()
  })
  afterEach(async () => {
    await current?.close()
    current = null
  })
  return () => {
    if (current === null) throw new Error('Nothing is open outside a test.')
    return current
  }
}

/** The two ways into a fresh storage. */
export const freshStorage = (open: OpenStorageFn) => {
  const current = fresh(open)
  const run: Storage['run'] = (work) => current().storage.run(work)
  const read: Storage['read'] = (work) => current().storage.read(work)
  return { run, read, facts: () => current().facts }
}

/** Something one side waits for and the other opens. */
export const createGate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: (): void => resolve() }
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/**
 * Runs `first` in a unit of work and starts `second` while that unit is still open; then the first ends, by a throw
 * when `rollback`. Where units run one after the other the second begins only then. Resolves with what the second gave.
 */
export const overlapping = async <T>(
  storage: Pick<Storage, 'run'>,
  work: (stores: Stores) => Promise<T>,
  { rollback }: { rollback: boolean },
): Promise<{ first: T; second: T }> => {
  const acted = Promise.withResolvers<T>()
  const end = createGate()
  const aborted = new Error('rolled back on purpose')
  const opening = storage.run(async (stores) => {
    acted.resolve(await work(stores))
    await end.opened
    if (rollback) throw aborted
  })
  opening.catch(acted.reject)
  const first = await acted.promise
  const second = storage.run(work)
  end.open()
  await opening.catch((error: unknown) => {
    if (error !== aborted) throw error
  })
  return { first, second: await second }
}
