import { exchangeOf } from './pages.ts'

const addressOf = (path: string): string => {
  const { pathname, search } = new URL(path, location.href)
  return pathname + search
}

/** A preview is of what stands in its field now: one that waited behind the form being sent is of something else. */
const isOfOtherWords = (source: Element, action: string): boolean => {
  const field = source.closest('#quick') === null ? null : document.querySelector<HTMLInputElement>('#quick-text')
  return field !== null && new URL(action, location.href).searchParams.get('text') !== field.value
}

/** What reads itself again was on another page when it asked, and has become a part of this one since. */
const isOfOtherPage = (source: Element, action: string): boolean => {
  if (!source.matches('#shown, [hx-get]:not(#quick *)')) return false
  const path = source.getAttribute('hx-get')
  return path === null || addressOf(path) !== addressOf(action)
}

/** What would be asked for or shown too late is neither. */
export const nothingLate = (): void => {
  for (const moment of ['htmx:before:request', 'htmx:before:swap']) {
    document.addEventListener(moment, (event) => {
      const { sourceElement, request } = exchangeOf(event)
      if (request.method !== 'GET') return
      if (isOfOtherWords(sourceElement, request.action) || isOfOtherPage(sourceElement, request.action)) {
        event.preventDefault()
      }
    })
  }
}
