const SPEAKABLE = /^[\w.-]{1,60}$/

/** A JSON Pointer one step further. A name that no field of ours could have is the caller's own: it is not repeated. */
export const pointerTo = (parent: string, key: PropertyKey): string =>
  SPEAKABLE.test(String(key)) ? `${parent}/${String(key)}` : parent
