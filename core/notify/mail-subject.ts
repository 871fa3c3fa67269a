import { shortened } from '../kernel/text.ts'
import type { Locale } from '../people/person.ts'
import type { Delivery, Notification, NotificationKind } from './notification.ts'

const SUBJECT_MAX = 200

const BY_KIND: Readonly<Record<Locale, Readonly<Record<NotificationKind, string>>>> = {
  'pt-BR': { alert: 'Alerta', reminder: 'Lembrete', brief: 'Seu dia', reply: 'Resposta do SparkOne' },
  en: { alert: 'Alert', reminder: 'Reminder', brief: 'Your day', reply: 'Answer from SparkOne' },
}

/**
 * What the e-mail is about and, when WhatsApp came before it, why it came by e-mail. `whatsapp` is WhatsApp's last
 * attempt, `waitedSeconds` how long a receipt was waited for. One line, whatever the notification's own subject holds.
 */
export const mailSubject = (
  notification: Pick<Notification, 'subject' | 'kind'>,
  locale: Locale,
  whatsapp: Pick<Delivery, 'state' | 'reason'> | null,
  waitedSeconds: number,
): string => {
  const own = oneLine(notification.subject ?? '')
  const subject = own === '' ? BY_KIND[locale][notification.kind] : own
  if (whatsapp === null) return subject
  const why = whyNot(whatsapp, locale, waitedSeconds)
  return locale === 'en' ? `${subject} · by e-mail because ${why}` : `${subject} · por e-mail porque ${why}`
}

const oneLine = (text: string): string => shortened(text.replace(/[\s\p{Cc}]+/gu, ' ').trim(), SUBJECT_MAX)

const WHY: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'pt-BR': {
    failed_receipt: 'o WhatsApp não conseguiu entregar',
    not_configured: 'o WhatsApp não está configurado',
    instance_missing: 'o WhatsApp não está configurado',
    logged_out: 'o WhatsApp está desconectado',
    licence: 'o WhatsApp está sem licença',
    unauthorized: 'o WhatsApp recusou a nossa chave',
    no_address: 'não há um número de WhatsApp',
    rejected: 'o WhatsApp recusou a mensagem',
    too_long: 'a mensagem é longa demais para o WhatsApp',
    hourly_cap: 'o limite de mensagens por hora foi atingido',
    throttled: 'o WhatsApp limitou os envios',
    other: 'o WhatsApp não está funcionando',
  },
  en: {
    failed_receipt: 'WhatsApp could not deliver it',
    not_configured: 'WhatsApp is not configured',
    instance_missing: 'WhatsApp is not configured',
    logged_out: 'WhatsApp is disconnected',
    licence: 'WhatsApp has no licence',
    unauthorized: 'WhatsApp refused our key',
    no_address: 'there is no WhatsApp number',
    rejected: 'WhatsApp refused the message',
    too_long: 'the message is too long for WhatsApp',
    hourly_cap: 'the limit of messages per hour was reached',
    throttled: 'WhatsApp limited our messages',
    other: 'WhatsApp is not working',
  },
}

const whyNot = ({ state, reason }: Pick<Delivery, 'state' | 'reason'>, locale: Locale, waited: number): string => {
  if (reason === 'no_receipt') {
    const time = waited < 120 ? `${waited} s` : `${Math.round(waited / 60)} min`
    return locale === 'en' ? `WhatsApp did not confirm within ${time}` : `o WhatsApp não confirmou em ${time}`
  }
  // Our own cap leaves a delivery unsent; a gateway's refusal is one that failed.
  const isOurs = reason === 'throttled' && state !== 'failed'
  const words = WHY[locale]
  return words[isOurs ? 'hourly_cap' : (reason ?? 'other')] ?? words.other ?? ''
}
