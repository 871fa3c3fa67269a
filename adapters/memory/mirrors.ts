import type { MirrorStore } from '../../core/sync/ports.ts'
import type { Tables } from './tables.ts'
import { keyOf } from './values.ts'

export const createMirrorStore = (tables: Tables): MirrorStore => {
  const { mirrors, mirrorLanes, budgets, hooks, hookEvents, openWrites } = tables
  return {
    find: async (name) => mirrors.get(name),
    lock: async (name) => mirrors.lock(name),
    save: async (mirror) => mirrors.set(mirror.name, mirror),

    claimLane: async (name, holder, until, now) => {
      const lane = mirrorLanes.lock(name)
      if (lane !== null && lane.holder !== holder && lane.until > now) return false
      mirrorLanes.set(name, { holder, until })
      return true
    },
    releaseLane: async (name, holder) => {
      if (mirrorLanes.lock(name)?.holder === holder) mirrorLanes.delete(name)
    },

    spend: async (credential, { limit, seconds }, now) => {
      const spent = budgets.lock(credential)?.spent ?? []
      const window = seconds * 1000
      const oldest = spent.at(-limit)
      const wait = oldest === undefined ? 0 : oldest.getTime() + window - now.getTime()
      // A stamp from further ahead than a window is of a clock that was wrong, and binds nobody.
      if (wait > 0 && wait <= 2 * window) return wait
      budgets.set(credential, { spent: [...spent, now].slice(-limit) })
      return null
    },

    hookSecret: async (name) => hooks.get(name)?.secret ?? null,
    setHookSecret: async (name, secret) => {
      if (secret === null) hooks.delete(name)
      else hooks.set(name, { secret })
    },
    noteHook: async (name, eventId, at) => {
      const key = keyOf(name, eventId)
      if (hookEvents.lock(key) !== null) return false
      hookEvents.set(key, { at })
      return true
    },
    purgeHooks: async (before) => hookEvents.deleteWhere((event) => event.at < before),

    openWrites: async (name) => openWrites.get(name)?.text ?? null,
    setOpenWrites: async (name, text) => {
      if (text === null) openWrites.delete(name)
      else openWrites.set(name, { text })
    },
  }
}
