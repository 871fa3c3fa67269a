import type { Config } from '../../config.ts'
import { OLD_BACKUP_HOURS } from '../../core/upkeep/index.ts'
import { ANY_BACKUP, backupMetrics, newestBackup } from '../backup-log.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** How old the newest backup is, by the metrics that the scripts leave and by the files where backups are kept. */
export const backupFound = async (
  config: Pick<Config, 'database'>,
  env: Environment,
  words: Words,
): Promise<Finding> => {
  const finding = { check: 'backup', name: words.backup }
  const metrics = await backupMetrics(env)
  const file = await newestBackup(config, env, ANY_BACKUP)
  const newest = Math.max(metrics.last_success_timestamp_seconds ?? 0, file?.at ?? 0)
  // Backups may well be made where this process cannot see them: on the host of a container.
  if (newest === 0) return { ...finding, status: 'warning', found: words.backupUnseen, advice: words.makeBackup }
  const now = Date.now() / 1000
  const hours = (now - newest) / 3600
  if (hours > OLD_BACKUP_HOURS) {
    return { ...finding, status: 'failed', found: words.backupOld(hours), advice: words.makeBackup }
  }
  const isVerifiable = metrics.last_success_timestamp_seconds !== undefined
  if (isVerifiable && (now - (metrics.last_verified_timestamp_seconds ?? 0)) / 3600 > OLD_BACKUP_HOURS) {
    return { ...finding, status: 'warning', found: words.backupUnverified(hours), advice: words.verifyBackup }
  }
  return { ...finding, status: 'ok', found: words.backupAge(hours), advice: null }
}
