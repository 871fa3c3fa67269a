/** What htmx asks for, and what it was asked by. */
export interface Exchange {
  readonly sourceElement: Element
  readonly request: { readonly method: string; readonly action: string }
}

/** Of an event of htmx that is about one. */
export const exchangeOf = (event: Event): Exchange => (event as CustomEvent<{ readonly ctx: Exchange }>).detail.ctx

/** The page says that what was asked for was not done. */
export const isRefused = (): boolean => document.querySelector('#said .tone-warn, #said .tone-bad') !== null

/** Does it now, and again for each page that comes without a page load. */
export const onEachPage = (work: () => void): void => {
  work()
  document.addEventListener('htmx:after:swap', () => work())
}
