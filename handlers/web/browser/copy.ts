/** A button with `data-copy` puts what it names by selector on the clipboard, and says so with its `data-copied`. */
export const copyButtons = (): void => {
  document.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-copy]') : null
    const source = button === null ? null : document.querySelector(button.dataset.copy ?? '')
    if (button === null || source === null) return
    const text = source instanceof HTMLInputElement ? source.value : (source.textContent ?? '')
    void navigator.clipboard.writeText(text.trim()).then(() => {
      button.textContent = button.dataset.copied ?? button.textContent
    })
  })
}
