/** The length of a text in Unicode code points, as JSON Schema counts too: an emoji is one. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}

/** What spellings of a text share that a search must not tell apart: "JOÃO", "joão" and "joao" are one. */
export const folded = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '')
