import { createClock, createMemoryMirror, type MirrorFault } from '../../../adapters/memory/index.ts'
import type { MirrorName, TaskMirror } from '../../../core/sync/ports.ts'
import { describeTaskMirror } from '../../contracts/index.ts'
import { MIRROR_LABELS } from '../../contracts/mirror-copies.ts'

const open = (name: MirrorName, reading: TaskMirror['reading'], labels?: readonly string[]) => async () => {
  const known = labels === undefined ? {} : { labels }
  const mirror = createMemoryMirror({ name, reading, clock: createClock(), pageSize: 3, ...known })
  const { hand } = mirror
  const rowOf = (key: string): number => {
    const row = hand.byKey(key)
    if (row === null) throw new Error('Nobody has that key.')
    return row.id
  }
  const failing = (fault: MirrorFault) => async () => mirror.fail(fault)
  return {
    mirror,
    hand: {
      add: async (fields: Parameters<typeof hand.add>[0]) => void hand.add(fields),
      edit: async (key: string, fields: Parameters<typeof hand.edit>[1]) => hand.edit(rowOf(key), fields),
      copy: async (key: string) => void hand.copy(rowOf(key)),
      trash: async (key: string) => hand.trash(rowOf(key)),
    },
    faults: {
      throttled: failing({ kind: 'throttled', retryAfterMs: 30_000 }),
      unavailable: failing({ kind: 'unavailable' }),
      mute: failing({ kind: 'unavailable', on: 'write', after: 1 }),
      signed_out: async () => mirror.stop({ code: 'credentials_refused', params: {} }),
    },
    recover: async () => mirror.stop(null),
    received: async () => {
      const { write, find, read, pull } = mirror.calls
      return { reads: find + read + pull, writes: write }
    },
    close: async () => undefined,
  }
}

describeTaskMirror('memory, each', open('notion', 'each'))
describeTaskMirror('memory, whole', open('sheets', 'whole'))
describeTaskMirror('memory, with options for some labels', open('notion', 'each', MIRROR_LABELS))
