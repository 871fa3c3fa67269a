import { type Change, EVERYTHING } from '../../../core/kernel/changes.ts'

/** Enough for a tab that was in the background for a while; whoever was away for longer looks at everything. */
const KEPT = 500

/** The last changes that this process heard of, numbered, so that nobody misses one between a page and its stream. */
export const createLog = (name: string) => {
  const kept: Change[] = []
  let count = 0

  const numberOf = (position: string): number | null => {
    const [, log, number] = /^([\w-]+)\.(\d{1,15})$/.exec(position) ?? []
    return log === name ? Number(number) : null
  }

  return {
    add: (change: Change): void => {
      count += 1
      kept.push(change)
      if (kept.length > KEPT) kept.shift()
    },
    /** Where it is: `since` of it gives what comes from now on. */
    position: (): string => `${name}.${count}`,
    /** Everything, where that is not known any more or is another process's. */
    since: (position: string): readonly Change[] => {
      const number = numberOf(position)
      if (number === null || number > count || number < count - kept.length) return EVERYTHING
      return kept.slice(kept.length - (count - number))
    },
  }
}
