import { textOf } from './copy.ts'
import type { Copy, RemoteEntry, TaskMirror } from './ports.ts'

/**
 * A mirror whose entries spell texts and labels as a `Copy` does, so that a blank at an end is nobody's change. `begins`
 * hears which way each call goes, before it does.
 */
export const tidied = (mirror: TaskMirror, begins: (direction: 'push' | 'pull') => void): TaskMirror => ({
  ...mirror,
  find: async (keys) => {
    begins('push')
    return (await mirror.find(keys)).map(tidy)
  },
  read: async (ids) => (await mirror.read(ids)).map((entry) => (entry === null ? null : tidy(entry))),
  write: async (writes) => {
    begins('push')
    const results = await mirror.write(writes)
    return results.map((result) => (result.type === 'done' ? { ...result, entry: tidy(result.entry) } : result))
  },
  pull: async (request) => {
    begins('pull')
    const pulled = await mirror.pull(request)
    return { ...pulled, entries: pulled.entries.map(tidy) }
  },
})

const tidy = (entry: RemoteEntry): RemoteEntry => ({ ...entry, fields: tidyFields(entry.fields) })

const tidyFields = (fields: Partial<Copy>): Partial<Copy> => ({
  ...fields,
  ...(fields.title === undefined ? {} : { title: fields.title.trim() }),
  ...(fields.description === undefined ? {} : { description: textOf(fields.description) }),
  ...(fields.labels === undefined ? {} : { labels: [...new Set(fields.labels)].sort() }),
})
