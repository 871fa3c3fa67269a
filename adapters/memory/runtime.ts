/** The globals that Node, Bun, Deno and workerd share, typed here so that this folder needs no runtime's types. */
interface WebCrypto {
  randomUUID(): string
  getRandomValues(bytes: Uint8Array): Uint8Array
  readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> }
}

type TextEncoding = new () => { encode(text: string): Uint8Array }

type Timers = (work: () => void, ms: number) => unknown

// Looked up at each use: a test may have replaced the global since.
const global = <T>(name: string): T => Reflect.get(globalThis, name)

export const randomUuid = (): string => global<WebCrypto>('crypto').randomUUID()

export const randomBytes = (length: number): Uint8Array =>
  global<WebCrypto>('crypto').getRandomValues(new Uint8Array(length))

export const sha256 = async (text: string): Promise<Uint8Array> => {
  const Encoder = global<TextEncoding>('TextEncoder')
  return new Uint8Array(await global<WebCrypto>('crypto').subtle.digest('SHA-256', new Encoder().encode(text)))
}

/** Runs `work` after that long; the function returned calls it off. Never keeps a process alive by itself. */
export const after = (ms: number, work: () => void): (() => void) => {
  const timer = global<Timers>('setTimeout')(work, ms)
  if (typeof timer === 'object' && timer !== null && 'unref' in timer && typeof timer.unref === 'function') {
    timer.unref()
  }
  return () => global<(timer: unknown) => void>('clearTimeout')(timer)
}

/** Follows a value through the asynchronous calls made below `run`. */
export interface AsyncScope<T> {
  run<R>(value: T, work: () => R): R
  getStore(): T | undefined
}

/** null where the runtime has nothing of the kind (workerd without its Node compatibility). */
export const createAsyncScope = <T>(): AsyncScope<T> | null => {
  const process = global<{ getBuiltinModule?: (id: string) => unknown } | undefined>('process')
  const hooks = process?.getBuiltinModule?.('node:async_hooks') as
    | { AsyncLocalStorage: new () => AsyncScope<T> }
    | undefined
  return hooks === undefined ? null : new hooks.AsyncLocalStorage()
}
