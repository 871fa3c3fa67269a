export {
  createEmailChannel,
  type EmailChannel,
  type EmailProbe,
  type EmailSettings,
  type EmailTimeouts,
} from './channel.ts'
export { type Mail, type MailSource, renderMail } from './render-mail.ts'
