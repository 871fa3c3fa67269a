import { createClock, createIds } from '../../../adapters/memory/index.ts'
import { createNotionMirror, type NotionSettings } from '../../../adapters/notion/index.ts'
import { DEFAULT_SETTINGS, makeCore } from '../../../core/index.ts'
import { TUESDAY_TEN } from '../../support/core.ts'
import { openMirrorHouse } from '../../support/mirror-house.ts'
import { startNotionServer } from '../../support/notion-server.ts'

const BUDGET = { limit: 25, seconds: 10 }

/** The whole core on memory, with the adapter over HTTP within one budget. */
export const openHouse = async (budget = BUDGET) => {
  const clock = createClock(TUESDAY_TEN)
  // Notion's own limit, of the same clock: whoever went past the budget would meet it.
  const limit = { limit: 30, seconds: 10 }
  const server = await startNotionServer({ now: () => clock.now(), limit })
  const { apiKey, url: baseUrl, database } = server
  const now = () => clock.now().getTime()
  const settings = { apiKey, database: database.id, baseUrl, budget, now, timeoutMs: 20_000 }
  const { opened, ...house } = await openMirrorHouse(clock, budget, async (admit) => {
    const open = (more: Partial<NotionSettings> = {}) =>
      createNotionMirror({ ...settings, ...more, admit: () => admit('notion') })
    return { mirror: open(), open }
  })
  /** Another process of the same installation, with an adapter of its own. */
  const another = (more: Partial<NotionSettings> = {}) =>
    makeCore({
      storage: house.storage,
      clock,
      ids: createIds(),
      settings: { ...DEFAULT_SETTINGS, quietHours: null },
      channels: {},
      mirrors: { notion: opened.open(more) },
    })
  const there = () => [...server.workspace.rows.values()].filter(({ inTrash }) => !inTrash)
  const writes = () =>
    server.requests.filter(({ method, path }) => method === 'PATCH' || (method === 'POST' && !path.endsWith('/query')))
  return { ...house, another, server, there, writes }
}

export type House = Awaited<ReturnType<typeof openHouse>>
