/** The console: a Fetch handler for what is under /web, over a core and its accounts. Nothing here is Node's. */
export { createWebApp, type WebApp } from './app.tsx'
export type { WebAsset, WebAssets, WebDeps, WebPairing, WebSettings } from './deps.ts'
