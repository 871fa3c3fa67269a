export { BACKGROUND } from './fresh.tsx'
export { type Live, makeLive } from './live.ts'
export { liveRoutes } from './route.ts'
export type { After } from './stream.ts'
