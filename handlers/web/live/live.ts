import type { Change, ChangeFeed, Topic } from '../../../core/kernel/changes.ts'
import { createLog } from './log.ts'
import { type After, type LiveStream, openStream } from './stream.ts'

const RECHECK_MS = 50_000
const LIMITS = { perSession: 8, perPerson: 32, inAll: 500 }

export interface LiveDeps {
  readonly feed: ChangeFeed
  readonly after: After
  /** Names this process among those that a browser may come to. */
  readonly name: string
  readonly limits?: typeof LIMITS
  /** Whether somebody may stay could not be found out: their stream ends, and they come again. */
  readonly onError: (error: unknown) => void
}

/** Who looks, and what they may hear of. */
export interface Viewer {
  readonly session: string
  readonly person: string
  readonly mayHear: (change: Change) => boolean
  /** Asked at least once a minute, and when a person changed whom they may hear of: false ends the stream for good. */
  readonly mayStay: () => Promise<boolean>
  /** Where their page, or the stream before, was; null: they hear what comes from now on. */
  readonly since: string | null
}

export interface Live {
  /** Belongs on a page as of before it read what it shows: what comes after it is told. */
  position(): string
  /** `full`: as many streams as this session, this person or this process has room for. */
  open(viewer: Viewer): ReadableStream<Uint8Array<ArrayBuffer>> | 'full'
  /** Ends all streams at once, and opens no more. */
  close(): void
}

/** The streams of this process. It listens to the feed from the first page or stream on. */
export const makeLive = ({ feed, after, name, limits = LIMITS, onError }: LiveDeps): Live => {
  const log = createLog(name)
  const open = new Set<{ readonly viewer: Viewer; readonly stream: LiveStream; readonly recheck: () => void }>()
  let unsubscribe: (() => void) | null = null
  let closed = false

  const hear = (change: Change): void => {
    log.add(change)
    for (const { viewer, stream, recheck } of open) {
      if (!viewer.mayHear(change)) continue
      stream.tell(change.topic)
      if (change.topic === 'people') recheck()
    }
  }

  const listen = (): void => {
    if (!closed) unsubscribe ??= feed.subscribe(hear)
  }

  const hasRoom = ({ session, person }: Viewer): boolean => {
    const viewers = [...open].map(({ viewer }) => viewer).filter((one) => one.person === person)
    const ofSession = viewers.filter((one) => one.session === session)
    return open.size < limits.inAll && viewers.length < limits.perPerson && ofSession.length < limits.perSession
  }

  const admit = (viewer: Viewer): LiveStream => {
    let callOff = (): void => undefined
    let isAsking = false
    let askAgain = false
    const ask = async (): Promise<void> => {
      do {
        askAgain = false
        if (!(await viewer.mayStay())) stream.dismiss()
      } while (askAgain)
    }
    const recheck = (): void => {
      callOff()
      callOff = after(RECHECK_MS, recheck)
      askAgain = true
      if (isAsking) return
      isAsking = true
      ask()
        .catch((error: unknown) => {
          stream.end()
          onError(error)
        })
        .finally(() => {
          isAsking = false
        })
    }
    const stream = openStream({
      position: log.position,
      after,
      onEnd: () => {
        callOff()
        open.delete(entry)
      },
    })
    const entry = { viewer, stream, recheck }
    callOff = after(RECHECK_MS, recheck)
    open.add(entry)
    return stream
  }

  return {
    position: () => {
      listen()
      return log.position()
    },
    open: (viewer) => {
      listen()
      if (closed || !hasRoom(viewer)) return 'full'
      const stream = admit(viewer)
      const missed = viewer.since === null ? [] : log.since(viewer.since)
      const topics = new Set<Topic>(missed.filter(viewer.mayHear).map(({ topic }) => topic))
      for (const topic of topics) stream.tell(topic)
      return stream.body
    },
    close: () => {
      closed = true
      unsubscribe?.()
      for (const { stream } of open) stream.end()
    },
  }
}
