import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { type Batch, CHECKSUM_DIGITS } from '../../adapters/postgres/index.ts'
import {
  BackupRefusal,
  FORMAT,
  FormatSchema,
  type Header,
  HeaderSchema,
  type Mark,
  MarkSchema,
} from './backup-format.ts'

/** No text of ours is near it; a longer line is another kind of file. */
const LINE_MAX_BYTES = 256 * 1024 * 1024
const BATCH = 500

/**
 * Reads the whole file and believes nothing: its end, its hash, and for each table the number of rows and their
 * checksum. Throws BackupRefusal. Gives the manifest of a file that is what it says.
 */
export const checkBackup = async (file: string): Promise<Header> => {
  let header: Header | null = null
  const tallies = new Map<string, { rows: number; sum: bigint }>()
  for await (const part of partsOf(file)) {
    if ('header' in part) {
      header = part.header
      continue
    }
    const tally = tallies.get(part.table) ?? { rows: 0, sum: 0n }
    tally.rows += part.lines.length
    for (const line of part.lines) tally.sum += numberOf(line)
    tallies.set(part.table, tally)
  }
  if (header === null) throw new BackupRefusal('not-a-backup')
  for (const { name, rows, checksum } of header.tables) {
    const tally = tallies.get(name) ?? { rows: 0, sum: 0n }
    if (tally.rows !== rows || String(tally.sum) !== checksum) throw new BackupRefusal('damaged', name)
    tallies.delete(name)
  }
  const [stray] = tallies.keys()
  if (stray !== undefined) throw new BackupRefusal('damaged', stray)
  return header
}

/** The rows of a file that was checked. */
export async function* rowsInBackup(file: string): AsyncGenerator<Batch> {
  for await (const part of partsOf(file)) if ('table' in part) yield part
}

/** What the database adds up for the same line. */
const numberOf = (line: string): bigint =>
  BigInt(`0x${createHash('md5').update(line).digest('hex').slice(0, CHECKSUM_DIGITS)}`)

async function* partsOf(file: string): AsyncGenerator<{ header: Header } | Batch> {
  const hash = createHash('sha256')
  let count = 0
  let batch = null as { readonly table: string; readonly lines: string[] } | null
  let ended = false
  for await (const bytes of linesOf(file)) {
    if (ended) throw new BackupRefusal('damaged', 'end')
    const line = textOf(bytes)
    if (count === 0) {
      yield { header: headerFrom(line) }
    } else if (line.startsWith('[')) {
      if (batch === null) throw new BackupRefusal('damaged', 'rows')
      batch.lines.push(line)
      if (batch.lines.length >= BATCH) {
        yield batch
        batch = { table: batch.table, lines: [] }
      }
    } else {
      if (batch !== null && batch.lines.length > 0) yield batch
      const { table, end } = markOf(line)
      if (end !== undefined && (end.lines !== count || end.sha256 !== hash.digest('hex'))) {
        throw new BackupRefusal('damaged', 'sha256')
      }
      ended = end !== undefined
      batch = table === undefined ? null : { table, lines: [] }
    }
    if (!ended) hash.update(bytes).update('\n')
    count += 1
  }
  if (!ended) throw new BackupRefusal(count === 0 ? 'not-a-backup' : 'cut-short')
}

const markOf = (line: string): Mark => {
  const mark = MarkSchema.safeParse(parsed(line, 'damaged'))
  if (!mark.success) throw new BackupRefusal('damaged', 'line')
  return mark.data
}

const headerFrom = (line: string): Header => {
  const stated = parsed(line, 'not-a-backup')
  const { data: format } = FormatSchema.safeParse(stated)
  if (format !== undefined && format.sparkone_backup > FORMAT) throw new BackupRefusal('newer-format')
  const header = HeaderSchema.safeParse(stated)
  if (!header.success) throw new BackupRefusal('not-a-backup')
  return header.data
}

const parsed = (line: string, reason: 'damaged' | 'not-a-backup'): unknown => {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw new BackupRefusal(reason, '', { cause: error })
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const textOf = (bytes: Buffer): string => {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new BackupRefusal('not-a-backup')
  }
}

/** The lines as bytes, without their ends; a file that ends within a line, or within its compression, is cut short. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file)
  const unzipped = createGunzip()
  source.once('error', (error) => unzipped.destroy(error)).pipe(unzipped)
  let rest: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
        yield Buffer.concat([...rest, chunk.subarray(start, end)])
        rest = []
        size = 0
        start = end + 1
      }
      rest.push(chunk.subarray(start))
      size += chunk.length - start
      if (size > LINE_MAX_BYTES) throw new BackupRefusal('not-a-backup')
    }
  } catch (error) {
    throw refusalOf(error)
  } finally {
    source.destroy()
  }
  if (size > 0) throw new BackupRefusal('cut-short')
}

const refusalOf = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'Z_BUF_ERROR') return new BackupRefusal('cut-short', '', { cause: error })
  if (code === 'Z_DATA_ERROR') return new BackupRefusal('not-a-backup', '', { cause: error })
  if (['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR'].includes(code)) return new BackupRefusal('absent', '', { cause: error })
  return error
}
