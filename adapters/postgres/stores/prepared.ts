/**
 * A query built at its first use and kept, because building SQL costs more than running it. Stores of `read` live as
 * long as the connection and build each hot query once; those of one transaction pay for what they use.
 */
export const once = <T>(build: () => T): (() => T) => {
  let built: { readonly query: T } | null = null
  return () => {
    built ??= { query: build() }
    return built.query
  }
}
