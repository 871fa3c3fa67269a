import type { Errand, Run } from './context.ts'
import { present } from './context.ts'
import { meetAlone, perform } from './perform.ts'
import type { MirrorLink, RemoteEntry } from './ports.ts'
import { receive } from './receive.ts'
import type { Meeting } from './sort.ts'

/** Further ahead than any link waits, and within what every database can hold. */
const EVER = new Date('9999-01-01T00:00:00Z')

/** Links that are to be pushed now, without those that failed in this run. */
export const dueLinks = async (run: Run, limit: number): Promise<readonly MirrorLink[]> => {
  const { deps, mirror, isEager, failed } = run
  const until = isEager ? EVER : deps.clock.now()
  const due = await deps.storage.read((stores) => stores.links.due(mirror.name, until, limit + failed.size))
  return due.filter(({ taskId }) => !failed.has(taskId)).slice(0, limit)
}

/** One batch of a mirror that is read entry by entry: each is read just before it is written. Gives how many it was. */
export const pushSome = async (run: Run, links?: readonly MirrorLink[]): Promise<number> => {
  const batch = links ?? (await dueLinks(run, run.mirror.batch))
  if (batch.length === 0) return 0
  const there = await look(run, batch)
  const errands: Errand[] = [...(await receive(run, { keyed: [], strangers: [], twins: there.twins }))]
  for (const { taskId } of batch) {
    const errand = await meetAlone(run, taskId, there.entries.get(taskId) ?? null)
    if (errand !== null) errands.push(errand)
  }
  await perform(run, errands)
  return batch.length
}

/** What is outside of these tasks: by id where it is known, by key where a create may have happened. */
const look = async (run: Run, links: readonly MirrorLink[]) => {
  const entries = new Map<number, RemoteEntry | null>()
  const twins: Meeting[] = []
  const known = links.filter(({ externalId }) => externalId !== null)
  const begun = links.filter(({ externalId, state }) => externalId === null && state === 'creating')
  if (known.length > 0) {
    const read = await run.mirror.read(known.flatMap(({ externalId }) => externalId ?? []))
    for (const [index, { taskId }] of known.entries()) entries.set(taskId, present(read[index]))
  }
  if (begun.length > 0) {
    const found = await run.mirror.find(begun.map(({ key }) => key))
    for (const link of begun) {
      const all = found.filter(({ key }) => key === link.key)
      const mine = all.filter(({ isTrashed }) => !isTrashed)
      if (mine.length === 0 && all[0] !== undefined) await noteMade(run, link, all[0])
      const first = mine.find(({ isOurs }) => isOurs) ?? mine[0] ?? null
      entries.set(link.taskId, first)
      twins.push(...mine.filter((entry) => entry !== first && entry.isOurs).map((entry) => ({ link, entry })))
    }
  }
  return { entries, twins }
}

/** It was made, and a person threw it away before its making was known: as any copy that is gone, it is not made again. */
const noteMade = (run: Run, { taskId, key }: MirrorLink, { externalId, url }: RemoteEntry): Promise<void> =>
  run.deps.storage.run(async (stores) => {
    await stores.tasks.lock(taskId)
    const link = await stores.links.lock(run.mirror.name, taskId)
    if (link?.state === 'creating' && link.key === key) {
      await stores.links.save({ ...link, state: 'linked', externalId, url })
    }
  })
