import type { MessageStatus } from '../../../../core/capture/index.ts'
import type { Tone } from '../../parts/index.ts'

export const MESSAGE_TONE: Readonly<Record<MessageStatus, Tone>> = {
  received: 'info',
  processed: 'good',
  failed: 'bad',
  ignored: 'plain',
}
