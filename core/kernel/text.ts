/** The length of a text in Unicode code points, as JSON Schema counts too: an emoji is one. */
export const lengthOf = (text: string): number => {
  let length = 0
  for (const _ of text) length += 1
  return length
}
