import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

/** As the alerts have it: a day, and two hours for a late start. */
const OLD_HOURS = 26
const DUMP = /\.(?:dump|sql)(?:\.age)?$|\.sparkone\.gz$/

type Environment = Readonly<Record<string, string | undefined>>

/** How old the newest backup is, by the metrics that the scripts leave and by the files where backups are kept. */
export const backupFound = async (
  { database }: Pick<Config, 'database'>,
  env: Environment,
  words: Words,
): Promise<Finding> => {
  const finding = { check: 'backup', name: words.backup }
  const metrics = await metricsIn(join(env.TEXTFILE_DIR || join('ops', 'textfile'), 'sparkone_backup.prom'))
  const folders = [
    env.BACKUP_DIR || 'backups',
    ...(database.kind === 'pglite' ? [join(database.folder, 'backups')] : []),
  ]
  const files = await Promise.all(folders.map(newestIn))
  const newest = Math.max(metrics.last_success ?? 0, ...files)
  // Backups may well be made where this process cannot see them: on the host of a container.
  if (newest === 0) return { ...finding, status: 'warning', found: words.backupUnseen, advice: words.makeBackup }
  const now = Date.now() / 1000
  const hours = (now - newest) / 3600
  if (hours > OLD_HOURS) {
    return { ...finding, status: 'failed', found: words.backupOld(hours), advice: words.makeBackup }
  }
  const isVerifiable = metrics.last_success !== undefined
  if (isVerifiable && (now - (metrics.last_verified ?? 0)) / 3600 > OLD_HOURS) {
    return { ...finding, status: 'warning', found: words.backupUnverified(hours), advice: words.verifyBackup }
  }
  return { ...finding, status: 'ok', found: words.backupAge(hours), advice: null }
}

const metricsIn = async (path: string): Promise<Readonly<Record<string, number>>> => {
  const text = await readFile(path, 'utf8').catch(() => '')
  const series = text.matchAll(/^sparkone_backup_(\w+)_timestamp_seconds ([\d.e+]+)$/gm)
  return Object.fromEntries([...series].map(([, name, value]) => [name, Number(value)]))
}

/** When the newest backup of a folder was written, in seconds; 0 where there is none. */
const newestIn = async (folder: string): Promise<number> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => DUMP.test(name))
  const times = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).mtimeMs / 1000))
  return Math.max(0, ...times)
}
