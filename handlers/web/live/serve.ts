import type { Context } from 'hono'
import type { Live, Viewer } from './live.ts'

const RETRY_AFTER_SECONDS = '30'

/**
 * Answers with a viewer's stream. Events are named after topics and carry nothing; `open` is the first, `ended` the last
 * of one that is over for good. `Last-Event-ID`, of a browser that comes again, goes before the page's `?since=`.
 */
export const serveLive = (context: Context, live: Live, viewer: Omit<Viewer, 'since'>): Response => {
  const since = context.req.header('last-event-id') ?? context.req.query('since') ?? null
  const body = live.open({ ...viewer, since })
  if (body === 'full') return context.body(null, 503, { 'Retry-After': RETRY_AFTER_SECONDS })
  return context.body(body, 200, {
    'Content-Type': 'text/event-stream',
    // For every proxy on the way: neither keep, nor compress, nor collect.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
  })
}
