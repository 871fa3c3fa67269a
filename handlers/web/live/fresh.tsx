import type { Topic } from '../../../core/kernel/changes.ts'

/** Says that a page reads itself again: it is nobody's use of their session. */
export const BACKGROUND = 'x-sparkone-background'
const BY_ITSELF = JSON.stringify({ [BACKGROUND]: 'yes' })

/**
 * The stream of a page: one, outside of whatever is swapped. Topics arrive as events of its element, which bubble.
 *
 * - `every`: hx-sse does not try again what failed at first; while there is a stream this does nothing.
 * - `visibilitychange`: a page opened in the background begins when it is looked at (browser/unseen.ts).
 * - `hx-swap`: the body of a refusal has no place here. `hx-sync`: never two streams.
 * - `since`: `Live.position()` as of before the page read what it shows.
 */
export const LiveStream = ({ since }: { since: string }) => (
  <div
    id="live"
    hidden
    {...{ 'hx-sse:connect': `/web/live?since=${since}`, 'hx-sse:close': 'ended' }}
    hx-trigger="load, visibilitychange from:document, every 60s"
    hx-swap="none"
    hx-sync="drop"
  />
)

/**
 * For an element with an id: it is read again from `path` and morphed when one of the topics changes, at most every two
 * seconds. Of `ended` too, for the guard then leads to the sign-in. Rows want ids, by which they are recognised.
 */
export const freshOn = (id: string, path: string, ...topics: readonly Topic[]) => ({
  id,
  'hx-get': path,
  'hx-headers': BY_ITSELF,
  'hx-trigger': [...topics.map((topic) => `${topic} from:body throttle:2s`), 'ended from:body'].join(', '),
  'hx-select': `#${id}`,
  'hx-target': 'this',
  'hx-swap': 'outerMorph',
})

/** As `freshOn`, for what no topic tells of: it is read again every so many seconds. */
export const freshEvery = (id: string, path: string, seconds: number) => ({
  id,
  'hx-get': path,
  'hx-headers': BY_ITSELF,
  'hx-trigger': `every ${seconds}s`,
  'hx-select': `#${id}`,
  'hx-target': 'this',
  'hx-swap': 'outerMorph',
})
