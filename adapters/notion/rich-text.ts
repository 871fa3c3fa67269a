/** Notion takes 2,000 "characters" a piece without saying which; UTF-16 units are the most anybody counts. */
const PIECE = 1900
/** Pieces in one property: https://developers.notion.com/reference/request-limits */
const PIECES = 100

export interface TextPiece {
  readonly text: { readonly content: string }
}

/** The text in pieces that Notion takes, cut between characters; null: longer than a property can be. */
export const splitText = (text: string): readonly TextPiece[] | null => {
  const pieces: TextPiece[] = []
  for (let start = 0; start < text.length; ) {
    const end = cutBefore(text, start)
    pieces.push({ text: { content: text.slice(start, end) } })
    start = end
  }
  return pieces.length > PIECES ? null : pieces
}

/** What people see of it: mentions and equations by their words. */
export const joinText = (pieces: readonly { readonly plain_text: string }[]): string =>
  pieces.map(({ plain_text }) => plain_text).join('')

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** Longer than any family of emoji; a cluster that is longer is cut at a code point. */
const LOOK_BACK = 100

const cutBefore = (text: string, start: number): number => {
  const most = start + PIECE
  if (most >= text.length) return text.length
  // Only the end matters, and segmenting a whole text costs far more.
  const from = most - LOOK_BACK
  let cut = 0
  for (const { index } of segmenter.segment(text.slice(from, most + LOOK_BACK))) {
    if (from + index > most) break
    if (index > 1) cut = from + index
  }
  return cut > 0 ? cut : isLowSurrogate(text, most) ? most - 1 : most
}

const isLowSurrogate = (text: string, index: number): boolean => {
  const unit = text.charCodeAt(index)
  return unit >= 0xdc00 && unit <= 0xdfff
}
