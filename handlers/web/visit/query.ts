import type { WebContext } from '../env.ts'
import { Refusal } from './refusal.ts'

/** A parameter that is one of these values. Anything else is as if it had not been there. */
export const chosen = <T extends string>(context: WebContext, name: string, values: readonly T[]): T | null => {
  const value = context.req.query(name)
  return values.find((one) => one === value) ?? null
}

/** Where an earlier page of a list ended; null: from its beginning. */
export const behind = (context: WebContext): string | null => {
  const value = context.req.query('after') ?? ''
  return /^[ -~]{1,100}$/.test(value) ? value : null
}

/** The `:id` of a route. What cannot be one is not there. */
export const idIn = (context: WebContext): string => {
  const id = context.req.param('id') ?? ''
  if (!/^[\w-]{1,64}$/.test(id)) throw new Refusal('notFound')
  return id
}

/** An address of ours with the parameters that say something. */
export const pathWith = (path: string, params: Readonly<Record<string, string | null>>): string => {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) if (value !== null && value !== '') query.set(name, value)
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** The parameters that are set, for a query of the core. */
export const present = <T extends Readonly<Record<string, unknown>>>(
  params: T,
): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== null && value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

/** The page's own address. */
export const hereOf = (context: WebContext): string => {
  const { pathname, search } = new URL(context.req.url)
  return pathname + search
}
