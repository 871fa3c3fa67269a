/** A form or a link that found nobody at the other end says so, and what was typed stays where it is. */
export const saysUnreached = (): void => {
  const show = (isUnreached: boolean): void => {
    const notice = document.getElementById('unreached')
    if (notice === null) return
    notice.hidden = !isUnreached
    if (isUnreached) notice.scrollIntoView({ block: 'nearest' })
  }
  document.addEventListener('htmx:error', ({ target }) => {
    // What a page asks of itself is asked again by itself.
    if (target instanceof HTMLFormElement || target instanceof HTMLAnchorElement) show(true)
  })
  document.addEventListener('htmx:after:swap', () => show(false))
}
