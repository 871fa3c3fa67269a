import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Connection } from './connection.ts'
import { lockFolder } from './folder-lock.ts'
import { openPgliteAt } from './open-pglite.ts'
import { dataOf, draftOf, finishSwap, stagedOf } from './pglite-folder.ts'

/**
 * Makes a new embedded database beside the one in the folder, lets `fill` fill it, and puts it in the other's place
 * by renaming; the other is kept and its path given back, null when there was none. Whatever fails before, or ends
 * the process, leaves the folder as it was. The old database is not opened, so that another PostgreSQL may have
 * written it. Throws PortError `misconfigured` while a process has the folder.
 */
export const replaceFolder = async (
  folder: string,
  now: Date,
  fill: (connection: Connection) => Promise<void>,
): Promise<string | null> => {
  const home = resolve(folder)
  mkdirSync(home, { recursive: true })
  const release = lockFolder(home)
  try {
    finishSwap(home)
    for (const leftover of [draftOf(home), stagedOf(home)]) rmSync(leftover, { recursive: true, force: true })
    await filled(draftOf(home), fill)
    return swap(home, now)
  } finally {
    rmSync(draftOf(home), { recursive: true, force: true })
    release()
  }
}

const filled = async (draft: string, fill: (connection: Connection) => Promise<void>): Promise<void> => {
  const connection = await openPgliteAt(draft)
  try {
    await fill(connection)
  } finally {
    await connection.close()
  }
}

// Between the two renames there is no database; `finishSwap` ends what was interrupted there.
const swap = (home: string, now: Date): string | null => {
  renameSync(draftOf(home), stagedOf(home))
  sync(home)
  const stamp = now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  const kept = existsSync(dataOf(home)) ? `${dataOf(home)}.before-${stamp}Z` : null
  if (kept !== null) renameSync(dataOf(home), kept)
  finishSwap(home)
  sync(home)
  return kept
}

const sync = (folder: string): void => {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
