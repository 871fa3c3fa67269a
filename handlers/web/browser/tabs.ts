const show = (): void => {
  for (const tab of document.querySelectorAll('.tabs [aria-current]')) {
    tab.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' })
  }
}

/** Where tabs are wider than the page, the one that is open is in sight. */
export const tabsInSight = (): void => {
  show()
  document.addEventListener('htmx:after:swap', show)
}
