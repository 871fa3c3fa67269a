import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageDocument, PageElement, PageField } from './dom.ts'
import { type Marked, readFocus } from './focus-facts.ts'

declare const document: PageDocument

// Runs inside the page and sees nothing of this file.
const markStops = (): readonly string[] => {
  const isStop = (element: PageElement): boolean =>
    !element.matches(':disabled, [tabindex^="-"], [type=hidden]') &&
    element.closest('[inert]') === null &&
    element.checkVisibility({ visibilityProperty: true })
  const candidates = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]'
  const seen = new Set<string>()
  const names: string[] = []
  for (const element of document.querySelectorAll(candidates)) {
    const field = element as PageField & Marked
    if (!isStop(element)) continue
    // One stop for a whole group of radio buttons, whichever of them is chosen.
    const group = field.type === 'radio' ? `radio ${field.name}` : ''
    const mark = group || String(names.length)
    field.tabStop = mark
    if (group !== '' && seen.has(group)) continue
    seen.add(group)
    const words = (element.getAttribute('aria-label') ?? (element.textContent.trim() || field.name) ?? '').slice(0, 40)
    names.push(`${mark}: ${element.tagName.toLowerCase()} ${words.replace(/\s+/g, ' ')}`)
  }
  return names
}

/** Walks a page by Tab from its beginning; gives the names of the stops in their order, and what is wrong. */
export const walk = async (page: Page): Promise<{ stops: readonly string[]; problems: readonly string[] }> => {
  // What stands in a page comes before its style, which hides some of it.
  await page.waitForLoadState()
  const wanted = await page.evaluate(markStops)
  const reached = new Set<string>()
  const [stops, problems]: [string[], string[]] = [[], []]
  // Some fields have several stops inside: a date has three.
  for (let presses = 0; presses < wanted.length * 4 + 10; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(readFocus, null)
    if (at === null) break
    if (reached.has(at.stop)) continue
    reached.add(at.stop)
    stops.push(at.name)
    if (at.problem !== null) problems.push(`${at.problem}: ${at.name}`)
  }
  for (const one of wanted) {
    if (!reached.has(one.slice(0, one.indexOf(':')))) problems.push(`not reached by Tab: ${one}`)
  }
  return { stops, problems }
}

/** Everything that can be used is reached by Tab, and one sees where one is. */
export const expectKeyboard = async (page: Page): Promise<readonly string[]> => {
  const { stops, problems } = await walk(page)
  expect(problems, `by keyboard at ${page.url()}`).toEqual([])
  return stops
}
