import { inArray, notInArray, sql } from 'drizzle-orm'
import type { LinkStore, MirrorName } from '../../../core/sync/ports.ts'
import { type Database, rowsOf } from '../connection.ts'
import { TROUBLED, taskLinks, tasks } from '../schema.ts'

/** What needs a job once it is marked: a removed one never does, and one that waits to be pushed has it already. */
const NEEDS_MARK = sql`task_links.state <> 'removed'
  and (task_links.dirty_since is null or task_links.next_try_at is not null)`

// A statement sees the rows as they were before it.
const IS_COMING = sql<boolean>`exists (
  select from ${taskLinks} other
  where other.mirror = task_links.mirror and other.dirty_since is not null and other.next_try_at is null)`

/** The part of the link store that notes what is to be pushed. */
export const createLinkMarks = (
  db: Database,
): Pick<LinkStore, 'touch' | 'releaseAssigned' | 'labelsLeftOut' | 'retryLabels'> => ({
  touch: async (taskId, mirrors, at, newKey) => {
    if (mirrors.length === 0) return []
    // Written out, because this is in every change of a task and building it costs more than running it.
    const rows = mirrors.map(
      (mirror) => sql`(${taskId}, ${mirror}, ${newKey()}, 'new', '{}', 0, ${at.toISOString()}, 0, '[]')`,
    )
    const marked = rowsOf(
      await db.execute(sql`
        insert into task_links (task_id, mirror, key, state, base, version, dirty_since, attempts, problems)
        values ${sql.join(rows, sql`, `)}
        on conflict (task_id, mirror) do update
        set dirty_since = coalesce(task_links.dirty_since, excluded.dirty_since), next_try_at = null
        where ${NEEDS_MARK}
        returning mirror, ${IS_COMING} as is_coming`),
    )
    return mirrors.filter((mirror) => marked.some((row) => row.mirror === mirror && row.is_coming !== true))
  },
  releaseAssigned: async (personId, mirrors, at) => {
    // In the order in which everyone takes several links, so that nobody waits in a circle.
    const theirs = sql`select task_id, mirror from ${taskLinks}
        where task_id in (select id from ${tasks} where assignee_id = ${personId})
        order by task_id, mirror for no key update`
    await db.execute(sql`
        with theirs as (${theirs})
        update ${taskLinks} set base = base - 'assignee' from theirs
        where task_links.task_id = theirs.task_id and task_links.mirror = theirs.mirror
          and ${mirrors.length === 0 ? sql`true` : notInArray(taskLinks.mirror, [...mirrors])}`)
    if (mirrors.length === 0) return []
    const marked = rowsOf(
      await db.execute(sql`
          with theirs as (${theirs}), marked as (
            update ${taskLinks} set dirty_since = coalesce(task_links.dirty_since, ${at.toISOString()}), next_try_at = null
            from theirs
            where task_links.task_id = theirs.task_id and task_links.mirror = theirs.mirror
              and ${inArray(taskLinks.mirror, [...mirrors])} and ${NEEDS_MARK}
            returning task_links.mirror
          )
          select distinct mirror from marked`),
    )
    return mirrors.filter((mirror) => marked.some((row) => row.mirror === mirror))
  },
  labelsLeftOut: async (mirror) => {
    const found = rowsOf(
      await db.execute(sql`
        select distinct problem ->> 'value' as label from ${taskLinks}, jsonb_array_elements(problems) problem
        where ${isTroubled(mirror)} and ${IS_LEFT_OUT} and problem ->> 'value' is not null
        order by 1`),
    )
    return found.map(({ label }) => String(label))
  },
  retryLabels: async (mirror, labels, at) => {
    if (labels.length === 0) return
    await db.execute(sql`
        with theirs as (
          select task_id from ${taskLinks}
          where ${isTroubled(mirror)} and exists (
            select from jsonb_array_elements(problems) problem
            where ${IS_LEFT_OUT} and problem ->> 'value' in ${[...labels]})
          order by task_id for no key update)
        update ${taskLinks} set dirty_since = coalesce(task_links.dirty_since, ${at.toISOString()}), next_try_at = null
        from theirs
        where task_links.task_id = theirs.task_id and task_links.mirror = ${mirror} and ${NEEDS_MARK}`)
  },
})

/** Those of the partial index that are linked. */
const isTroubled = (mirror: MirrorName) => sql`mirror = ${mirror} and state = 'linked' and ${TROUBLED}`

const IS_LEFT_OUT = sql`problem ->> 'field' = 'labels' and problem ->> 'code' = 'missing_option'`
