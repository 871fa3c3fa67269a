import type { Copy, MirrorWrite, RemoteEntry, WriteResult } from '../../../core/sync/ports.ts'
import type { OpenSheet } from './open-sheet.ts'

export const BARE: Copy = {
  title: 'Ligar',
  description: null,
  status: 'pending',
  priority: 'medium',
  due: null,
  labels: [],
  assignee: null,
}

export const doneOf = (result: WriteResult | undefined): RemoteEntry => {
  if (result?.type !== 'done') throw new Error(`Expected done, got ${JSON.stringify(result)}`)
  return result.entry
}

/** Three tasks A, B, C, in this order. */
export const three = async (of: OpenSheet): Promise<readonly [string, string, string]> => {
  const keys = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()] as const
  const writes = ['A', 'B', 'C'].map(
    (title, index): MirrorWrite => ({
      type: 'create',
      key: keys[index] ?? '',
      taskId: index,
      copy: { ...BARE, title },
    }),
  )
  for (const result of await of.mirror.write(writes)) doneOf(result)
  return keys
}
