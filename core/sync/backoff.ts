const FIRST_MS = 15_000
const LINK_MAX_MS = 6 * 3_600_000
const MIRROR_MAX_MS = 10 * 60_000

/** When a copy that was refused is tried again: after 15 s, doubling, at most 6 h. */
export const nextTry = (now: Date, attempts: number): Date =>
  new Date(now.getTime() + Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), LINK_MAX_MS))

/** When a mirror that is down is tried again: as long as it has been down, at least 15 s and at most 10 min. */
export const nextRound = (now: Date, failingSince: Date): Date => {
  const down = now.getTime() - failingSince.getTime()
  return new Date(now.getTime() + Math.min(Math.max(down, FIRST_MS), MIRROR_MAX_MS))
}
