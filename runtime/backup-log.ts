import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { BackupLog, BackupRecord } from '../core/upkeep/index.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface BackupFile {
  /** In seconds of Unix time. */
  readonly at: number
  readonly bytes: number
}

/** Files that may be backups, whoever made them. */
export const ANY_BACKUP = /\.(?:dump|sql)(?:\.age)?$|\.sparkone\.gz$/
/** What has its name only when it is whole: `sparkone backup` and ops/backup.sh see to that. */
const WHOLE = /^sparkone-\d{8}T\d{6}Z\.dump(?:\.age)?$|\.sparkone\.gz$/

/** What the scripts of ops/ leave for node-exporter, by the name after `sparkone_backup_`; empty: nothing. */
export const backupMetrics = async (env: Environment): Promise<Readonly<Record<string, number>>> => {
  const path = join(env.TEXTFILE_DIR || join('ops', 'textfile'), 'sparkone_backup.prom')
  const text = await readFile(path, 'utf8').catch(() => '')
  const series = text.matchAll(/^sparkone_backup_(\w+) ([\d.e+]+)$/gm)
  return Object.fromEntries([...series].map(([, name, value]) => [name, Number(value)]))
}

/** The newest backup where backups are kept; null: there is none, or this process cannot see it. */
export const newestBackup = async (
  { database }: Pick<Config, 'database'>,
  env: Environment,
  pattern: RegExp,
): Promise<BackupFile | null> => {
  const own = database.kind === 'pglite' ? [join(database.folder, 'backups')] : []
  const found = await Promise.all([env.BACKUP_DIR || 'backups', ...own].map((folder) => filesIn(folder, pattern)))
  return found.flat().toSorted((a, b) => b.at - a.at)[0] ?? null
}

const filesIn = async (folder: string, pattern: RegExp): Promise<readonly BackupFile[]> => {
  const names = (await readdir(folder).catch(() => [])).filter((name) => pattern.test(name))
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)))
  return found.flatMap((one) => (one?.isFile() ? [{ at: one.mtimeMs / 1000, bytes: one.size }] : []))
}

/**
 * What is known of backups from where the scripts and `sparkone backup` leave them: beside a checkout, and in a container
 * by the folder that Compose shows it. A file that only looks like a backup is none.
 */
export const backupLogOf = (config: Pick<Config, 'database'>, env: Environment): BackupLog => ({
  read: async () => {
    const metrics = await backupMetrics(env)
    const file = await newestBackup(config, env, WHOLE)
    const made = lastMade(metrics, file)
    const known: BackupRecord = { made, verified: lastVerified(metrics), lastVerification: lastVerification(metrics) }
    return Object.values(known).every((one) => one === null) ? null : known
  },
})

type Metrics = Readonly<Record<string, number>>

const instant = (seconds: number): Date => new Date(seconds * 1000)

/** The scripts' word is of the moment they ended; a file's time is a little before that. */
const lastMade = (metrics: Metrics, file: BackupFile | null): BackupRecord['made'] => {
  const told = metrics.last_success_timestamp_seconds
  if (told !== undefined && told >= (file?.at ?? 0))
    return { at: instant(told), bytes: metrics.last_size_bytes ?? null }
  return file === null ? null : { at: instant(file.at), bytes: file.bytes }
}

const lastVerified = (metrics: Metrics): BackupRecord['verified'] => {
  const at = metrics.last_verified_timestamp_seconds
  return at === undefined ? null : { at: instant(at), seconds: metrics.restore_seconds ?? null }
}

const lastVerification = (metrics: Metrics): BackupRecord['lastVerification'] => {
  const { last_verification_timestamp_seconds: at, last_verification_exit_code: exitCode } = metrics
  return at === undefined || exitCode === undefined ? null : { at: instant(at), exitCode }
}
