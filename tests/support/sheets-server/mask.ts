/** A field mask as a tree; an empty one means all of it. */
type Mask = ReadonlyMap<string, Mask>

/** `a,b(c,d.e)` */
export const parseMask = (text: string): Mask => {
  let at = 0
  const list = (): Mask => {
    const mask = new Map<string, Mask>()
    for (;;) {
      const path: string[] = []
      let sub: Mask = new Map()
      for (;;) {
        const name = /^[A-Za-z*]+/.exec(text.slice(at))?.[0]
        if (name === undefined) throw new SyntaxError(`Invalid field selection at ${at}`)
        path.push(name)
        at += name.length
        if (text[at] === '.' || text[at] === '/') at += 1
        else break
      }
      if (text[at] === '(') {
        at += 1
        sub = list()
        at += 1
      }
      add(mask, path, sub)
      if (text[at] !== ',') return mask
      at += 1
    }
  }
  return list()
}

const add = (mask: Map<string, Mask>, [name = '', ...rest]: readonly string[], sub: Mask): void => {
  const known = (mask.get(name) ?? new Map()) as Map<string, Mask>
  if (rest.length > 0) add(known, rest, sub)
  else for (const [key, value] of sub) known.set(key, value)
  mask.set(name, known)
}

export const project = (value: unknown, mask: Mask): unknown => {
  if (mask.size === 0) return value
  if (Array.isArray(value)) return value.map((one) => project(one, mask))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    [...mask].flatMap(([name, sub]) => {
      const found: unknown = Reflect.get(value, name)
      return found === undefined ? [] : [[name, project(found, sub)]]
    }),
  )
}
