import { shortened } from '../../core/kernel/text.ts'
import type { NotificationKind } from '../../core/notify/ports.ts'

export interface Mail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface MailSource {
  readonly kind: NotificationKind
  /** null: one that says what kind of message it is. */
  readonly subject: string | null
  readonly body: string
  readonly locale: 'pt-BR' | 'en'
}

const PRODUCT = 'SparkOne'
const MOST_SUBJECT = 200

const SUBJECTS: Readonly<Record<MailSource['locale'], Readonly<Record<NotificationKind, string>>>> = {
  'pt-BR': {
    alert: `Alerta do ${PRODUCT}`,
    reminder: `Lembrete do ${PRODUCT}`,
    brief: `Seu resumo do ${PRODUCT}`,
    reply: `Resposta do ${PRODUCT}`,
  },
  en: {
    alert: `Alert from ${PRODUCT}`,
    reminder: `Reminder from ${PRODUCT}`,
    brief: `Your brief from ${PRODUCT}`,
    reply: `Reply from ${PRODUCT}`,
  },
}

const FOOTERS: Readonly<Record<MailSource['locale'], string>> = {
  'pt-BR': `Enviado pelo ${PRODUCT}, que cuida dos seus avisos.`,
  en: `Sent by ${PRODUCT}, which looks after your notices.`,
}

/** Makes subject, plain text and HTML of one notification. Pure; whatever the texts hold, they stay text. */
export const renderMail = ({ kind, subject, body, locale }: MailSource): Mail => {
  const line = oneLine(subject ?? '') || SUBJECTS[locale][kind]
  const text = withoutControls(body).replace(/\r\n?/g, '\n').trimEnd()
  const footer = FOOTERS[locale]
  return { subject: line, text: `${text}\n\n-- \n${footer}\n`, html: page({ line, text, footer, locale }) }
}

/** A header's worth: no line break, no control character, at most 200 characters. */
const oneLine = (text: string): string => shortened(withoutControls(text).replace(/\s+/g, ' ').trim(), MOST_SUBJECT)

// Line breaks and tabs stay; the separators of Unicode become line breaks.
const withoutControls = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\r\t]/gu, '')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

const page = ({
  line,
  text,
  footer,
  locale,
}: {
  line: string
  text: string
  footer: string
  locale: string
}): string => {
  const paragraphs = text
    .split(/\n{2,}/)
    .map((part) => `<p style="margin:0 0 16px">${escaped(part).replaceAll('\n', '<br>')}</p>`)
  return [
    '<!doctype html>',
    `<html lang="${locale}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    `<title>${escaped(line)}</title></head>`,
    `<body style="margin:0;padding:16px;background:#f4f4f5;color:#18181b;${FONT};font-size:16px;line-height:1.5">`,
    '<div style="max-width:560px;margin:0 auto;padding:24px;background:#ffffff;border-radius:8px;overflow-wrap:anywhere">',
    `<h1 style="margin:0 0 16px;font-size:18px;line-height:1.3">${escaped(line)}</h1>`,
    ...paragraphs,
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #e4e4e7;color:#71717a;font-size:13px">${escaped(footer)}</p>`,
    '</div></body></html>',
    '',
  ].join('\n')
}
