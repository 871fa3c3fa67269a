import { shortened } from '../../../../core/kernel/text.ts'
import type { Notification } from '../../../../core/notify/index.ts'

const TITLE_MAX = 120

/** What a notification is called in a list: its subject, or how its text begins. */
export const titleOf = ({ subject, body }: Pick<Notification, 'subject' | 'body'>, otherwise: string): string => {
  const first = body.split('\n').find((line) => line.trim() !== '')
  return shortened((subject ?? first ?? '').trim() || otherwise, TITLE_MAX)
}
