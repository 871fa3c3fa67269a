import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageDocument } from './dom.ts'
import { readFocus } from './focus-facts.ts'

declare const document: PageDocument

/** This has the focus, at once or soon, and one sees that it does. */
export const expectFocus = async (page: Page, target: Locator): Promise<void> => {
  await expect.poll(() => target.evaluate((element) => element.matches(':focus')), { message: `${target}` }).toBe(true)
  expect((await page.evaluate(readFocus, null))?.problem, `focus on ${target}`).toBeNull()
}

/** What was done took the focus from nobody. It may be out of sight: what was said of it is shown, at the top. */
export const expectFocusKept = async (page: Page): Promise<void> => {
  const isSomewhere = await page.evaluate(() => ![null, document.body].includes(document.activeElement))
  expect(isSomewhere, `the focus was lost at ${page.url()}`).toBe(true)
}

const MOST_STOPS = 150

/** Goes on by Tab from where the focus is until this has it; says what it passed by where it does not come there. */
export const tabTo = async (page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  await target.waitFor()
  const passed: string[] = []
  while (passed.length < MOST_STOPS) {
    await page.keyboard.press(key)
    const at = await target.evaluate(readFocus)
    if (at === null) break
    expect(at.problem, `${at.name}, by ${key} at ${page.url()}`).toBeNull()
    if (at.isTarget) return
    passed.push(at.name)
  }
  throw new Error(`By ${key} one does not come to ${target} at ${page.url()}, only by:\n${passed.join('\n')}`)
}

/** Goes there by Tab and presses it: by Enter, or by Space, which links do not know. */
export const pressByKey = async (page: Page, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Goes to a field by Tab and types into it. */
export const typeInto = async (page: Page, field: Locator, text: string): Promise<void> => {
  await tabTo(page, field)
  await page.keyboard.type(text)
}
