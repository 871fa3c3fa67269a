import { createWhatsAppInstance } from '../adapters/evolution/index.ts'
import type { Log } from '../adapters/pino/log.ts'
import type { Config } from '../config.ts'
import { addressKey } from '../core/people/index.ts'

const CALL_MS = 5000

/** Whether the number that is linked in the gateway is an operator's; false where that cannot be told. */
export const isOperatorsOwn = (owner: string | null, operators: Config['operatorNumbers']): boolean =>
  owner !== null && operators.map(addressKey).includes(addressKey(owner))

/** Says in the log, once, that an operator is the instance: what they write to it comes from SparkOne itself. */
export const warnOfOwnNumber = async ({ whatsapp, operatorNumbers }: Config, log: Log): Promise<void> => {
  if (whatsapp === null) return
  const owner = await createWhatsAppInstance({ ...whatsapp, timeoutMs: CALL_MS }).owner()
  if (owner.ok && isOperatorsOwn(owner.value, operatorNumbers)) {
    log.warn({}, "the WhatsApp instance is an operator's own number: it cannot be written to; give it another")
  }
}
