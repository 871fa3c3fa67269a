export { createWhatsAppChannel, type WhatsAppChannel, type WhatsAppProbe, type WhatsAppSettings } from './channel.ts'
export { readWebhook, type WebhookContext } from './inbound.ts'
export { stripSecrets } from './secrets.ts'
export { verifyWebhookAuth, type WebhookAuth, type WebhookCredentials } from './webhook-auth.ts'
