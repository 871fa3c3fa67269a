import { statSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../adapters/memory/index.ts'
import type { Connection } from '../../adapters/postgres/index.ts'
import type { DatabaseConfig } from '../../config.ts'
import type { Backup } from '../../handlers/cli/backup.ts'
import { VERSION } from '../version.ts'
import { writeBackup } from './write-backup.ts'

/** Backups of the open database: by default beside an embedded one, in the folder of whoever asked otherwise. */
export const backupOf =
  (database: DatabaseConfig, connection: Connection, cwd: string): Backup =>
  async (target, onProgress) => {
    const at = systemClock.now()
    const name = `sparkone-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z.sparkone.gz`
    const home = database.kind === 'pglite' ? join(database.folder, 'backups') : cwd
    const file = target === null ? join(home, name) : isFolder(target) ? join(target, name) : target
    return { file, ...(await writeBackup(connection, file, { at, version: VERSION }, onProgress)) }
  }

const isFolder = (path: string): boolean =>
  path.endsWith('/') || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
