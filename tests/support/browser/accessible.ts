import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** What axe finds wrong with the page as it stands: one line a rule, with the places. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  // Large enough to be met by a thumb: axe leaves that rule out unless it is asked for.
  const rules = { 'target-size': { enabled: true } }
  const { violations: found } = await new AxeBuilder({ page }).options({ rules }).setLegacyMode().analyze()
  return found.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)
    return `${id}: ${help}\n  ${places.join('\n  ')}`
  })
}

/** Nobody is kept out of this page, in light and in dark: zero violations, contrast of colours included. */
export const expectAccessible = async (page: Page): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(page), `axe at ${page.url()}, ${colorScheme}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null })
}
