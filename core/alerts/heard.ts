/**
 * Alertmanager says again every `repeat_interval` that a group is firing: hours, at most a day. One that it has not
 * spoken of for longer is over, or is no longer watched, and its end was never sent.
 */
const SPOKEN_OF_MS = 36 * 3_600_000

/** From when on a firing group must have been heard of to count as open. */
export const heardSince = (now: Date): Date => new Date(now.getTime() - SPOKEN_OF_MS)
