import { afterEach } from 'vitest'
import type { Copy, MirrorWrite, RemoteEntry, WriteResult } from '../../../core/sync/ports.ts'
import { BARE as BARE_COPY } from '../../contracts/mirror-copies.ts'
import { type OpenSheet, type OpenSheetOptions, openSheet } from './open-sheet.ts'

export const BARE: Copy = { ...BARE_COPY, title: 'Ligar' }

/** Opens a sheet that is closed after the test. */
export const sheetOfEachTest = (): ((options?: OpenSheetOptions) => Promise<OpenSheet>) => {
  let sheet: OpenSheet | null = null
  afterEach(async () => {
    await sheet?.close()
    sheet = null
  })
  return async (options = {}) => {
    sheet = await openSheet(options)
    return sheet
  }
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
