import type { PageDocument, PageElement } from './dom.ts'

/** A property, which stays when the page reads itself again and its attributes become those of the server. */
export interface Marked extends PageElement {
  tabStop?: string
}
interface Focusable extends Marked {
  contains(other: PageElement | null): boolean
  blur(): void
  focus(options: { preventScroll: boolean }): void
}
interface Outline {
  readonly outlineStyle: string
  readonly outlineWidth: string
  readonly outlineColor: string
}
export interface FocusFacts {
  readonly name: string
  /** Its `tabStop`; empty without one. */
  readonly stop: string
  readonly isTarget: boolean
  readonly problem: string | null
}
declare const document: PageDocument & { elementFromPoint(x: number, y: number): PageElement | null }
declare const window: { focusJudged?: PageElement }
declare const innerWidth: number
declare const innerHeight: number
declare const getComputedStyle: (element: PageElement) => Outline

/**
 * Where the focus is, and whether one sees that it is there: marked by an outline that only the focus draws, in sight, and
 * under nothing else. null: nothing has it. Runs inside the page and sees nothing of this file.
 */
export const readFocus = (target: unknown): FocusFacts | null => {
  const element = document.activeElement as Focusable | null
  if (element === null || element === document.body) return null
  const words = element.getAttribute('aria-label') ?? (element.textContent.trim() || element.getAttribute('name') || '')
  // A button inside of a field, as that of a date's calendar, is marked by the browser itself.
  const isInside = !element.matches(':focus')
  const facts = {
    name: `${element.tagName.toLowerCase()} ${words.replace(/\s+/g, ' ').slice(0, 40)}`,
    stop: element.tabStop ?? '',
    isTarget: element === target && !isInside,
  }
  const outline = (): string => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
    return `${outlineStyle} ${outlineWidth} ${outlineColor}`
  }
  const isMarked = (): boolean => {
    const marked = outline()
    if (/^none| 0px |[,/] 0\)$/.test(marked)) return false
    // A date has stops inside, which a blur would begin again.
    if (window.focusJudged === element) return true
    window.focusJudged = element
    element.blur()
    const isOfFocus = outline() !== marked
    element.focus({ preventScroll: true })
    return isOfFocus
  }
  const isInSight = (): boolean => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return Math.max(left, 0) < Math.min(right, innerWidth) && Math.max(top, 0) < Math.min(bottom, innerHeight)
  }
  const isMet = (): boolean => {
    const box = element.getBoundingClientRect()
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)]
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
    const shares = [0.1, 0.5, 0.9]
    return shares.some((across) =>
      shares.some((down) => {
        const met = document.elementFromPoint(left + across * (right - left), top + down * (bottom - top))
        return met !== null && (element.contains(met) || (met as Focusable).contains(element))
      }),
    )
  }
  // The content as a whole is a place to read on from, not one where something can be done.
  if (element.id === 'main') return { ...facts, problem: null }
  if (!isInside && !isMarked()) return { ...facts, problem: 'focus cannot be seen' }
  if (!isInSight()) return { ...facts, problem: 'focus out of sight' }
  return { ...facts, problem: isMet() ? null : 'focus under something else' }
}
