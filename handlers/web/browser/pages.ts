/** Does it now, and again for each page that comes without a page load. */
export const onEachPage = (work: () => void): void => {
  work()
  document.addEventListener('htmx:after:swap', () => work())
}
