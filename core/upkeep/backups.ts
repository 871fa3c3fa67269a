import type { CoreDeps } from '../deps.ts'
import type { Upkeep } from './index.ts'
import { operatorOnly } from './operator-only.ts'
import type { BackupRecord } from './ports.ts'

/** As the alerts have it: a day, and two hours for a late start. */
export const OLD_BACKUP_HOURS = 26

export interface BackupReport extends BackupRecord {
  /** There is none of the last day. */
  readonly isOld: boolean
  /** None of the last day was proven by a restore. */
  readonly isUnverified: boolean
}

export const makeBackups =
  ({ backupLog, clock }: CoreDeps): Upkeep['backups'] =>
  async (actor) => {
    operatorOnly(actor)
    const known = (await backupLog?.read()) ?? null
    if (known === null) return null
    const recent = new Date(clock.now().getTime() - OLD_BACKUP_HOURS * 3_600_000)
    const isOld = known.made === null || known.made.at < recent
    return { ...known, isOld, isUnverified: known.verified === null || known.verified.at < recent }
  }
