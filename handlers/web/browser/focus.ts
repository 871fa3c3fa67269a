interface Swapped {
  readonly ctx: { readonly sourceElement: Element; readonly request: { readonly method: string } }
}

/**
 * A page that came without a page load is announced as one: the focus goes to its content, or to the first field that
 * is wrong. Where something was done in place, the focus stays where it was.
 */
export const focusOnPages = (): void => {
  let path = location.pathname
  document.addEventListener('htmx:after:swap', (event) => {
    const { sourceElement, request } = (event as CustomEvent<Swapped>).detail.ctx
    const wrong = document.querySelector<HTMLElement>('#main [aria-invalid="true"]')
    // What was typed is kept through a morph: a form that did its work starts anew.
    if (wrong === null && request.method === 'POST' && sourceElement instanceof HTMLFormElement) sourceElement.reset()
    if (wrong !== null) wrong.focus()
    else if (path !== location.pathname) document.getElementById('main')?.focus({ preventScroll: true })
    path = location.pathname
  })
}
