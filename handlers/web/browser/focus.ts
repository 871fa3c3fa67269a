/**
 * A page that came without a page load is announced as one: the focus goes to its content, or to the first field that
 * is wrong. Where something was done in place, the focus stays where it was.
 */
export const focusOnPages = (): void => {
  let path = location.pathname
  document.addEventListener('htmx:after:swap', () => {
    const wrong = document.querySelector<HTMLElement>('#main [aria-invalid="true"]')
    if (wrong !== null) wrong.focus()
    else if (path !== location.pathname) document.getElementById('main')?.focus({ preventScroll: true })
    path = location.pathname
  })
}
