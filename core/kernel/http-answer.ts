/** The body of an answer or a request, as Fetch gives it. */
export interface Body {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>
    cancel(): Promise<void>
  }
}

/**
 * All bytes of a body; null, and the connection let go, past `mostBytes` or once `signal` says so: not every Fetch ends
 * a body with its signal. Throws what reading throws.
 */
export const readAtMost = async (
  body: Body | null,
  mostBytes: number,
  signal?: { readonly aborted: boolean },
): Promise<Uint8Array<ArrayBuffer> | null> => {
  const reader = body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return joined(parts, length)
    length += value?.byteLength ?? 0
    if (length > mostBytes || signal?.aborted) break
    if (value !== undefined) parts.push(value)
  }
  // It is given up: how that goes changes nothing.
  await reader.cancel().catch(() => undefined)
  return null
}

const joined = (parts: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> => {
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.byteLength
  }
  return all
}

/** undefined when it is no JSON. */
export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The code of the network's error in what Fetch throws, which runtimes wrap, some of them twice; null: there is none. */
export const networkCodeOf = (error: unknown, depth = 0): string | null => {
  if (!(error instanceof Error) || depth > 3) return null
  if ('code' in error && typeof error.code === 'string') return error.code
  return networkCodeOf(error.cause, depth + 1)
}
