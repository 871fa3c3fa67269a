/**
 * One transaction over the stores. `Stores` is what the use case asks for; an adapter offers a superset.
 *
 * - `run`: all that `work` did through the stores it was handed commits together, or, when it throws, not at all, and
 *   the error comes out unchanged. Jobs enqueued become visible, and facts recorded reach the Observer, only after the
 *   commit. Never call the outer unit inside `work`: an embedded database has one connection and would wait for ever.
 * - `read`: the same stores without a transaction, for questions only.
 * - Concurrent units see each other's commits (read committed); `lock…` methods of stores serialise writers of a row.
 */
export interface UnitOfWork<Stores> {
  run<T>(work: (stores: Stores) => Promise<T>): Promise<T>
  read<T>(work: (stores: Stores) => Promise<T>): Promise<T>
}

/** A unit that joins one already open, so that several use cases commit as one. */
export const joined = <Stores>(stores: Stores): UnitOfWork<Stores> => ({
  run: (work) => work(stores),
  read: (work) => work(stores),
})
