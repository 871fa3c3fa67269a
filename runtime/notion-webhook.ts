import type { NotionWebhook } from '../handlers/http/index.ts'

const load = () => import('../adapters/notion/index.ts')

/** Loads with the first delivery: most installations have no webhook. */
export const notionWebhook: NotionWebhook = {
  readHandshake: async (body) => (await load()).readNotionHandshake(body),
  verify: async (body, signature, secret) => (await load()).verifyNotionSignature(body, signature, secret),
  readEvent: async (body) => {
    const event = (await load()).readNotionEvent(body)
    return event === null ? null : { id: event.id, isOurs: event.concerns !== 'other', pageId: event.pageId }
  },
}
