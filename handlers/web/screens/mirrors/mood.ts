import type { MirrorStatus } from '../../../../core/sync/index.ts'
import type { Tone } from '../../parts/index.ts'

/** How a mirror is, in one word. */
export type MirrorMood =
  | 'stopped'
  | 'held'
  | 'failing'
  | 'copying'
  | 'comparing'
  | 'waiting'
  | 'partly'
  | 'new'
  | 'well'

export const moodOf = (mirror: MirrorStatus): MirrorMood => {
  const { state, pause, backfill, isSweeping, counts, pulledAt, pushedAt } = mirror
  if (pause !== null) return pause.reason === 'trouble' ? 'stopped' : 'held'
  if (state === 'failing') return 'failing'
  if (backfill !== null) return 'copying'
  if (isSweeping) return 'comparing'
  if (counts.dirty > 0) return 'waiting'
  if (counts.troubled > 0) return 'partly'
  return pulledAt === null && pushedAt === null ? 'new' : 'well'
}

export const MOOD_TONE: Readonly<Record<MirrorMood, Tone>> = {
  stopped: 'bad',
  held: 'warn',
  failing: 'warn',
  copying: 'info',
  comparing: 'info',
  waiting: 'info',
  partly: 'warn',
  new: 'plain',
  well: 'good',
}
