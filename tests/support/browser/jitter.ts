import { setTimeout } from 'node:timers/promises'
import type { BrowserContext } from 'playwright-core'

const MOST_MS = Number(process.env.BROWSER_JITTER_MS ?? 0)

/** Holds each request back for up to BROWSER_JITTER_MS, most of them for much less: what holds only on a quick network shows itself. */
export const slowedDown = async (context: BrowserContext): Promise<void> => {
  if (MOST_MS === 0) return
  await context.route('**/*', async (route) => {
    await setTimeout(Math.random() ** 2 * MOST_MS)
    // Whoever asked may have left meanwhile.
    await route.continue().catch(() => undefined)
  })
}
