import { z } from 'zod'
import { shortened } from '../../../core/kernel/text.ts'
import type { WebContext } from '../env.ts'
import { forget, keep, kept } from './cookies.ts'

/** Where something is taken back; `UNDO` below says the same of a cookie. */
type Undo =
  | '/web/tasks/undo'
  | '/web/tasks/undo-bulk'
  | `/web/${'deliveries' | `mirrors/${string}`}/${'pause' | 'resume'}`
  | `/web/deliveries/${string}/cancel`

/** What is said once, on the page after the one that did something. */
export interface Flash {
  readonly tone: 'good' | 'warn' | 'bad'
  readonly text: string
  /** A form that takes it back: where it is posted to, and what with. */
  readonly undo?: { readonly action: Undo; readonly fields: Readonly<Record<string, string>> }
}

const COOKIE = 'sparkone_said'
const KEPT_SECONDS = 60
/** Browsers drop a cookie of more than 4,096 bytes, and nginx an answer whose headers are longer than that together. */
const ROOM = 2000
/** In code points, the longest that has room. */
const LENGTHS = [600, 200, 80]
// Whoever wrote the cookie: what an undo may do is take something back.
const UNDO =
  /^\/web\/(?:tasks\/undo(?:-bulk)?|(?:deliveries|mirrors\/[a-z]+)\/(?:pause|resume)|deliveries\/[\w-]+\/cancel)$/
const schema = z.object({
  tone: z.enum(['good', 'warn', 'bad']),
  text: z.string().max(600),
  undo: z
    .object({
      action: z.custom<Undo>((text) => typeof text === 'string' && UNDO.test(text)),
      fields: z.record(z.string(), z.string()),
    })
    .optional(),
})

export const say = (context: WebContext, flash: Flash): void => keep(context, COOKIE, fitting(flash), KEPT_SECONDS)

/** As a cookie has room for it: of a long text its beginning, and no undo where that alone is too long. */
const fitting = ({ undo, ...flash }: Flash): string => {
  const whole = undo === undefined ? [] : LENGTHS.map((most) => ({ ...flash, text: shortened(flash.text, most), undo }))
  const plain = LENGTHS.map((most) => ({ ...flash, text: shortened(flash.text, most) }))
  const texts = [...whole, ...plain].map((one) => JSON.stringify(one))
  return texts.find((text) => encodeURIComponent(text).length <= ROOM) ?? texts.at(-1) ?? ''
}

/** What the request before wanted said; only once. */
export const said = (context: WebContext): Flash | null => {
  const value = kept(context, COOKIE)
  if (value === undefined) return null
  forget(context, COOKIE)
  try {
    const { undo, ...flash } = schema.parse(JSON.parse(value))
    return undo === undefined ? flash : { ...flash, undo }
  } catch {
    return null
  }
}
