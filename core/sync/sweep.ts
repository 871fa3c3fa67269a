import { present, type Run } from './context.ts'
import type { Mirror, MirrorLink } from './ports.ts'
import { takeIn } from './pull.ts'
import { markRemoved } from './removal.ts'
import { note } from './row.ts'

/** As many links as are looked at in one unit of work. */
const PAGE = 500

/**
 * The next page of a sweep under way: all there is outside is compared, then what was not seen is looked for by
 * itself. The first one of a mirror also sets the cursor from which changes are pulled. False when there is none.
 */
export const sweepSome = async (run: Run, row: Mirror): Promise<boolean> => {
  const { deps, mirror } = run
  const { sweep } = row
  if (sweep === null) return false
  const isFirst = row.sweptAt === null && row.cursor === null
  const pulled = await mirror.pull({ cursor: sweep.cursor, mode: isFirst ? 'changes' : 'sweep' })
  const seen = await takeIn(run, pulled.entries)
  await deps.storage.run((stores) => stores.links.see(mirror.name, seen, sweep.id))
  if (pulled.more) {
    await note(deps, mirror.name, { sweep: { id: sweep.id, cursor: pulled.cursor } })
    return true
  }
  await lookForUnseen(run, sweep.id)
  const now = deps.clock.now()
  // All tasks are looked through after it: whatever was missed while a mirror was off, or paused, is pushed.
  const done = { sweep: null, sweptAt: now, enrolAfter: 0 }
  await note(deps, mirror.name, isFirst ? { ...done, cursor: pulled.cursor, pulledAt: now } : done)
  await deps.storage.run(async ({ facts }) => {
    facts.record({ type: 'synced', mirror: mirror.name, direction: 'pull', status: 'success' })
  })
  return true
}

const lookForUnseen = async (run: Run, sweep: string): Promise<void> => {
  for (let afterTaskId = 0; ; ) {
    const links = await run.deps.storage.read((stores) =>
      stores.links.unseen(run.mirror.name, { sweep, afterTaskId, limit: PAGE }),
    )
    const last = links.at(-1)
    if (last === undefined) return
    afterTaskId = last.taskId
    await confirm(run, links)
  }
}

/** A list may leave out what is there: only what cannot be read by itself either is gone. */
const confirm = async (run: Run, links: readonly MirrorLink[]): Promise<void> => {
  const read = await run.mirror.read(links.map(({ externalId, key }) => externalId ?? key))
  await markRemoved(
    run,
    links.filter((_, index) => present(read[index]) === null).map(({ taskId }) => taskId),
  )
}

/** The next page of tasks that may have no copy, or an old one; false when none is left to look at. */
export const enrolSome = async ({ deps, mirror }: Pick<Run, 'deps' | 'mirror'>, row: Mirror): Promise<boolean> => {
  const { enrolAfter } = row
  if (enrolAfter === null) return false
  const query = { afterTaskId: enrolAfter, limit: PAGE, at: deps.clock.now(), newKey: deps.ids.uuid }
  await deps.storage.run(async (stores) => {
    const current = await stores.mirrors.lock(mirror.name)
    const { lastTaskId } = await stores.links.enrol(mirror.name, query)
    if (current !== null) await stores.mirrors.save({ ...current, enrolAfter: lastTaskId })
  })
  return true
}
