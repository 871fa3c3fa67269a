import { PortError } from '../../core/kernel/errors.ts'
import type { TaskMirror, WriteResult } from '../../core/sync/ports.ts'
import { connect } from './connection.ts'
import { failed, NotionRefusal, settled } from './failure.ts'
import { createLook } from './look.ts'
import { type NotionProbe, probeNotion } from './probe.ts'
import { createPull } from './pull.ts'
import { createFind, createRead } from './read.ts'
import { BUDGET, type NotionSettings } from './settings.ts'
import type { Source } from './source.ts'
import { createUsers } from './users.ts'
import { createWrite } from './write.ts'

export interface NotionMirror extends TaskMirror {
  readonly name: 'notion'
  /** See `probeNotion`. */
  probe(): Promise<NotionProbe>
}

/**
 * Tasks as pages of one data source of Notion (API 2026-03-11). Nothing is asked until the first call, the SDK is not
 * even loaded. Pages in the trash are not found by key, only by id: the API searches no trash. Options are written by
 * the ids of those that exist; a label without one is left out, unless `createsLabels` lets Notion make it.
 * A `changes` pull gives rows between two windows twice; pages that Notion calls archived are in a sweep, for they are
 * there.
 */
export const createNotionMirror = (settings: NotionSettings): NotionMirror => {
  const now = settings.now ?? Date.now
  const call = connect(settings)
  const look = createLook(call, settings, now)
  const users = createUsers(call, now)
  const write = createWrite({ call, look, timeZone: settings.timeZone ?? 'UTC', userId: users.find })
  const pull = createPull(call, now)
  const find = createFind(call, now)
  const read = createRead(call, now)

  const budget = settings.budget ?? BUDGET
  /**
   * For what takes several requests and begins anew when it is cut: it comes again when a whole window is free, or it
   * would spend each request that gets free on its first step.
   */
  const atOnce = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      const windowMs = budget.seconds * 1000
      if (!(error instanceof PortError) || error.kind !== 'throttled' || (error.retryAfterMs ?? 0) >= windowMs)
        throw error
      throw failed('throttled', error.message, windowMs)
    })

  /** Nothing but PortError crosses the port. */
  const across = async <T>(work: (source: Source) => Promise<T>): Promise<T> => {
    try {
      const source = await atOnce(look.source())
      return await work(source).catch(async (error: unknown) => {
        if (error instanceof NotionRefusal && error.status === 400) await look.assureSame(source)
        throw error
      })
    } catch (error) {
      throw settled(error)
    }
  }

  return {
    name: 'notion',
    reading: 'each',
    // One at a time: what was done before one that fails is then known.
    batch: 1,
    budget,
    describe: (options) => atOnce(look.describe(options)),
    find: (keys) => atOnce(across((source) => find(keys, source))),
    read: (externalIds) => across((source) => read(externalIds, source)),
    write: (writes) =>
      across(async (source) => {
        const results: WriteResult[] = []
        for (const one of writes) results.push(await write(one, source))
        return results
      }),
    pull: (request) => atOnce(across((source) => pull(source, request))),
    probe: () => probeNotion(settings),
  }
}
