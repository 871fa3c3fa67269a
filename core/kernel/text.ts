/** The length of a text in Unicode code points, as JSON Schema counts too: an emoji is one. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** What spellings of a text share that a search must not tell apart: "JOÃO", "joão" and "joao" are one. */
export const folded = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')

/** The text, or as much of it as `most` code points hold, with "…" as the last of them. */
export const shortened = (text: string, most: number): string => {
  const points = [...text]
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`
}
