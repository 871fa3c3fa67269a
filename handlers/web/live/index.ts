export { BACKGROUND } from './fresh.tsx'
export { type Live, type LiveDeps, makeLive, type Viewer } from './live.ts'
export { liveRoutes } from './route.ts'
export type { After } from './stream.ts'
