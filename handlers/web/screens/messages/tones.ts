import type { MessageStatus } from '../../../../core/capture/index.ts'
import type { AliasChannel } from '../../../../core/people/index.ts'
import type { IconName, Tone } from '../../parts/index.ts'
import { CHANNEL_ICON } from '../deliveries/tones.ts'

export const MESSAGE_TONE: Readonly<Record<MessageStatus, Tone>> = {
  received: 'info',
  processed: 'good',
  failed: 'bad',
  ignored: 'plain',
}

export const SOURCE_ICON: Readonly<Record<AliasChannel, IconName>> = { ...CHANNEL_ICON, web: 'key', sheets: 'tasks' }
