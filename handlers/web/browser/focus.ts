interface Swapped {
  readonly ctx: { readonly sourceElement: Element; readonly request: { readonly method: string } }
}

const firstWrong = (): HTMLElement | null => document.querySelector<HTMLElement>('#main [aria-invalid="true"]')

/**
 * A page that came without a page load is announced as one: the focus goes to its content, or to the first field that
 * is wrong. Where something was done in place, the focus stays where it was.
 */
export const focusOnPages = (): void => {
  let path = location.pathname
  // A page that a whole form's answer brought.
  firstWrong()?.focus()
  document.addEventListener('htmx:after:swap', (event) => {
    const { sourceElement, request } = (event as CustomEvent<Swapped>).detail.ctx
    const wrong = firstWrong()
    // What was typed is kept through a morph: a form that did its work starts anew.
    if (wrong === null && request.method === 'POST' && sourceElement instanceof HTMLFormElement) sourceElement.reset()
    if (wrong !== null) wrong.focus()
    else if (path !== location.pathname) document.getElementById('main')?.focus({ preventScroll: true })
    path = location.pathname
  })
}
