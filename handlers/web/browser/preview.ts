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
