import { type Errand, present, type Run } from './context.ts'
import { isKnown } from './link.ts'
import { meetAlone, perform } from './perform.ts'
import type { Mirror, MirrorLink, RemoteEntry } from './ports.ts'
import { dueLinks } from './push.ts'
import { receive, rekeyErrand } from './receive.ts'
import { markRemoved } from './removal.ts'
import { note, rowOf } from './row.ts'
import { sortEntries } from './sort.ts'

const PAGE = 500

/**
 * A run of a mirror that is read whole: one pull, everything that differs or is to be pushed brought together, then
 * one batch of writes. What is beyond the batch is for the next run. True when that has something to do.
 */
export const runWhole = async (run: Run): Promise<boolean> => {
  const { deps, mirror } = run
  const { cursor } = await rowOf(deps, mirror.name)
  const pulledAt = deps.clock.now()
  const pulled = await mirror.pull({ cursor, mode: 'changes' })
  const entries = pulled.entries.filter(({ isTrashed }) => !isTrashed)
  const byExternalId = new Map(entries.map((entry) => [entry.externalId, entry]))
  const { met, missing, changed } = await compareAll(run, byExternalId)
  const rest = entries.filter(({ externalId }) => !met.has(externalId))
  const { own, ...others } = await sortEntries(
    run,
    rest,
    async (ids) => new Set(ids.filter((id) => byExternalId.has(id))),
  )

  const errands: Errand[] = [...(await receive(run, others))]
  const handled = new Set<number>()
  const bring = async (taskId: number, entry: RemoteEntry | null): Promise<void> => {
    if (handled.has(taskId)) return
    handled.add(taskId)
    const errand = await meetAlone(run, taskId, entry)
    if (errand !== null) errands.push(errand)
  }
  for (const { link, entry } of [...changed, ...own]) {
    if (entry.key !== link.key) errands.push(rekeyErrand({ link, entry }))
    await bring(link.taskId, entry)
  }
  await markRemoved(run, missing)
  for (const link of await dueLinks(run, mirror.batch + handled.size)) {
    if (errands.length >= mirror.batch) break
    await bring(link.taskId, present(byExternalId.get(link.externalId ?? link.key)))
  }
  await deps.storage.run(async ({ facts }) => {
    facts.record({ type: 'synced', mirror: mirror.name, direction: 'pull', status: 'success' })
  })
  await perform(run, errands)
  await noteRead(run, { cursor: pulled.cursor, pulledAt }, errands.length > 0)
  return (await dueLinks(run, 1)).length > 0
}

/** All links against all entries, a page of links at a time: which are gone, and which differ or have something to say. */
const compareAll = async (run: Run, byExternalId: ReadonlyMap<string, RemoteEntry>) => {
  const met = new Set<string>()
  const missing: number[] = []
  const changed: { link: MirrorLink; entry: RemoteEntry }[] = []
  // A sweep that nobody made has seen none: these are all that are linked.
  const query = { sweep: run.deps.ids.uuid(), limit: PAGE }
  for (let afterTaskId = 0; ; ) {
    const links = await run.deps.storage.read((stores) =>
      stores.links.unseen(run.mirror.name, { ...query, afterTaskId }),
    )
    for (const link of links) {
      const entry = byExternalId.get(link.externalId ?? link.key)
      if (entry === undefined) missing.push(link.taskId)
      else {
        met.add(entry.externalId)
        if (!isKnown(link, entry, run.fields)) changed.push({ link, entry })
      }
    }
    const last = links.at(-1)
    if (last === undefined) return { met, missing, changed }
    afterTaskId = last.taskId
  }
}

/** The whole was read: that is also what a sweep would be. */
const noteRead = async (
  { deps, mirror }: Run,
  read: Pick<Mirror, 'cursor' | 'pulledAt'>,
  isWritten: boolean,
): Promise<void> => {
  const now = deps.clock.now()
  await note(deps, mirror.name, (row) => ({
    ...read,
    pushedAt: isWritten ? now : row.pushedAt,
    ...(row.sweep === null && row.sweptAt !== null ? {} : { sweep: null, sweptAt: now, enrolAfter: 0 }),
  }))
}
