import { isOver, type Run } from './context.ts'
import type { Mirror } from './ports.ts'
import { pullChanges } from './pull.ts'
import { dueLinks, pushSome } from './push.ts'
import { note, rowOf } from './row.ts'
import { enrolSome, sweepSome } from './sweep.ts'
import { runWhole } from './whole.ts'

export interface Wants {
  readonly pull: boolean
  /** That task alone. */
  readonly taskId: number | null
  /** That copy too, whether a pull would show it or not. */
  readonly externalId: string | null
}

/**
 * As much as one run does; true when the next has something to do at once. A mirror that was never read is read first,
 * so that copies which are there already are recognised and not made twice.
 */
export const runSlice = async (run: Run, wants: Wants): Promise<boolean> => {
  const { deps, mirror } = run
  if (mirror.reading === 'whole') return runWholeSlices(run, wants)
  const first = await rowOf(deps, mirror.name)
  if (wants.taskId !== null && first.sweptAt !== null) {
    const link = await deps.storage.read((stores) => stores.links.find(mirror.name, wants.taskId ?? 0))
    if (link !== null) await pushSome(run, [link])
    return false
  }
  if (first.sweptAt === null && first.sweep === null) {
    await note(deps, mirror.name, { sweep: { id: deps.ids.uuid(), cursor: null } })
  }
  if (first.sweptAt !== null && wants.externalId !== null) await lookAt(run, wants.externalId)
  if (first.sweptAt !== null && wants.pull) await pullChanges(run)
  for (;;) {
    const row = await rowOf(deps, mirror.name)
    if (row.pause !== null) return false
    if (isOver(run)) return isUnfinished(run, row)
    const pushed = row.sweptAt === null ? 0 : await pushSome(run)
    if (pushed > 0) await note(deps, mirror.name, { pushedAt: deps.clock.now() })
    const swept = await sweepSome(run, row)
    const enrolled = pushed === 0 && row.sweptAt !== null && (await enrolSome(run, row))
    if (pushed === 0 && !swept && !enrolled) return false
  }
}

/** What was trashed is in no list of changes. */
const lookAt = async (run: Run, externalId: string): Promise<void> => {
  const links = await run.deps.storage.read((stores) => stores.links.byExternalIds(run.mirror.name, [externalId]))
  await pushSome(run, links)
}

const isUnfinished = async (run: Run, row: Mirror): Promise<boolean> =>
  row.sweep !== null || row.enrolAfter !== null || (await dueLinks(run, 1)).length > 0

/** One pull and one batch a run; enrolment only marks, and the next run writes. */
const runWholeSlices = async (run: Run, wants: Wants): Promise<boolean> => {
  const { deps, mirror } = run
  const { sweptAt, sweep, enrolAfter } = await rowOf(deps, mirror.name)
  const isSettled = sweptAt !== null && sweep === null && enrolAfter === null
  if (isSettled && !wants.pull && (await dueLinks(run, 1)).length === 0) return false
  const isMore = await runWhole(run)
  if (isMore) return true
  let isDirty = false
  for (let row = await rowOf(deps, mirror.name); !isDirty && (await enrolSome(run, row)); ) {
    isDirty = (await dueLinks(run, 1)).length > 0
    row = await rowOf(deps, mirror.name)
  }
  return isDirty
}
