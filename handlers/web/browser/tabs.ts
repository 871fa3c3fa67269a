import { onEachPage } from './pages.ts'

const show = (): void => {
  for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
    const strip = tab.closest('.tabs')
    if (strip === null) continue
    // Only the strip moves: the page stays where the reader is, or where what is wrong was shown.
    const [open, seen] = [tab.getBoundingClientRect(), strip.getBoundingClientRect()]
    strip.scrollBy({ left: open.left + open.width / 2 - (seen.left + seen.width / 2), behavior: 'instant' })
  }
}

/** Where tabs are wider than the page, the one that is open is in sight. */
export const tabsInSight = (): void => {
  onEachPage(show)
}
