/** The outside systems that hold a copy of the tasks. */
export const MIRROR_NAMES = ['notion', 'sheets'] as const
export type MirrorName = (typeof MIRROR_NAMES)[number]
