import type { NotificationKind, NotificationStatus, TimelineLink } from '../../../../core/notify/index.ts'
import type { ChannelName } from '../../../../core/people/index.ts'
import type { IconName, Tone } from '../../parts/index.ts'

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
