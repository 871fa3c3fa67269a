import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMemoryStorage, systemClock } from '../../../adapters/memory/index.ts'
import { loadConfig } from '../../../config.ts'
import { silent } from '../../../core/kernel/observer.ts'
import type { TaskMirror } from '../../../core/sync/ports.ts'
import { openMirrors, spendIn } from '../../../runtime/mirrors.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../../support/e2e-mirrors.ts'

let outside: OutsideMirrors
beforeEach(async () => {
  outside = await openOutsideMirrors()
})
afterEach(() => outside.close())

const noFile = (): string => {
  throw new Error('no such file')
}
/** As two processes on one database have them. */
const twice = async (env: Record<string, string>) => {
  const storage = createMemoryStorage({ clock: systemClock, observer: silent })
  const open = () => openMirrors(loadConfig(env, noFile), spendIn(storage))
  return [await open(), await open()] as const
}

/** Asks until it is told to wait. */
const usedUp = async (mirror: TaskMirror | undefined): Promise<never> => {
  for (;;) await mirror?.describe({ fresh: true })
}

describe('a health check of Google Sheets', () => {
  it('names the address to share the spreadsheet with', async () => {
    const [one] = await twice(outside.env.sheets)
    outside.sheets.share(false)
    const email = outside.sheets.account.clientEmail
    expect(await one.sheets()).toMatchObject({ status: 'unavailable', detail: `not_shared: ${email}` })
  })
})

describe('the budget of a credential', () => {
  it('is one for all processes, and what is beyond it is not sent', async () => {
    const [one, other] = await twice({ ...outside.env.notion, NOTION_REQUESTS_PER_10_SECONDS: '10' })
    const missing = [crypto.randomUUID()]
    for (const { mirrors } of [one, other]) await mirrors.notion?.describe({ fresh: true })
    expect(outside.notion.requests.length).toBeLessThan(10)
    const asked = await Promise.allSettled(
      Array.from({ length: 20 }, async (_, n) => (n % 2 === 0 ? one : other).mirrors.notion?.read(missing)),
    )
    expect(outside.notion.requests).toHaveLength(10)
    const refused = asked.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(refused.length).toBeGreaterThanOrEqual(10)
    for (const error of refused) {
      expect(error).toMatchObject({ name: 'PortError', kind: 'throttled' })
      expect(error.retryAfterMs).toBeGreaterThan(0)
      expect(error.retryAfterMs).toBeLessThanOrEqual(10_000)
    }
  })

  it('used up, leaves a health check its answer', async () => {
    const [one] = await twice({ ...outside.env.notion, ...outside.env.sheets, NOTION_REQUESTS_PER_10_SECONDS: '5' })
    await expect(usedUp(one.mirrors.notion)).rejects.toMatchObject({ kind: 'throttled' })
    expect(await one.notion()).toMatchObject({ status: 'ok' })
    await expect(usedUp(one.mirrors.sheets)).rejects.toMatchObject({ kind: 'throttled' })
    expect(await one.sheets()).toMatchObject({ status: 'ok', detail: 'ready' })
  })
})
