import type { TaskMirror, WriteResult } from '../../core/sync/ports.ts'
import { connect } from './connection.ts'
import { settled } from './failure.ts'
import { createLook } from './look.ts'
import { type NotionProbe, probeNotion } from './probe.ts'
import { createPull } from './pull.ts'
import { findByKeys, readEach } from './read.ts'
import { BUDGET, type NotionSettings } from './settings.ts'
import { createUsers } from './users.ts'
import { createWrite } from './write.ts'

export interface NotionMirror extends TaskMirror {
  readonly name: 'notion'
  /** See `probeNotion`. */
  probe(): Promise<NotionProbe>
}

/**
 * Tasks as pages of one data source of Notion (API 2026-03-11). Nothing is asked until the first call, the SDK is not
 * even loaded. Pages in the trash are not found by key, only by id: the API searches no trash. Labels are the one
 * property where writing an unknown option makes it; status and priority are written by the ids of options that exist.
 * A `changes` pull gives rows between two windows twice; pages that Notion calls archived are in a sweep, for they are
 * there.
 */
export const createNotionMirror = (settings: NotionSettings): NotionMirror => {
  const now = settings.now ?? Date.now
  const call = connect(settings)
  const look = createLook(call, settings, now)
  const users = createUsers(call, now)
  const write = createWrite({ call, look, timeZone: settings.timeZone ?? 'UTC', userId: users.find })
  const pull = createPull(call)

  return {
    name: 'notion',
    reading: 'each',
    // One at a time: what was done before one that fails is then known.
    batch: 1,
    budget: settings.budget ?? BUDGET,
    describe: (options) => look.describe(options),
    find: (keys) => across(async () => findByKeys(call, keys, await look.source())),
    read: (externalIds) => across(async () => readEach(call, externalIds, await look.source())),
    write: (writes) =>
      across(async () => {
        const results: WriteResult[] = []
        for (const one of writes) results.push(await write(one))
        return results
      }),
    pull: (request) => across(async () => pull(await look.source(), request)),
    probe: () => probeNotion(settings),
  }
}

/** Nothing but PortError crosses the port. */
const across = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw settled(error)
  }
}
