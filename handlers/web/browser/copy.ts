import { onEachPage } from './pages.ts'

/**
 * A button with `data-copy` puts what it names by selector on the clipboard, and says so with its `data-copied`. One that is
 * hidden shows where there is a clipboard.
 */
const show = (): void => {
  // A page that came in plain text from elsewhere is given none.
  if (!('clipboard' in navigator)) return
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy][hidden]')) button.hidden = false
}

export const copyButtons = (): void => {
  onEachPage(show)
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
    const source = button === null ? null : document.querySelector(button.dataset.copy ?? '')
    if (button === null || source === null) return
    const text = source instanceof HTMLInputElement ? source.value : (source.textContent ?? '')
    navigator.clipboard.writeText(text.trim()).then(
      () => {
        button.textContent = button.dataset.copied ?? button.textContent
      },
      // A browser that lets no page write there: the text is marked, for the person to copy it.
      () => getSelection()?.selectAllChildren(source),
    )
  })
}
