import { exchangeOf } from './pages.ts'

/**
 * A page that nobody looks at holds no stream: browsers open six connections to a host at most, and pages opened in the
 * background would take them all. The stream's own trigger begins it once the page is seen.
 */
export const noStreamUnseen = (): void => {
  document.addEventListener('htmx:before:request', (event) => {
    if (document.hidden && exchangeOf(event).sourceElement.id === 'live') event.preventDefault()
  })
}
