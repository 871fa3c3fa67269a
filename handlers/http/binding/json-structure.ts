/** Deeper than any body of ours, and far from what costs anything. */
const DEEPEST = 32

export type StructureFault = 'too_deep' | 'duplicate_key'

/** What `JSON.parse` lets pass in a valid JSON text: nesting without end, and keys that are there twice. */
export const structureFault = (json: string): StructureFault | null => {
  // The keys of each object that is open; null for an array.
  const open: (Set<string> | null)[] = []
  let isKeyNext = false
  for (let at = 0; at < json.length; at += 1) {
    switch (json.charAt(at)) {
      case '"': {
        const end = endOfString(json, at)
        if (isKeyNext && isRepeated(open.at(-1), json.slice(at, end + 1))) return 'duplicate_key'
        isKeyNext = false
        at = end
        break
      }
      case '{':
        open.push(new Set())
        isKeyNext = true
        break
      case '[':
        open.push(null)
        isKeyNext = false
        break
      case '}':
      case ']':
        open.pop()
        isKeyNext = false
        break
      case ',':
        isKeyNext = open.at(-1) instanceof Set
        break
      default:
    }
    if (open.length > DEEPEST) return 'too_deep'
  }
  return null
}

const endOfString = (json: string, start: number): number => {
  let at = start + 1
  while (at < json.length && json.charAt(at) !== '"') at += json.charAt(at) === '\\' ? 2 : 1
  return at
}

const isRepeated = (keys: Set<string> | null | undefined, quoted: string): boolean => {
  if (!keys) return false
  // Two spellings of one key are one key.
  const key = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1)
  if (keys.has(key)) return true
  keys.add(key)
  return false
}
