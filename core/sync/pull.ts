import { chunks } from './chunks.ts'
import { type Errand, isOver, present, type Run } from './context.ts'
import { isKnown } from './link.ts'
import { meetAlone, perform } from './perform.ts'
import type { RemoteEntry } from './ports.ts'
import { receive, rekeyErrand } from './receive.ts'
import { note, rowOf } from './row.ts'
import { type Meeting, sortEntries } from './sort.ts'

/** What may have changed since the last pull, page by page; each page is dealt with before its cursor is kept. */
export const pullChanges = async (run: Run): Promise<void> => {
  const { deps, mirror } = run
  const pulledAt = deps.clock.now()
  let { cursor } = await rowOf(deps, mirror.name)
  for (;;) {
    const pulled = await mirror.pull({ cursor, mode: 'changes' })
    await takeIn(run, pulled.entries)
    cursor = pulled.cursor
    await note(deps, mirror.name, { cursor, ...(pulled.more ? {} : { pulledAt }) })
    if (!pulled.more) break
    if (isOver(run)) return
  }
  await deps.storage.run(async ({ facts }) => {
    facts.record({ type: 'synced', mirror: mirror.name, direction: 'pull', status: 'success' })
  })
}

/** Deals with a page of entries, of a mirror that is read entry by entry. Gives the tasks whose copies were there. */
export const takeIn = async (run: Run, entries: readonly RemoteEntry[]): Promise<readonly number[]> => {
  const isThere = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    const read = await run.mirror.read(ids)
    return new Set(ids.filter((_, index) => present(read[index]) !== null))
  }
  const { own, ...others } = await sortEntries(run, entries, isThere)
  const changed = own.filter(({ link, entry }) => !isKnown(link, entry, run.fields) && !isPushedSoon({ link, entry }))
  const errands: Errand[] = [...(await receive(run, others))]
  for (const part of chunks(changed, run.mirror.batch)) errands.push(...(await meetFresh(run, part)))
  await perform(run, errands)
  return own.filter(({ entry }) => present(entry) !== null).map(({ link }) => link.taskId)
}

/** A push reads it anyway, and brings both sides together. */
const isPushedSoon = ({ link }: Meeting): boolean =>
  link.dirtySince !== null && link.nextTryAt === null && link.externalId !== null

/** A list may lag behind what was written last, so that what seems to have changed is read again by itself. */
const meetFresh = async (run: Run, part: readonly Meeting[]): Promise<readonly Errand[]> => {
  const fresh = await run.mirror.read(part.map(({ entry }) => entry.externalId))
  const errands: Errand[] = []
  for (const [index, { link }] of part.entries()) {
    const entry = present(fresh[index])
    if (entry !== null && isKnown(link, entry, run.fields)) continue
    if (entry !== null && entry.key !== link.key) errands.push(rekeyErrand({ link, entry }))
    const errand = await meetAlone(run, link.taskId, entry)
    if (errand !== null) errands.push(errand)
  }
  return errands
}
