/**
 * Keys for what a list is worked with most: j and k go from row to row (`data-row`), and a key that a button of the row
 * names (`data-key`) presses it. `/` goes to the search, `n` to the field for something new. Never while one types, and
 * never with a modifier: those belong to the browser.
 */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || (target.matches('input, textarea, select') && !target.matches('[type=checkbox]')))

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('[data-row]')]

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null

const move = (from: HTMLElement | null, step: 1 | -1): void => {
  const all = rows()
  const at = from === null ? (step === 1 ? -1 : all.length) : all.indexOf(from)
  all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus()
}

const press = (key: string, within: ParentNode): boolean => {
  const button = [...within.querySelectorAll<HTMLElement>('[data-key]')].find(({ dataset }) => dataset.key === key)
  if (button === undefined) return false
  // What opens is gone on in by Tab.
  if (button.matches('input:not([type=checkbox]), summary')) button.focus()
  if (!button.matches('input:not([type=checkbox])')) button.click()
  return true
}

export const shortcuts = (): void => {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
    const row = rowOf(event.target)
    if (event.key === 'j' || event.key === 'k') {
      if (rows().length === 0) return
      move(row, event.key === 'j' ? 1 : -1)
    } else if (
      !(row !== null && press(event.key, row)) &&
      !press(event.key, document.getElementById('keys') ?? document.createElement('div'))
    ) {
      return
    }
    event.preventDefault()
  })
}
