import type { WhatsAppInstance } from '../../adapters/evolution/index.ts'
import type { Config } from '../../config.ts'
import type { Probe } from '../../handlers/http/index.ts'
import { isOperatorsOwn } from '../own-number.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

/** How the connection to WhatsApp is, by the gateway's own account. */
export const whatsappFound = ({ status, detail }: Pick<Probe, 'status' | 'detail'>, words: Words): Finding => {
  const finding = { check: 'whatsapp', name: 'WhatsApp' }
  if (status === 'disabled') {
    return { ...finding, status: 'off', found: words.notConfigured, advice: words.setWhatsapp }
  }
  if (status === 'ok') return { ...finding, status: 'ok', found: words.connected, advice: null }
  const { other, ...known } = words.mendWhatsapp
  const advice = detail in known ? known[detail as keyof typeof known] : other
  return { ...finding, status: 'failed', found: words.whatsappState[detail] ?? detail, advice }
}

/** That the number is SparkOne's own, and that somebody may command it. */
export const numberFound = async (
  instance: Pick<WhatsAppInstance, 'owner'>,
  operators: Config['operatorNumbers'],
  words: Words,
): Promise<Finding> => {
  const finding = { check: 'number', name: words.number }
  const owner = await instance.owner()
  if (!owner.ok || owner.value === null) {
    return { ...finding, status: 'off', found: words.numberUnknown, advice: null }
  }
  if (isOperatorsOwn(owner.value, operators)) {
    return { ...finding, status: 'failed', found: words.numberShared, advice: words.useOther }
  }
  if (operators.length === 0) {
    return { ...finding, status: 'warning', found: words.noOperators, advice: words.setNumbers }
  }
  return { ...finding, status: 'ok', found: words.numberOwn, advice: null }
}
