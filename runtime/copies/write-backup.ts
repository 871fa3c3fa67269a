import { createHash } from 'node:crypto'
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type Batch, type Connection, type Contents, readContents } from '../../adapters/postgres/index.ts'
import { PortError } from '../../core/index.ts'
import { headerOf } from './backup-format.ts'
import { rowsOf, watched } from './copied.ts'
import { checkBackup } from './read-backup.ts'

export interface Written {
  readonly rows: number
  readonly tables: number
}

/**
 * Writes all the data, as of one moment, to a new file that only its owner reads. The file has its name only when it
 * is whole, on the disk and was read back. `onProgress` hears how much of it is written, from 0 to 1.
 */
export const writeBackup = async (
  connection: Connection,
  file: string,
  made: { at: Date; version: string },
  onProgress: (part: number) => void,
): Promise<Written> => {
  if (existsSync(file)) throw new PortError('backup', 'rejected', `There is a file ${file} already.`)
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.part`
  try {
    const contents = await readContents(connection, async (found, rows) => {
      await pipeline(
        Readable.from(textOf(found, rows, made, onProgress)),
        createGzip(),
        createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }),
      )
      return found
    })
    await checkBackup(draft)
    renameSync(draft, file)
    return { rows: rowsOf(contents), tables: contents.tables.length }
  } catch (error) {
    rmSync(draft, { force: true })
    throw failure(error, file)
  }
}

async function* textOf(
  contents: Contents,
  rows: AsyncIterable<Batch>,
  made: { at: Date; version: string },
  onProgress: (part: number) => void,
): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let lines = 0
  const text = (parts: readonly string[]): string => {
    const joined = `${parts.join('\n')}\n`
    hash.update(joined)
    lines += parts.length
    return joined
  }
  yield text([JSON.stringify(headerOf(contents, made))])
  let current = ''
  for await (const batch of watched(rows, rowsOf(contents), onProgress)) {
    const heading = batch.table === current ? [] : [JSON.stringify({ table: batch.table })]
    current = batch.table
    yield text([...heading, ...batch.lines])
  }
  yield `${JSON.stringify({ end: { lines, sha256: hash.digest('hex') } })}\n`
}

const failure = (error: unknown, file: string): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk is full',
    EACCES: 'it may not be written there',
    EPERM: 'it may not be written there',
    EROFS: 'that file system is read-only',
    EEXIST: 'another backup is being written there',
  }
  const reason = why[code]
  return reason === undefined ? error : new PortError('backup', 'misconfigured', `No backup in ${file}: ${reason}.`)
}
