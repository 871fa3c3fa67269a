import type { ReceiptKind } from '../notify/notification.ts'

/** Who wrote, as the gateway shows them: a phone, a LID, or both when it knows the pair. */
export interface InboundSender {
  /** Digits with country code; null when only the LID is known. */
  readonly phone: string | null
  /** `…@lid`; null when the gateway did not say. */
  readonly lid: string | null
  /** The name they gave themselves: bounded, never to be trusted. */
  readonly displayName: string | null
}

/** Why an event asks for nothing. */
export type IgnoredReason =
  | 'from_me'
  | 'group'
  | 'broadcast'
  | 'no_text'
  | 'reaction'
  | 'deleted'
  | 'not_ours'
  | 'other_instance'
  | 'unknown_status'
  | 'unknown_event'

/** One thing a gateway told us, in our words. `eventKey` is the event's own key: the same event, the same key. */
export type InboundEvent =
  | ({
      readonly type: 'text'
      readonly eventKey: string
      readonly instance: string
      /** The gateway's id of the message. */
      readonly messageId: string
      /** The JID received: where a reply goes. */
      readonly replyTo: string
      readonly text: string
      /** By the gateway, never later than it was received. */
      readonly sentAt: Date
    } & InboundSender)
  | ({
      readonly type: 'edit'
      readonly eventKey: string
      readonly instance: string
      /** Of the message that was edited. */
      readonly messageId: string
      readonly replyTo: string
      readonly text: string
      readonly at: Date
    } & InboundSender)
  | {
      readonly type: 'receipt'
      readonly eventKey: string
      readonly instance: string
      /** What the gateway calls the message we sent. */
      readonly externalId: string
      readonly kind: ReceiptKind
      readonly at: Date
    }
  | {
      readonly type: 'connection'
      readonly instance: string
      /** `open`, `connecting`, `close`, `refused` or another short word. */
      readonly state: string
      /** The gateway's code for a close, e.g. 401 logged out; null when there is none. */
      readonly reason: number | null
      readonly at: Date
    }
  | { readonly type: 'ignored'; readonly reason: IgnoredReason }
  /** Not an event of the gateway: nothing in it can be relied on. */
  | { readonly type: 'malformed' }
