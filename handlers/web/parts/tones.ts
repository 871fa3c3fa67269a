import type { NotificationKind, NotificationStatus, TimelineLink } from '../../../core/notify/index.ts'
import type { AliasChannel, ChannelName } from '../../../core/people/index.ts'
import type { IconName } from '../layout/icons.tsx'
import type { Tone } from './blocks.tsx'

export const STATUS_TONE: Readonly<Record<NotificationStatus, Tone>> = {
  pending: 'info',
  delivered: 'good',
  failed: 'bad',
  cancelled: 'plain',
}

export const LINK_TONE: Readonly<Record<TimelineLink['state'], Tone>> = {
  waiting: 'plain',
  trying: 'info',
  confirmed: 'good',
  ended: 'bad',
  unused: 'plain',
}

export const KIND_ICON: Readonly<Record<NotificationKind, IconName>> = {
  alert: 'alerts',
  reminder: 'clock',
  brief: 'brief',
  reply: 'messages',
}

export const CHANNEL_ICON: Readonly<Record<ChannelName, IconName>> = { whatsapp: 'phone', email: 'mail' }

/** Where people write from, beside the channels they are reached on. */
export const SOURCE_ICON: Readonly<Record<AliasChannel, IconName>> = { ...CHANNEL_ICON, web: 'key', sheets: 'tasks' }
