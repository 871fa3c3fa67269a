import { bringsPage, type Exchange, exchangeOf } from './pages.ts'

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

/** What would be asked for or shown too late of a part of the page is neither. */
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

/** Of an answer to somebody who has gone on: where they are, what it says of what it did. */
const onlySay = (exchange: Exchange, said: Element): void => {
  exchange.target = said
  exchange.select = '#said'
  exchange.swap = 'outerMorph show:none ignoreTitle:true'
  exchange.push = 'false'
}

/** Whoever went on before an answer came is not thrown back by it, unless what it brings would be lost. */
export const neverThrownBack = (): void => {
  const begun = new WeakMap<Exchange, number>()
  let [last, shown] = [0, 0]
  document.addEventListener('htmx:before:request', (event) => {
    const exchange = exchangeOf(event)
    if (!bringsPage(exchange)) return
    last += 1
    begun.set(exchange, last)
  })
  document.addEventListener('htmx:after:request', (event) => {
    const exchange = exchangeOf(event)
    const { request, response } = exchange
    const isOvertaken = (begun.get(exchange) ?? shown) < shown
    if (!isOvertaken || response === undefined || addressOf(response.raw.url) === addressOf(location.href)) return
    // What led to no other page is there alone: what is to be put right, or a secret that is shown once.
    if (request.method === 'POST' && !response.raw.redirected) return
    const said = document.getElementById('said')
    if (request.method === 'GET' || said === null) event.preventDefault()
    else onlySay(exchange, said)
  })
  document.addEventListener('htmx:before:swap', (event) => {
    shown = Math.max(shown, begun.get(exchangeOf(event)) ?? 0)
  })
}
