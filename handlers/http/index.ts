export { createHttpApp, type HttpApp } from './app.ts'
export type { AccessLine, HealthChecks, HttpDeps, HttpSettings, NotionWebhook, Probe, WhatsAppWebhook } from './deps.ts'
export { startScript } from './documents/page.ts'
export { allRoutes } from './routes.ts'
