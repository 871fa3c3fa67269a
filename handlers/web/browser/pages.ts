/** What htmx asks for, and what it was asked by. */
export interface Exchange {
  readonly sourceElement: Element
  readonly request: { readonly method: string; readonly action: string }
  readonly response?: { readonly raw: { readonly url: string; readonly redirected: boolean } }
  /** What the answer takes the place of, which part of it does, how, and whether it has an address of its own. */
  target: Element
  select: string | null
  swap: string
  push: string | null
}

/** Of an event of htmx that is about one. */
export const exchangeOf = (event: Event): Exchange => (event as CustomEvent<{ readonly ctx: Exchange }>).detail.ctx

/** A link that is followed, a form that is sent, a step back: all but what a page asks for a part of itself. */
export const bringsPage = ({ target }: Exchange): boolean => target.matches('#house, body')

/** The page says that what was asked for was not done. */
export const isRefused = (): boolean => document.querySelector('#said .tone-warn, #said .tone-bad') !== null

/** Does it now, and again for each page that comes without a page load. */
export const onEachPage = (work: () => void): void => {
  work()
  document.addEventListener('htmx:after:swap', () => work())
}
