import type { Exchange } from './pages.ts'

interface Swap {
  readonly ctx: Exchange
  readonly tasks: readonly { readonly fragment: DocumentFragment }[]
}

/** What was understood of the words in the quick field, and what was unticked there. */
const keepPreview = (fragment: DocumentFragment): void => {
  const preview = document.getElementById('preview')
  if (preview !== null) fragment.querySelector('#preview')?.replaceWith(preview.cloneNode(true))
}

/** What a person opened, and what they closed. */
const keepOpen = (fragment: DocumentFragment): void => {
  for (const details of fragment.querySelectorAll<HTMLDetailsElement>('details[id]')) {
    const shown = document.getElementById(details.id)
    if (shown instanceof HTMLDetailsElement) details.open = shown.open
  }
}

/** A page that reads itself again takes nothing out of the hands of whoever works on it. */
export const draftsStay = (): void => {
  document.addEventListener('htmx:before:swap', (event) => {
    const { ctx, tasks } = (event as CustomEvent<Swap>).detail
    if (ctx.target.id !== 'shown') return
    for (const { fragment } of tasks) {
      keepPreview(fragment)
      keepOpen(fragment)
    }
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
