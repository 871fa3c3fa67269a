import type { Exchange } from './pages.ts'

interface Swap {
  readonly ctx: Exchange
  readonly tasks: readonly { readonly fragment: DocumentFragment }[]
}

/** What was understood of the words in the quick field, and what was unticked there, stays when the page reads itself again. */
export const previewStays = (): void => {
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx, tasks } = (event as CustomEvent<Swap>).detail
    const preview = document.getElementById('preview')
    if (ctx.target.id !== 'shown' || preview === null) return
    for (const { fragment } of tasks) fragment.querySelector('#preview')?.replaceWith(preview.cloneNode(true))
  })
}

/** What was typed before the scripts had come, or comes back with a page that is loaded again, is read as well. */
export const earlyWordsRead = (): void => {
  document.addEventListener('htmx:after:init', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.id !== 'quick-text' || target.value === '') return
    if (document.getElementById('preview')?.childElementCount === 0)
      target.dispatchEvent(new Event('input', { bubbles: true }))
  })
}
