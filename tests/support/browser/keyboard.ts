import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PageDocument, PageElement, PageField } from './dom.ts'

declare const document: PageDocument
declare const innerWidth: number
declare const innerHeight: number
declare const getComputedStyle: (element: PageElement) => Readonly<Record<string, string>>

// These functions run inside the page and see nothing of this file.
const markStops = (): readonly string[] => {
  const isStop = (element: PageElement): boolean =>
    !element.matches(':disabled, [tabindex^="-"], [type=hidden]') &&
    element.closest('[inert]') === null &&
    element.checkVisibility({ visibilityProperty: true })
  const candidates = 'a[href], button, input, select, textarea, summary, [tabindex], [contenteditable]'
  const seen = new Set<string>()
  const names: string[] = []
  for (const element of document.querySelectorAll(candidates)) {
    const field = element as PageField
    if (!isStop(element)) continue
    // One stop for a whole group of radio buttons.
    const group = field.type === 'radio' ? `radio ${field.name}` : ''
    if (group !== '' && seen.has(group)) continue
    seen.add(group)
    const words = (element.getAttribute('aria-label') ?? (element.textContent.trim() || field.name) ?? '').slice(0, 40)
    element.dataset.stop = group || String(names.length)
    names.push(`${element.dataset.stop}: ${element.tagName.toLowerCase()} ${words.replace(/\s+/g, ' ')}`)
  }
  return names
}

const focused = (known: readonly string[]) => {
  const element = document.activeElement as (PageElement & { blur(): void; focus(): void }) | null
  if (element === null || element === document.body) return null
  const field = element as PageElement as PageField
  const stop = field.type === 'radio' ? `radio ${field.name}` : (element.dataset.stop ?? 'unknown')
  // A date has stops inside, which a blur would begin again.
  if (known.includes(stop)) return { stop, name: '', isSeen: true, isInView: true }
  const properties = ['outlineStyle', 'outlineWidth', 'outlineColor', 'boxShadow', 'backgroundColor', 'borderColor']
  const look = (): string => properties.map((property) => getComputedStyle(element)[property]).join(' ')
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const withFocus = look()
  element.blur()
  const isSeen = look() !== withFocus
  element.focus()
  return {
    stop,
    name: `${element.tagName.toLowerCase()} ${(element.textContent.trim() || field.name || '').slice(0, 40)}`,
    isSeen,
    isInView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
  }
}

/** Walks a page by Tab from its beginning; gives the names of the stops in their order, and what is wrong. */
export const walk = async (page: Page): Promise<{ stops: readonly string[]; problems: readonly string[] }> => {
  const wanted = await page.evaluate(markStops)
  const reached = new Set<string>()
  const [stops, problems]: [string[], string[]] = [[], []]
  // Some fields have several stops inside: a date has three.
  for (let presses = 0; presses < wanted.length * 4 + 10; presses += 1) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(focused, [...reached])
    if (at === null) break
    if (reached.has(at.stop)) continue
    reached.add(at.stop)
    stops.push(at.name)
    if (!at.isInView) problems.push(`focus out of sight: ${at.name}`)
    if (!at.isSeen) problems.push(`focus cannot be seen: ${at.name}`)
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
