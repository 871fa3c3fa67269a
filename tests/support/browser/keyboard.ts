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

const focused = (): { stop: string | null; name: string; look: string; isInView: boolean } => {
  const element = document.activeElement
  if (element === null || element === document.body) return { stop: null, name: '', look: '', isInView: true }
  const field = element as PageField
  const style = getComputedStyle(element)
  const { left, right, top, bottom } = element.getBoundingClientRect()
  return {
    stop: field.type === 'radio' ? `radio ${field.name}` : (element.dataset.stop ?? 'unknown'),
    name: `${element.tagName.toLowerCase()} ${(element.textContent.trim() || field.name || '').slice(0, 40)}`,
    look: [
      'outlineStyle',
      'outlineWidth',
      'outlineColor',
      'boxShadow',
      'backgroundColor',
      'borderColor',
      'textDecorationLine',
    ]
      .map((property) => style[property])
      .join(' '),
    isInView: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight,
  }
}

const lookWithoutFocus = (): string => {
  const element = document.activeElement as (PageElement & { blur(): void; focus(): void }) | null
  if (element === null) return ''
  element.blur()
  const style = getComputedStyle(element)
  const look = [
    'outlineStyle',
    'outlineWidth',
    'outlineColor',
    'boxShadow',
    'backgroundColor',
    'borderColor',
    'textDecorationLine',
  ]
    .map((property) => style[property])
    .join(' ')
  element.focus()
  return look
}

/** Walks a page by Tab from its beginning; gives the names of the stops in their order, and what is wrong. */
export const walk = async (page: Page): Promise<{ stops: readonly string[]; problems: readonly string[] }> => {
  const wanted = await page.evaluate(markStops)
  const reached = new Set<string>()
  const [stops, problems]: [string[], string[]] = [[], []]
  // Some fields have several stops inside: a date has three.
  for (let presses = 0; presses < wanted.length * 4 + 10; presses += 1) {
    await page.keyboard.press('Tab')
    const { stop, name, look, isInView } = await page.evaluate(focused)
    if (stop === null) break
    if (reached.has(stop)) continue
    reached.add(stop)
    stops.push(name)
    if (!isInView) problems.push(`focus out of sight: ${name}`)
    if (look === (await page.evaluate(lookWithoutFocus))) problems.push(`focus cannot be seen: ${name}`)
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
