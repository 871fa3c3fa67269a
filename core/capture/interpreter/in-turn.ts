/** Runs what is given for one key one after the other, in the order given; different keys do not wait for each other. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>

export const makeInTurn = (): InTurn => {
  const last = new Map<string, Promise<unknown>>()
  return async (key, work) => {
    const before = last.get(key)
    const done = Promise.withResolvers<void>()
    last.set(key, done.promise)
    try {
      await before
      return await work()
    } finally {
      done.resolve()
      if (last.get(key) === done.promise) last.delete(key)
    }
  }
}
