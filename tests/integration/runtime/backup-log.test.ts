import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backupLogOf } from '../../../runtime/backup-log.ts'

const at = (seconds: number): Date => new Date(seconds * 1000)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-log-'))
  mkdirSync(join(folder, 'data', 'backups'), { recursive: true })
  mkdirSync(join(folder, 'backups'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const read = () =>
  backupLogOf(
    { database: { kind: 'pglite', folder: join(folder, 'data'), explicit: true } },
    { TEXTFILE_DIR: folder, BACKUP_DIR: join(folder, 'backups') },
  ).read()

const file = (seconds: number, ...path: readonly string[]): void => {
  writeFileSync(join(folder, ...path), 'x'.repeat(7))
  utimesSync(join(folder, ...path), seconds, seconds)
}

const metrics = (values: Readonly<Record<string, number>>): void => {
  const lines = Object.entries(values).map(
    ([name, value]) =>
      `# HELP sparkone_backup_${name} x\n# TYPE sparkone_backup_${name} gauge\nsparkone_backup_${name} ${value}\n`,
  )
  writeFileSync(join(folder, 'sparkone_backup.prom'), lines.join(''))
}

describe('what is known of backups', () => {
  it('is nothing where there is none to see', async () => {
    expect(await read()).toBeNull()
  })

  it('is what the scripts say of the last backup, its size, its proof and how that ended', async () => {
    metrics({
      last_success_timestamp_seconds: 2000,
      last_size_bytes: 1234567,
      last_verified_timestamp_seconds: 1500,
      restore_seconds: 21,
      last_verification_timestamp_seconds: 2100,
      last_verification_exit_code: 6,
    })
    expect(await read()).toEqual({
      made: { at: at(2000), bytes: 1234567 },
      verified: { at: at(1500), seconds: 21 },
      lastVerification: { at: at(2100), exitCode: 6 },
    })
  })

  it('is the newest whole file, wherever `sparkone backup` or the scripts put it', async () => {
    file(1000, 'backups', 'sparkone-20260101T000000Z.dump.age')
    file(3000, 'data', 'backups', 'x.sparkone.gz')
    expect(await read()).toEqual({ made: { at: at(3000), bytes: 7 }, verified: null, lastVerification: null })
    metrics({ last_success_timestamp_seconds: 4000 })
    expect((await read())?.made).toEqual({ at: at(4000), bytes: null })
  })

  it('is not what only looks like a backup', async () => {
    file(1000, 'backups', 'mine.dump')
    file(1000, 'backups', '.sparkone-20260101T000000Z.dump.part')
    file(1000, 'backups', 'x.sparkone.gz.17.part')
    mkdirSync(join(folder, 'backups', 'y.sparkone.gz'))
    expect(await read()).toBeNull()
  })
})
