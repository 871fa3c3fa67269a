import type { CoreDeps } from '../deps.ts'
import { PortError } from '../kernel/errors.ts'
import { joined } from '../kernel/unit-of-work.ts'
import { makeNotifications } from '../notify/index.ts'
import type { Stores } from '../ports.ts'
import { same } from './copy.ts'
import type { Mirror, MirrorTrouble, ReadyShape, TaskMirror } from './ports.ts'
import { note } from './row.ts'
import { wordsIn } from './words.ts'

/** How often a mirror in trouble is asked whether it still is. */
const RECHECK_MS = 5 * 60_000

/**
 * Its shape, when it may be used now; null while it stands still. A trouble that is over ends its pause, and labels that
 * it can hold since are to be pushed. No process goes by what it saw before another one's last check.
 */
export const makeReadiness = (deps: CoreDeps) => {
  const looked = new Map<TaskMirror['name'], Date>()
  return async (mirror: TaskMirror, row: Mirror, isAsked: boolean): Promise<ReadyShape | null> => {
    const now = deps.clock.now()
    const { pause } = row
    const isRecheck = pause?.reason === 'trouble' && (isAsked || isCheckDue(row, now))
    if (pause !== null && !isRecheck) {
      await deps.storage.run(async ({ facts }) => {
        facts.record({ type: 'synced', mirror: mirror.name, direction: 'pull', status: 'skipped' })
      })
      return null
    }
    const seenAt = looked.get(mirror.name)
    const isCheck = isRecheck || seenAt === undefined || isCheckDue(row, now)
    // Another process checked, and this one's mirror remembers what it saw before. Not noted, or each would follow the other.
    const isBehind = seenAt !== undefined && row.checkedAt !== null && row.checkedAt > seenAt
    const shape = await mirror.describe({ fresh: isCheck || isBehind, before: row })
    if (shape.state === 'stopped') {
      await standStill(deps, mirror, shape.trouble)
      return null
    }
    if (isCheck || isBehind) looked.set(mirror.name, now)
    if (isCheck) await retryLabels(deps, mirror, shape)
    const isNews = pause !== null || !same(shape.fields, row.fields) || shape.url !== row.url
    if (isNews || isCheck) {
      const { fields, url } = shape
      await note(deps, mirror.name, (current) => ({
        fields,
        url,
        checkedAt: now,
        pause: current.pause?.reason === 'trouble' ? null : current.pause,
      }))
    }
    return shape
  }
}

/** The copies that lack a label which has an option by now, and no others. */
const retryLabels = async (
  { storage, clock }: CoreDeps,
  { name }: TaskMirror,
  { canLabel }: ReadyShape,
): Promise<void> => {
  if (canLabel === undefined) return
  const labels = (await storage.read((stores) => stores.links.labelsLeftOut(name))).filter(canLabel)
  if (labels.length > 0) await storage.run((stores) => stores.links.retryLabels(name, labels, clock.now()))
}

export const isCheckDue = ({ checkedAt }: Pick<Mirror, 'checkedAt'>, now: Date): boolean =>
  checkedAt === null || now.getTime() - checkedAt.getTime() >= RECHECK_MS

/** Only this mirror stands still, until what it needs of a person is done. Why, it is asked itself. */
export const pauseFor = async (deps: CoreDeps, mirror: TaskMirror): Promise<void> => {
  const shape = await mirror.describe({ fresh: true }).catch((error: unknown) => {
    if (error instanceof PortError) return null
    throw error
  })
  await standStill(deps, mirror, shape?.state === 'stopped' ? shape.trouble : null)
}

const standStill = (deps: CoreDeps, { name }: TaskMirror, trouble: MirrorTrouble | null): Promise<void> =>
  deps.storage.run(async (stores) => {
    const now = deps.clock.now()
    let isNews = false
    await note({ storage: joined(stores) }, name, ({ pause }) => {
      isNews = pause === null
      const since = pause?.since ?? now
      return {
        checkedAt: now,
        pause: pause === null || pause.reason === 'trouble' ? { reason: 'trouble', trouble, since } : pause,
      }
    })
    if (isNews) await tellOfTrouble(deps, stores, name, trouble)
    stores.facts.record({ type: 'synced', mirror: name, direction: 'push', status: 'failure' })
  })

/** Those who can mend it are told when it stops, once; that it goes on again needs nobody. */
const tellOfTrouble = async (
  deps: CoreDeps,
  stores: Stores,
  name: TaskMirror['name'],
  trouble: MirrorTrouble | null,
): Promise<void> => {
  const { notify } = makeNotifications({ ...deps, storage: joined(stores) })
  for (const { id, locale } of await stores.people.operators()) {
    await notify({ personId: id, kind: 'reminder', ...wordsIn(locale).stopped(name, trouble) })
  }
}
