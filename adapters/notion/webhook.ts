import { z } from 'zod'

/** A hint that something changed; what it is must be read. */
export interface NotionEvent {
  /** The same at each of up to eight attempts. */
  readonly id: string
  readonly type: string
  /** page: read this one · schema: describe afresh · other: nothing of a mirror. */
  readonly concerns: 'page' | 'schema' | 'other'
  readonly pageId: string | null
  readonly at: Date
}

const Handshake = z.object({ verification_token: z.string().min(8).max(512) })

const Event = z.object({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  timestamp: z.string().refine((text) => !Number.isNaN(Date.parse(text))),
  entity: z.object({ id: z.string(), type: z.string() }),
})

/**
 * The token of a subscription's first request, which nobody signed; null: it is no handshake. Whoever sends one knows
 * only our address, so it is to be taken only while an operator pairs.
 */
export const readNotionHandshake = (body: unknown): string | null =>
  Handshake.safeParse(body).data?.verification_token ?? null

/** Whether Notion sent these very bytes: `X-Notion-Signature` over the raw body. Constant time, never throws. */
export const verifyNotionSignature = async (
  body: string | Uint8Array,
  signature: string | null | undefined,
  verificationToken: string,
): Promise<boolean> => {
  if (signature == null || verificationToken === '') return false
  // By its default: what is bundled has no other name of a CommonJS package that loads lazily.
  const { default: sdk } = await import('@notionhq/client')
  return sdk.verifyWebhookSignature({ body, signature, verificationToken })
}

/** An event of a shape we know, whoever caused it; null: none. */
export const readNotionEvent = (body: unknown): NotionEvent | null => {
  const event = Event.safeParse(body)
  if (!event.success) return null
  const { id, type, timestamp, entity } = event.data
  const isPage = type.startsWith('page.') && entity.type === 'page'
  const isSchema = /^(data_source|database)\.(schema_updated|deleted|undeleted|moved)$/.test(type)
  return {
    id,
    type,
    concerns: isPage ? 'page' : isSchema ? 'schema' : 'other',
    pageId: isPage ? entity.id : null,
    at: new Date(timestamp),
  }
}
