import { bringsPage, exchangeOf, isRefused } from './pages.ts'

const firstWrong = (): HTMLElement | null => document.querySelector<HTMLElement>('#main [aria-invalid="true"]')

interface Place {
  /** Which of the rows it is in; -1: in none. */
  readonly row: number
}

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')]

/** Where the focus is; null: nowhere. */
const placeOf = (focused: Element | null): Place | null => {
  if (focused === null || focused === document.body) return null
  const row = focused.closest<HTMLElement>('[data-row]')
  return { row: row === null ? -1 : rows().indexOf(row) }
}

// What was said of the change stays in sight.
const goBackTo = ({ row }: Place): void => {
  const left = row === -1 ? [] : rows()
  const next = left[Math.min(row, left.length - 1)] ?? document.getElementById('main')
  next?.focus({ preventScroll: true })
}

/**
 * A page that came without a page load is announced as one: the focus goes to its content, or to the first field that
 * is wrong. Where something was done in place, the focus stays where it was; where that is gone with what was done, it goes
 * to the row that took its place, or to the content: whoever works by keys goes on from there.
 */
export const focusOnPages = (): void => {
  let path = location.pathname
  // A page that a whole form's answer brought.
  firstWrong()?.focus()
  let place: Place | null = null
  document.addEventListener('htmx:before:swap', () => {
    place = placeOf(document.activeElement)
  })
  document.addEventListener('htmx:after:swap', (event) => {
    const exchange = exchangeOf(event)
    const { sourceElement, request } = exchange
    // A part of the page takes the focus from nothing that is left of it.
    const wrong = bringsPage(exchange) ? firstWrong() : null
    const isDone = bringsPage(exchange) && request.method === 'POST' && wrong === null && !isRefused()
    // What was typed is kept through a morph: a form that did its work starts anew.
    if (isDone && sourceElement instanceof HTMLFormElement) sourceElement.reset()
    if (wrong !== null) wrong.focus()
    else if (path !== location.pathname) document.getElementById('main')?.focus({ preventScroll: true })
    else if (place !== null && placeOf(document.activeElement) === null) goBackTo(place)
    path = location.pathname
  })
}
