import type { Route } from '../../../support/routes.ts'

const PARAMETER = /:(\w+)(?:\{((?:[^{}]|\{[^{}]*\})*)\})?/

/** The paths of a pattern with these values in the place of its parameters, where the pattern takes them. */
export const pathsOf = (pattern: string, values: readonly string[]): readonly string[] => {
  const [whole, , shape = '[^/]+'] = PARAMETER.exec(pattern) ?? []
  if (whole === undefined) return [pattern]
  const fits = new RegExp(`^(?:${shape})$`)
  return values
    .filter((value) => fits.test(value))
    .flatMap((value) =>
      pathsOf(
        pattern.replace(whole, () => encodeURIComponent(value)),
        values,
      ),
    )
}

/** The static files have routes of their own, whose parameters are names of files. */
export const isFile = ({ pattern }: Route): boolean => pattern.includes('/assets/')
/** Before the door: what a stranger may ask for. */
export const isDoor = ({ pattern }: Route): boolean =>
  /^\/web\/(?:sign-in|link)(?:\/|$)|^\/web\/manifest|^\/web\/assets/.test(pattern)
/** A stream, which has no end to wait for. */
export const isStream = ({ pattern }: Route): boolean => pattern === '/web/live'
