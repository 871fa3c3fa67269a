import type { SheetsNotes, SheetsSettings } from '../../../adapters/sheets/index.ts'
import type { TaskMirror } from '../../../core/sync/ports.ts'

/** When a process dies, counted in what it does outside of itself: requests, notes, and answers given to the core. */
export interface Death {
  readonly after: number
  /** Whether the last of these is still done, though the process learns nothing of it. */
  readonly isDone: boolean
}

type Opened = (settings: Pick<SheetsSettings, 'fetch' | 'notes'>) => TaskMirror

/** A mirror in a process that can be killed: what it does next does not happen, and another one goes on. */
export const mortal = (open: Opened, notes: SheetsNotes): TaskMirror & { killIn(death: Death | null): void } => {
  let death: Death | null = null
  let left = 0
  const born = (): TaskMirror => {
    let isDead = false
    const doing = async <T>(act: () => Promise<T>): Promise<T> => {
      if (isDead) throw new Error('Killed.')
      if (death !== null && left === 0) {
        const { isDone } = death
        death = null
        isDead = true
        current = born()
        if (isDone) await act()
        throw new Error('Killed.')
      }
      left -= 1
      return act()
    }
    const mirror = open({
      fetch: (input, init) => doing(() => fetch(input, init)),
      notes: { load: notes.load, save: (text) => doing(() => notes.save(text)) },
    })
    return {
      ...mirror,
      write: async (writes) => doing(() => mirror.write(writes)).then((results) => doing(async () => results)),
    }
  }
  let current = born()
  return {
    name: current.name,
    reading: current.reading,
    batch: current.batch,
    budget: current.budget,
    describe: (options) => current.describe(options),
    find: (keys) => current.find(keys),
    read: (ids) => current.read(ids),
    write: (writes) => current.write(writes),
    pull: (request) => current.pull(request),
    killIn: (next) => {
      death = next
      left = next?.after ?? 0
    },
  }
}
