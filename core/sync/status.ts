import type { CoreDeps } from '../deps.ts'
import { MIRROR_NAMES } from '../kernel/mirror-name.ts'
import type { Locale } from '../people/person.ts'
import { isLeftOut } from './left-out.ts'
import type { LinkCounts, Mirror, MirrorLink } from './ports.ts'
import { rowOf } from './row.ts'
import type { MirrorStatus, Sync, TaskCopy } from './sync.ts'
import { wordsIn } from './words.ts'

/** Being asked for patience for longer than this is a failure too. */
const PATIENCE_MS = 15 * 60_000

export const makeStatus =
  (deps: CoreDeps): Sync['status'] =>
  async () => {
    const names = MIRROR_NAMES.filter((name) => deps.mirrors?.[name] !== undefined)
    return Promise.all(
      names.map(async (name) => {
        const row = await rowOf(deps, name)
        const counts = await deps.storage.read((stores) => stores.links.counts(name))
        return statusOf(row, counts, deps.clock.now())
      }),
    )
  }

const statusOf = (row: Mirror, counts: LinkCounts, now: Date): MirrorStatus => {
  const { enrolAfter, sweep, cursor, ...told } = row
  const state = stateOf(row, now)
  return {
    ...told,
    state,
    counts,
    lagSeconds:
      counts.oldestDirtyAt === null ? 0 : Math.max(0, (now.getTime() - counts.oldestDirtyAt.getTime()) / 1000),
    backfill: enrolAfter === null ? null : { afterTaskId: enrolAfter },
    isSweeping: sweep !== null,
    explain: (locale) => explain(row, state, locale),
  }
}

const stateOf = ({ pause, failure, failingSince }: Mirror, now: Date): MirrorStatus['state'] => {
  if (pause !== null) return 'paused'
  if (failure === null || failingSince === null) return 'ok'
  return failure === 'throttled' && now.getTime() - failingSince.getTime() < PATIENCE_MS ? 'ok' : 'failing'
}

const explain = ({ name, pause, failure }: Mirror, state: MirrorStatus['state'], locale: Locale): string | null => {
  const words = wordsIn(locale)
  if (pause !== null)
    return pause.reason === 'trouble' ? words.trouble(name, pause.trouble) : words.paused(pause.reason)
  return state === 'failing' && failure !== null ? words.failing(name, failure) : null
}

export const makeCopiesOf =
  (deps: CoreDeps): Sync['copiesOf'] =>
  async (taskIds, locale) => {
    const links = await deps.storage.read((stores) => stores.links.ofTasks(taskIds))
    const shown = links.filter(({ mirror }) => deps.mirrors?.[mirror] !== undefined)
    const byTask = Map.groupBy(shown, ({ taskId }) => taskId)
    return new Map([...byTask].map(([taskId, theirs]) => [taskId, theirs.map((link) => copyShown(link, locale))]))
  }

export const copyShown = (link: MirrorLink, locale: Locale): TaskCopy => ({
  name: link.mirror,
  state: copyState(link),
  url: link.url,
  lastSyncedAt: link.syncedAt,
  error: errorOf(link, locale),
})

const copyState = ({ state, attempts, problems, dirtySince }: MirrorLink): TaskCopy['state'] => {
  if (state === 'removed') return 'removed'
  if (attempts > 0) return 'failing'
  if (dirtySince !== null) return 'waiting'
  if (problems.length > 0) return 'partial'
  return state === 'trashed' ? 'trashed' : 'synced'
}

const errorOf = ({ mirror, taskId, state, problems, attempts, detail }: MirrorLink, locale: Locale): string | null => {
  const words = wordsIn(locale)
  if (state === 'removed') return words.removedCopy(mirror, taskId)
  const left = problems.filter(isLeftOut).flatMap(({ value }) => value ?? [])
  const lines = problems.filter((problem) => !isLeftOut(problem)).map((problem) => words.problem(mirror, problem))
  if (left.length > 0) lines.push(words.leftOut(mirror, left))
  if (attempts > 0 && lines.length === 0) lines.push(words.failing(mirror, 'rejected'))
  if (detail !== null) lines.push(`${words.mirrors[mirror]}: ${detail}`)
  return lines.length === 0 ? null : lines.join(' ')
}
