import { createWhatsAppInstance } from '../adapters/evolution/index.ts'
import { type Connection, createJobRunner } from '../adapters/postgres/index.ts'
import type { Config } from '../config.ts'
import type { Accounts } from '../core/accounts/index.ts'
import type { CommandContext } from '../handlers/cli/command.ts'
import type { Pairing } from '../handlers/cli/pairing.ts'
import { linkUrl } from './accounts.ts'
import type { ControlRequest, Listener } from './control-socket.ts'
import { backupOf } from './copies/backup-of.ts'
import { drawQr } from './qr.ts'

const ANSWER_MS = 3000
const CALL_MS = 15_000

/** What a command has beside the core, in the process that runs it and for whoever asked. */
export const contextOf = (
  config: Config,
  connection: Connection,
  accounts: Accounts,
  { locale, isTerminal, cwd = process.cwd() }: Omit<ControlRequest, 'args'>,
  { tell, signal }: Listener,
): CommandContext => ({
  locale,
  timeZone: config.settings.timeZone,
  isTerminal,
  tell,
  signal,
  cwd,
  backup: backupOf(config.database, connection, cwd),
  jobs: createJobRunner({ connection }),
  publicUrl: config.publicUrl,
  signInLink: async (personId, resetsMfa) => {
    const { token, expiresAt } = await accounts.invite({ personId, purpose: 'recovery', resetsMfa })
    return { url: linkUrl(config, token), expiresAt }
  },
  pairing: pairingOf(config),
})

/** The number's side of the gateway; null: WhatsApp is not configured. */
export const pairingOf = (config: Config): Pairing | null =>
  config.whatsapp === null
    ? null
    : {
        instance: createWhatsAppInstance({ ...config.whatsapp, timeoutMs: CALL_MS }),
        webhookUrl: webhookUrlOf(config),
        webhookSecret: config.webhookSecret,
        drawQr,
        answers,
      }

/** Where the gateway finds us: at PUBLIC_URL; without it a gateway on this machine finds us on this machine. */
export const webhookUrlOf = ({ publicUrl, whatsapp, port }: Config): string | null => {
  const isNextDoor = whatsapp !== null && /^(localhost|127\.|\[::1\])/.test(new URL(whatsapp.baseUrl).hostname)
  const base = publicUrl ?? (isNextDoor ? `http://127.0.0.1:${port}` : null)
  return base === null ? null : `${base}/webhooks/whatsapp`
}

/** Whether something answers there as SparkOne does. */
export const answers = async (url: string): Promise<boolean> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS), redirect: 'manual' })
    return response.ok
  } catch {
    return false
  }
}
