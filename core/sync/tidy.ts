import { textOf } from './copy.ts'
import type { Copy, RemoteEntry, TaskMirror } from './ports.ts'

/** How far a run has come with the outside. */
export interface Progress {
  /** Which way the last call went. */
  direction: 'push' | 'pull'
  /** Calls that were answered. */
  answers: number
}

/**
 * A mirror whose entries spell texts and labels as a `Copy` does, so that a blank at an end is nobody's change. `keep`
 * comes before each call, and may refuse it.
 */
export const tidied = (mirror: TaskMirror, progress: Progress, keep: () => Promise<void>): TaskMirror => {
  const asking = async <T>(direction: Progress['direction'], call: () => Promise<T>): Promise<T> => {
    progress.direction = direction
    await keep()
    const answer = await call()
    progress.answers += 1
    return answer
  }
  return {
    ...mirror,
    find: async (keys) => (await asking('push', () => mirror.find(keys))).map(tidy),
    read: async (ids) => {
      const entries = await asking(progress.direction, () => mirror.read(ids))
      return entries.map((entry) => (entry === null ? null : tidy(entry)))
    },
    write: async (writes) => {
      const results = await asking('push', () => mirror.write(writes))
      return results.map((result) => (result.type === 'done' ? { ...result, entry: tidy(result.entry) } : result))
    },
    pull: async (request) => {
      const pulled = await asking('pull', () => mirror.pull(request))
      return { ...pulled, entries: pulled.entries.map(tidy) }
    },
  }
}

const tidy = (entry: RemoteEntry): RemoteEntry => ({ ...entry, fields: tidyFields(entry.fields) })

const tidyFields = (fields: Partial<Copy>): Partial<Copy> => ({
  ...fields,
  ...(fields.title === undefined ? {} : { title: fields.title.trim() }),
  ...(fields.description === undefined ? {} : { description: textOf(fields.description) }),
  ...(fields.labels === undefined ? {} : { labels: [...new Set(fields.labels)].sort() }),
})
