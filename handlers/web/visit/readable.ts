import { createMiddleware } from 'hono/factory'
import type { WebEnv } from '../env.ts'
import { Refusal } from './refusal.ts'

/** NUL as an address, a form or JSON has it; half a character as JSON alone can. */
const UNREADABLE = /%00|\0|\\u(?:0000|d[89a-f])/i

/** Refuses what no text of ours contains and no database has room for, before anything is asked. */
export const onlyReadable = createMiddleware<WebEnv>(async (context, next) => {
  const { method, url } = context.req
  const isUnreadable = UNREADABLE.test(url) || (method === 'POST' && UNREADABLE.test(await context.req.text()))
  if (isUnreadable) throw new Refusal('input')
  return next()
})
