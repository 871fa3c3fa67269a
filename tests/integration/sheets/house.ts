import { createClock } from '../../../adapters/memory/index.ts'
import { SHEETS_BUDGET } from '../../../adapters/sheets/index.ts'
import { TUESDAY_TEN } from '../../support/core.ts'
import { openMirrorHouse } from '../../support/mirror-house.ts'
import { openSheet } from './open-sheet.ts'

/** The whole core on memory, with the adapter over HTTP within its two budgets. */
export const openHouse = async () => {
  const clock = createClock(TUESDAY_TEN)
  const now = () => clock.now().getTime()
  const { opened: sheet, ...house } = await openMirrorHouse(clock, SHEETS_BUDGET, (admit) =>
    openSheet({ settings: { admit, now, timeoutMs: 20_000 } }),
  )
  const { server } = sheet
  const hand = server.hand()
  /** Titles as the sheet shows them, in its order. */
  const there = () => hand.table().flatMap(([title]) => (title === null || title === undefined ? [] : [String(title)]))
  return { ...house, server, sheet, hand, there }
}

export type House = Awaited<ReturnType<typeof openHouse>>
