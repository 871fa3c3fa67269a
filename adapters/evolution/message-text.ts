import { cleanText, type Fields, fieldsOf } from './values.ts'

/** What WhatsApp lets a person write at most; more is cut. */
const MOST_CHARACTERS = 65_536
const DEEPEST = 6

const WRAPPERS = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'deviceSentMessage',
  'editedMessage',
]
const CAPTIONED = ['imageMessage', 'videoMessage', 'documentMessage']

const own = (message: Fields): unknown => {
  const extended = fieldsOf(message.extendedTextMessage)?.text
  const captions = CAPTIONED.map((name) => fieldsOf(message[name])?.caption)
  return [message.conversation, extended, ...captions, chosen(message)].find(
    (text) => typeof text === 'string' && text.trim() !== '',
  )
}

// What a tap on a button or a list says, in the words the person saw.
const chosen = (message: Fields): unknown => {
  const list = fieldsOf(message.listResponseMessage)
  return (
    fieldsOf(message.buttonsResponseMessage)?.selectedDisplayText ??
    fieldsOf(message.templateButtonReplyMessage)?.selectedDisplayText ??
    list?.title ??
    fieldsOf(list?.singleSelectReply)?.selectedRowId
  )
}

/** The words of a message, out of whatever it is wrapped in; null when it has none (audio, sticker, location…). */
export const messageText = (value: unknown, depth = 0): string | null => {
  const message = fieldsOf(value)
  if (message === null || depth > DEEPEST) return null
  const text = own(message)
  if (typeof text === 'string') {
    const cleaned = cleanText(text, MOST_CHARACTERS)
    return cleaned.trim() === '' ? null : cleaned
  }
  for (const name of WRAPPERS) {
    const inner = messageText(fieldsOf(message[name])?.message, depth + 1)
    if (inner !== null) return inner
  }
  // An edit carries its new words one level further in.
  return messageText(fieldsOf(message.protocolMessage)?.editedMessage, depth + 1)
}
