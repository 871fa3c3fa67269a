import type { Conflict, ConflictStore } from '../../core/sync/ports.ts'
import { pageOf, placeAt } from './page.ts'
import type { Tables } from './tables.ts'
import { asJson, by, byDescending } from './values.ts'

export const createConflictStore = ({ conflicts }: Tables): ConflictStore => {
  const put = (conflict: Conflict): void =>
    conflicts.set(conflict.id, { ...conflict, ours: asJson(conflict.ours), theirs: asJson(conflict.theirs) })

  return {
    insert: async (conflict) => put(conflict),
    find: async (id) => conflicts.get(id),
    lock: async (id) => conflicts.lock(id),
    update: async (conflict) => {
      if (conflicts.lock(conflict.id) !== null) put(conflict)
    },
    page: async ({ open, taskId, ...query }) => {
      const matching = conflicts
        .where((row) => (open !== true || row.resolvedAt === null) && (taskId === undefined || row.taskId === taskId))
        .toSorted(newestFirst)
      const { rows, ...ends } = pageOf(matching, query, ({ at, id }) => placeAt(at, id), 'descending')
      return { conflicts: rows, ...ends }
    },
    latestFor: async (personId, since) => {
      const told = conflicts
        .where((row) => row.personId === personId && row.resolvedAt === null && row.at >= since)
        .toSorted(newestFirst)
      const newest = told[0]?.at.getTime()
      return told.filter(({ at }) => at.getTime() === newest).toSorted(byTask)
    },
    forget: async (personId, names) => {
      const isName = (value: unknown): boolean => typeof value === 'string' && names.includes(value)
      conflicts.deleteWhere(({ field, ours, theirs }) => field === 'assignee' && (isName(ours) || isName(theirs)))
      for (const row of conflicts.where(({ field }) => field === 'deleted')) {
        const { assignee, ...rest } = isObject(row.theirs) ? row.theirs : {}
        if (isName(assignee)) put({ ...row, theirs: rest })
      }
      for (const row of conflicts.where((one) => one.personId === personId)) put({ ...row, personId: null })
    },
    purge: async (before) => conflicts.deleteWhere((row) => row.at < before),
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const newestFirst = byDescending<Conflict>(
  (row) => row.at,
  (row) => row.id,
)
const byTask = by<Conflict>(
  (row) => row.taskId,
  (row) => row.field,
  (row) => row.id,
)
