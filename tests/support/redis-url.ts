import { inject } from 'vitest'

/** The Redis that the set-up of this run found or started. */
export const redisUrl = (): string => inject('redisUrl')
