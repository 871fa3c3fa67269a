import { PortError } from '../../core/kernel/errors.ts'
import { type LinkStore, type MirrorLink, type MirrorName, newLink } from '../../core/sync/ports.ts'
import { pageOf } from './page.ts'
import type { Tables } from './tables.ts'
import { by, compare, keyOf } from './values.ts'

export const createLinkStore = ({ links, tasks }: Tables): LinkStore => {
  const rowOf = (mirror: MirrorName, taskId: number): string => keyOf(mirror, String(taskId))
  const put = (link: MirrorLink): void => links.set(rowOf(link.mirror, link.taskId), link)
  const on = (mirror: MirrorName, test: (link: MirrorLink) => boolean): readonly MirrorLink[] =>
    links.where((link) => link.mirror === mirror && test(link)).toSorted(by((link) => link.taskId))

  const refuseTaken = ({ mirror, taskId, key, externalId }: MirrorLink): void => {
    const known = links.get(rowOf(mirror, taskId))
    if (known?.key === key && known.externalId === externalId) return
    const twins = on(mirror, (other) => other.key === key || (externalId !== null && other.externalId === externalId))
    if (twins.some((other) => other.taskId !== taskId)) {
      throw new PortError('storage', 'rejected', 'Another task has this key or this copy.')
    }
  }

  return {
    touch: async (taskId, mirrors, at, newKey) => {
      const needy: MirrorName[] = []
      for (const mirror of mirrors) {
        const isComing = links.where((other) => other.mirror === mirror && isReady(other)).length > 0
        const link = links.lock(rowOf(mirror, taskId))
        if (link === null) put(newLink(mirror, taskId, newKey(), at))
        else if (link.state === 'removed' || isReady(link)) continue
        else put({ ...link, dirtySince: link.dirtySince ?? at, nextTryAt: null })
        if (!isComing) needy.push(mirror)
      }
      return needy
    },
    find: async (mirror, taskId) => links.get(rowOf(mirror, taskId)),
    lock: async (mirror, taskId) => links.lock(rowOf(mirror, taskId)),
    ofTasks: async (taskIds) => {
      const wanted = new Set(taskIds)
      return links.where(({ taskId }) => wanted.has(taskId)).toSorted(byTask)
    },
    byKeys: async (mirror, keys) => {
      const wanted = new Set(keys)
      return on(mirror, ({ key }) => wanted.has(key))
    },
    byExternalIds: async (mirror, externalIds) => {
      const wanted = new Set(externalIds)
      return on(mirror, ({ externalId }) => externalId !== null && wanted.has(externalId))
    },
    save: async (link) => {
      refuseTaken(link)
      put(link)
    },
    due: async (mirror, now, limit) =>
      on(mirror, (link) => (dueAt(link) ?? NEVER) <= now)
        .toSorted((a, b) => compare(dueAt(a) ?? NEVER, dueAt(b) ?? NEVER) || compare(a.taskId, b.taskId))
        .slice(0, limit),
    nextDue: async (mirror) => earliest(on(mirror, () => true).map(dueAt)),
    unseen: async (mirror, { sweep, afterTaskId, limit }) =>
      on(mirror, (link) => link.state === 'linked' && link.seenIn !== sweep && link.taskId > afterTaskId).slice(
        0,
        limit,
      ),
    see: async (mirror, taskIds, sweep) => {
      const seen = new Set(taskIds)
      for (const link of on(mirror, ({ taskId }) => seen.has(taskId))) put({ ...link, seenIn: sweep })
    },
    enrol: async (mirror, { afterTaskId, limit, at, newKey }) => {
      const next = tasks
        .where((task) => task.id > afterTaskId)
        .toSorted(by((task) => task.id))
        .slice(0, limit)
      let dirty = 0
      for (const task of next) {
        const link = links.lock(rowOf(mirror, task.id))
        if (link === null && task.deletedAt === null) put(newLink(mirror, task.id, newKey(), at))
        else if (link !== null && isBehind(link, task.version)) put({ ...link, dirtySince: at })
        else continue
        dirty += 1
      }
      return { lastTaskId: next.at(-1)?.id ?? null, dirty }
    },
    releaseAssigned: async (personId, mirrors, at) => {
      const needy = new Set<MirrorName>()
      for (const link of links.where(({ taskId }) => tasks.get(taskId)?.assigneeId === personId)) {
        if (!mirrors.includes(link.mirror)) {
          const { assignee: _gone, ...base } = link.base
          put({ ...link, base })
        } else if (link.state !== 'removed' && !isReady(link)) {
          put({ ...link, dirtySince: link.dirtySince ?? at, nextTryAt: null })
          needy.add(link.mirror)
        }
      }
      return mirrors.filter((mirror) => needy.has(mirror))
    },
    labelsLeftOut: async (mirror) => [...new Set(on(mirror, isLinked).flatMap(leftOut))].sort(),
    retryLabels: async (mirror, labels, at) => {
      for (const link of on(mirror, isLinked)) {
        if (isReady(link) || !leftOut(link).some((label) => labels.includes(label))) continue
        put({ ...link, dirtySince: link.dirtySince ?? at, nextTryAt: null })
      }
    },
    troubles: async ({ mirror, kind, ...query }) => {
      const test = kind === 'removed' ? (link: MirrorLink) => link.state === 'removed' : isTroubled
      const { rows, ...ends } = pageOf(on(mirror, test), query, ({ taskId }) => placeOf(taskId), 'ascending')
      return { links: rows, ...ends }
    },
    counts: async (mirror) => {
      const all = on(mirror, () => true)
      const count = (test: (link: MirrorLink) => boolean): number => Math.min(all.filter(test).length, MOST_COUNTED)
      return {
        linked: count((link) => link.state === 'linked'),
        dirty: count((link) => link.dirtySince !== null),
        troubled: count(isTroubled),
        removed: count((link) => link.state === 'removed'),
        oldestDirtyAt: earliest(all.map((link) => link.dirtySince)),
      }
    },
  }
}

const byTask = by<MirrorLink>(
  (link) => link.taskId,
  (link) => link.mirror,
)

const MOST_COUNTED = 100_000
const NEVER = new Date(8.64e15)

/** To be pushed, and not waiting after a failure. */
const isReady = ({ dirtySince, nextTryAt }: MirrorLink): boolean => dirtySince !== null && nextTryAt === null

const isTroubled = ({ problems, attempts }: MirrorLink): boolean => problems.length > 0 || attempts > 0

/** As wide as any, so that texts sort as their numbers do. */
const placeOf = (taskId: number): string => String(taskId).padStart(15, '0')

const isLinked = ({ state }: MirrorLink): boolean => state === 'linked'

const leftOut = ({ problems }: MirrorLink): readonly string[] =>
  problems.flatMap(({ field, code, value }) =>
    field === 'labels' && code === 'missing_option' && value !== null ? [value] : [],
  )

const isBehind = (link: MirrorLink, version: number): boolean =>
  link.state !== 'removed' && link.dirtySince === null && link.version < version

const dueAt = (link: MirrorLink): Date | null => (link.dirtySince === null ? null : (link.nextTryAt ?? link.dirtySince))

const earliest = (dates: readonly (Date | null)[]): Date | null =>
  dates.filter((date) => date !== null).toSorted(compare)[0] ?? null
