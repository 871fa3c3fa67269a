/** An address of the outside as a link may carry it; null: it is none that a browser should follow. */
export const outsideUrl = (text: string | null): string | null =>
  text !== null && URL.parse(text)?.protocol === 'https:' ? text : null
