import { exchangeOf } from './pages.ts'

/** What is asked, and with what a person gave: what a page keeps in hidden fields may change while it waits. */
const givenIn = (form: HTMLFormElement, submitter: HTMLElement | null): string => {
  const hidden = new Set([...form.querySelectorAll<HTMLInputElement>('input[type=hidden]')].map(({ name }) => name))
  const given = [...new FormData(form, submitter)].filter(([name]) => !hidden.has(name))
  return JSON.stringify([submitter?.getAttribute('formaction') ?? form.action, given])
}

/**
 * The same thing is not sent again while it is on its way: who clicks twice meant one task, one brief, one key. Other words
 * in the same form are something else. Heard before all else, so that it holds for what htmx sends and for page loads.
 */
export const formsOnce = (): void => {
  let under = new WeakMap<Element, string>()
  document.addEventListener(
    'submit',
    (event) => {
      const form = event.target
      if (!(form instanceof HTMLFormElement) || form.method !== 'post') return
      const given = givenIn(form, event.submitter)
      if (under.get(form) === given) {
        event.preventDefault()
        event.stopImmediatePropagation()
      } else under.set(form, given)
    },
    { capture: true },
  )
  document.addEventListener('htmx:finally:request', (event) => under.delete(exchangeOf(event).sourceElement))
  // Back on a page that the browser kept as it was left.
  window.addEventListener('pageshow', () => {
    under = new WeakMap()
  })
}
