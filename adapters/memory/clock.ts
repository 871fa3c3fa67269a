import type { Clock } from '../../core/kernel/clock.ts'

/** The computer's own time. */
export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until someone turns it. */
export interface TurnableClock extends Clock {
  /** Moves forward by milliseconds. */
  advance(ms: number): void
  /** Jumps to an instant, earlier or later. */
  set(instant: Date | string): void
}

/** Starts at `start`, a Date or an ISO string; by default a Monday at noon UTC. */
export const createClock = (start: Date | string = '2026-01-05T12:00:00.000Z'): TurnableClock => {
  let now = new Date(start).getTime()
  return {
    now: () => new Date(now),
    advance: (ms) => {
      now += ms
    },
    set: (instant) => {
      now = new Date(instant).getTime()
    },
  }
}
