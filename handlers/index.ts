/** The driving side for embedders: a Fetch handler over a core, and a worker for its jobs. Nothing here is Node's. */
export {
  type AccessLine,
  createHttpApp,
  type HealthChecks,
  type HttpApp,
  type HttpDeps,
  type HttpSettings,
  type NotionWebhook,
  type Probe,
  type WhatsAppWebhook,
} from './http/index.ts'
export { startWorker, type Worker, type WorkerDeps } from './jobs/worker.ts'
