import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { type Guard, watch } from './guard.ts'
import { slowedDown } from './jitter.ts'
import { contextOptions, type Look, USUAL } from './look.ts'

export interface GuardedPage {
  readonly page: Page
  readonly context: BrowserContext
  readonly guard: Guard
}

const PATIENCE_MS = 20_000

/**
 * A page of its own for the test that runs, with no cookies but those given. The guard's problems fail the test at its
 * end. Paths are relative to the origin: `page.goto('/web')`.
 */
export const openPage = async (
  browser: Browser,
  origin: string,
  { storageState, ...look }: Partial<Look> & Pick<BrowserContextOptions, 'storageState'> = {},
): Promise<GuardedPage> => {
  const context = await browser.newContext({
    ...contextOptions({ ...USUAL, ...look }),
    baseURL: origin,
    ...(storageState === undefined ? {} : { storageState }),
  })
  context.setDefaultTimeout(PATIENCE_MS)
  await slowedDown(context)
  const guard = watch(context, origin)
  onTestFinished(async () => {
    const problems = guard.problems()
    await context.close()
    expect(problems, 'what the browser complained about').toEqual([])
  })
  return { page: await context.newPage(), context, guard }
}
