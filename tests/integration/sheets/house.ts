import { createClock } from '../../../adapters/memory/index.ts'
import { SHEETS_BUDGET, type SheetsNotes } from '../../../adapters/sheets/index.ts'
import type { Storage } from '../../../core/index.ts'
import { TUESDAY_TEN } from '../../support/core.ts'
import { openMirrorHouse } from '../../support/mirror-house.ts'
import { mortal } from './mortal.ts'
import { openSheet } from './open-sheet.ts'

/** The whole core on memory, with the adapter over HTTP within its two budgets, in a process that may be killed. */
export const openHouse = async () => {
  const clock = createClock(TUESDAY_TEN)
  const now = () => clock.now().getTime()
  let storage: Storage | null = null
  const stored = (): Storage => {
    if (storage === null) throw new Error('Not yet.')
    return storage
  }
  const notes: SheetsNotes = {
    load: () => stored().read(({ mirrors }) => mirrors.openWrites('sheets')),
    save: (text) => stored().run(({ mirrors }) => mirrors.setOpenWrites('sheets', text)),
  }
  const { opened: sheet, ...house } = await openMirrorHouse(clock, SHEETS_BUDGET, async (admit) => {
    const opened = await openSheet({ settings: { admit, now, timeoutMs: 20_000 } })
    return { ...opened, mirror: mortal(opened.again, notes) }
  })
  storage = house.storage
  const { server } = sheet
  const hand = server.hand()
  /** Titles as the sheet shows them, in its order. */
  const there = () => hand.table().flatMap(([title]) => (title === null || title === undefined ? [] : [String(title)]))
  return { ...house, server, sheet, hand, there }
}

export type House = Awaited<ReturnType<typeof openHouse>>
