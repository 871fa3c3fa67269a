import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Config } from '../../config.ts'
import type { Finding } from './finding.ts'
import type { Words } from './words.ts'

const WARN_SHARE = 0.1
const FAIL_SHARE = 0.03

/** The room that is left where SparkOne writes: its embedded database, else the folder it runs in. */
export const diskFound = async ({ database }: Pick<Config, 'database'>, words: Words): Promise<Finding> => {
  const wanted = database.kind === 'pglite' ? resolve(database.folder) : process.cwd()
  const folder = existsSync(wanted) ? wanted : process.cwd()
  const { bavail, blocks, bsize } = await statfs(folder)
  const share = blocks === 0 ? 1 : bavail / blocks
  const status = share < FAIL_SHARE ? 'failed' : share < WARN_SHARE ? 'warning' : 'ok'
  const found = words.diskFree(bavail * bsize, blocks * bsize, folder)
  return { check: 'disk', status, name: words.disk, found, advice: status === 'ok' ? null : words.freeDisk }
}
