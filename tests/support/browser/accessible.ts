import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
)
const IS_THERE = "typeof window.axe === 'object'"

/** Left to itself the builder reads all of axe into the page twice each time: more work than looking. */
const bringAxe = async (page: Page): Promise<void> => {
  for (const frame of page.frames()) if (!(await frame.evaluate(IS_THERE))) await frame.evaluate(axe)
}

/** What axe finds wrong with the page as it stands: one line a rule, with the places. */
export const violations = async (page: Page, only?: 'colours'): Promise<readonly string[]> => {
  // What stands in a page comes before its style.
  await page.waitForLoadState()
  await bringAxe(page)
  const builder = new AxeBuilder({ page, axeSource: IS_THERE }).setLegacyMode()
  // Large enough to be met by a thumb: axe leaves that rule out unless it is asked for.
  builder.options({ resultTypes: ['violations'], rules: { 'target-size': { enabled: only !== 'colours' } } })
  if (only === 'colours') builder.withTags('cat.color')
  const { violations: found } = await builder.analyze()
  return found.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`)
    return `${id}: ${help}\n  ${places.join('\n  ')}`
  })
}

/** The same in both themes, which differ in colours alone. */
export const violationsInBothThemes = async (page: Page): Promise<readonly string[]> => {
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await violations(page, 'colours')
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await violations(page)
  await page.emulateMedia({ colorScheme: null })
  return [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`)]
}

/** Nobody is kept out of this page, in light and in dark: zero violations, contrast of colours included. */
export const expectAccessible = async (page: Page): Promise<void> =>
  expect(await violationsInBothThemes(page), `axe at ${page.url()}`).toEqual([])
