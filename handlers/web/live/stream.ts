import type { Topic } from '../../../core/kernel/changes.ts'

/** Runs `work` after that long, once; the function returned calls it off. */
export type After = (ms: number, work: () => void) => () => void

const HEARTBEAT_MS = 25_000
/** How long a browser waits before it comes again. */
const RETRY_MS = 2_000

export interface StreamOptions {
  /** The id of what is said now. */
  readonly position: () => string
  readonly after: After
  /** Called once, however it ended. */
  readonly onEnd: () => void
}

export interface LiveStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  /** Tells the browser of a topic: once, however often this is called before it reads. */
  tell(topic: Topic): void
  /** Says that it is over for good, and ends. */
  dismiss(): void
  /** Ends at once; the browser comes again. */
  end(): void
}

/**
 * One stream of server-sent events. It is written when its reader asks for more and not before, so that a slow one costs
 * a handful of topics and can be ended at any time; a writer of a stream would wait for it.
 */
export const openStream = ({ position, after, onEnd }: StreamOptions): LiveStream => {
  const encoder = new TextEncoder()
  const topics = new Set<Topic>()
  let opening = true
  let beating = false
  let ended = false
  let wake = Promise.withResolvers<void>()
  let callOff = (): void => undefined
  let out: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null

  const beatLater = (): void => {
    callOff = after(HEARTBEAT_MS, () => {
      beating = true
      wake.resolve()
      beatLater()
    })
  }

  const finish = (): boolean => {
    if (ended) return false
    ended = true
    callOff()
    wake.resolve()
    onEnd()
    return true
  }

  /** What there is to say; null: nothing. The id is as of now: all before it is said with it. */
  const say = (): string | null => {
    const id = position()
    const events = [...topics].map((topic) => event(topic, id))
    const text = `${opening ? event('open', id, RETRY_MS) : ''}${events.join('')}${beating ? ':\n\n' : ''}`
    topics.clear()
    opening = false
    beating = false
    return text === '' ? null : text
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start: (controller) => {
        out = controller
        beatLater()
      },
      pull: async (controller) => {
        while (!ended) {
          const text = say()
          if (text !== null) return controller.enqueue(encoder.encode(text))
          await wake.promise
          wake = Promise.withResolvers()
        }
      },
      cancel: () => void finish(),
    },
    { highWaterMark: 0 },
  )

  return {
    body,
    tell: (topic) => {
      topics.add(topic)
      wake.resolve()
    },
    dismiss: () => {
      if (!finish()) return
      out?.enqueue(encoder.encode(event('ended', position())))
      out?.close()
    },
    end: () => {
      if (finish()) out?.close()
    },
  }
}

// Without a data line browsers' own readers drop an event.
const event = (name: string, id: string, retry?: number): string =>
  `event: ${name}\nid: ${id}\n${retry === undefined ? '' : `retry: ${retry}\n`}data:\n\n`
