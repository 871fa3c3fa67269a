import { exchangeOf, isRefused } from './pages.ts'

const menuOf = (element: unknown): HTMLDetailsElement | null =>
  element instanceof Element ? element.closest<HTMLDetailsElement>('details.menu') : null

const closeAllBut = (stays: HTMLDetailsElement | null): void => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (menu !== stays) menu.open = false
  }
}

/** One menu is open at a time, out from under the bar, until it did its work or one goes elsewhere. */
export const menus = (): void => {
  const show = ({ target }: Event): void => {
    if (target instanceof HTMLDetailsElement && target.open && target.matches('.menu'))
      target.querySelector('.menu-body')?.scrollIntoView({ block: 'nearest' })
  }
  // `toggle` does not bubble.
  document.addEventListener('toggle', show, { capture: true })
  document.addEventListener('click', ({ target }) => closeAllBut(menuOf(target)))
  document.addEventListener('htmx:after:swap', (event) => {
    const menu = menuOf(exchangeOf(event).sourceElement)
    if (menu !== null && !isRefused()) closeAllBut(null)
  })
}
