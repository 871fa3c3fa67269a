const MOST = 50_000
const THOUGHT = '</think>'

/**
 * The JSON value in what a model wrote: alone, between fences, after its thoughts, or with a sentence around it.
 * undefined when there is none.
 */
export const jsonIn = (text: string): unknown => {
  if (text.length > MOST) return undefined
  const thought = text.lastIndexOf(THOUGHT)
  const said = thought < 0 ? text : text.slice(thought + THOUGHT.length)
  const first = said.indexOf('{')
  return parse(said) ?? (first < 0 ? undefined : parse(said.slice(first, said.lastIndexOf('}') + 1)))
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
