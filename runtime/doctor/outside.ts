import type { Config } from '../../config.ts'
import { silent } from '../../core/kernel/observer.ts'
import type { Probe } from '../../handlers/http/index.ts'
import { answers } from '../command-context.ts'
import { openCache } from '../outside.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

export const redisFound = async (config: Config['redis'], words: Words): Promise<Finding> => {
  const finding = { check: 'redis', name: 'Redis' }
  if (config.kind === 'memory') return { ...finding, status: 'off', found: words.redisMemory, advice: null }
  const cache = await openCache(config, silent)
  const { status } = await cache.probe()
  await cache.close()
  return status === 'ok'
    ? { ...finding, status: 'ok', found: words.answers, advice: null }
    : { ...finding, status: 'failed', found: words.silent, advice: words.mendRedis }
}

export const emailFound = (
  { status, detail }: Pick<Probe, 'status' | 'detail'>,
  { whatsapp, settings }: Pick<Config, 'whatsapp' | 'settings'>,
  words: Words,
): Finding => {
  const finding = { check: 'email', name: words.email }
  if (status === 'disabled') {
    // WhatsApp alone has nobody to stand in for it.
    const isMissed = whatsapp !== null
    const advice = isMissed ? words.setEmail : null
    return { ...finding, status: isMissed ? 'warning' : 'off', found: words.notConfigured, advice }
  }
  if (status === 'unavailable') {
    const { mendMail } = words
    const advice = detail === 'unauthorized' || detail === 'tls' ? mendMail[detail] : mendMail.other
    return { ...finding, status: 'failed', found: words.mailDown(detail), advice }
  }
  return settings.fallbackEmail === null
    ? { ...finding, status: 'warning', found: words.noFallback, advice: words.setFallback }
    : { ...finding, status: 'ok', found: words.mailReady, advice: null }
}

/** Whether SparkOne answers at the address it gives to others. */
export const publicUrlFound = async ({ publicUrl }: Pick<Config, 'publicUrl'>, words: Words): Promise<Finding> => {
  const finding = { check: 'public_url', name: words.publicUrl }
  if (publicUrl === null) return { ...finding, status: 'off', found: words.publicUnset, advice: words.setPublicUrl }
  return (await answers(`${publicUrl}/health/live`))
    ? { ...finding, status: 'ok', found: words.publicAnswers(publicUrl), advice: null }
    : { ...finding, status: 'failed', found: words.publicSilent(publicUrl), advice: words.unreachedAdvice }
}
