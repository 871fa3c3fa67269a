import type { Fault } from '../evolution-faults.ts'

/** What is still to go wrong, by route: `*`, or a method and the beginning of a path, or its end: `POST /query`. */
export const createFaults = () => {
  const queued: { route: string; fault: Fault }[] = []
  const standing = new Map<string, Fault>()
  return {
    next: (route: string, ...faults: readonly Fault[]): void => {
      queued.push(...faults.map((fault) => ({ route, fault })))
    },
    always: (route: string, fault: Fault | null): void => {
      if (fault === null) standing.delete(route)
      else standing.set(route, fault)
    },
    calm: (): void => {
      queued.length = 0
      standing.clear()
    },
    /** How this request ends; one that was queued is then used up. */
    of: (called: string): Fault | undefined => {
      const index = queued.findIndex(({ route }) => meets(route, called))
      if (index >= 0) return queued.splice(index, 1)[0]?.fault
      return [...standing].find(([route]) => meets(route, called))?.[1]
    },
  }
}

const meets = (route: string, called: string): boolean => {
  if (route === '*') return true
  const [method = '', path = ''] = route.split(' ')
  const [theirs = '', to = ''] = called.split(' ')
  return method === theirs && (to.startsWith(path) || to.endsWith(path))
}
