import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPglite } from '../../../adapters/postgres/open-pglite.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import type { Stores } from '../../../core/ports.ts'
import { restoreCommand } from '../../../runtime/copies/restore-command.ts'
import { writeBackup } from '../../../runtime/copies/write-backup.ts'
import { emptyPostgres, type FreshPostgres } from '../../support/databases.ts'
import { migrationTags, populateAt, populationPath } from '../../support/schemas.ts'

const tag = migrationTags().find((name) => existsSync(populationPath(name))) ?? ''

let home = ''
let file = ''
let source: FreshPostgres
let text: string
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'sparkone copies '))
  file = join(home, 'new folder', 'a copy.sparkone.gz')
  source = await emptyPostgres()
  await populateAt(source.connection, tag)
  await backup(file)
  text = gunzipSync(readFileSync(file)).toString()
})
afterAll(async () => {
  await source?.close()
  rmSync(home, { recursive: true, force: true })
})

const backup = (path: string) =>
  writeBackup(source.connection, path, { at: new Date(0), version: '0.0.1' }, () => undefined)

/** What `restore` says; its refusals are what it rejects with. */
const restore = async (path: string, folder: string, answer: string | null = null): Promise<string> => {
  const said: string[] = []
  const ask = answer === null ? null : async () => answer
  const args = answer === null ? [path, '--yes'] : [path]
  const dialogue = { locale: 'en' as const, print: (line: string) => void said.push(line), ask }
  await restoreCommand({ kind: 'pglite', folder, explicit: true }, args, dialogue)
  return said.join('\n')
}

/** The text with its last line true again, as one who means harm, or a newer version, would write it. */
const sealed = (given: string): string => {
  const lines = given.trimEnd().split('\n').slice(0, -1)
  const sha256 = createHash('sha256')
    .update(`${lines.join('\n')}\n`)
    .digest('hex')
  return `${[...lines, JSON.stringify({ end: { lines: lines.length, sha256 } })].join('\n')}\n`
}
const without = (given: string, word: string): string =>
  given
    .split('\n')
    .filter((line) => !line.startsWith('[') || !line.includes(word))
    .join('\n')

describe('the file of a backup', { timeout: 120_000 }, () => {
  it('has its name only when it is whole, is read by its owner alone, and never takes the place of another', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(home, 'new folder'))).toEqual(['a copy.sparkone.gz'])
    const before = readFileSync(file)
    await expect(backup(file)).rejects.toMatchObject({ name: 'PortError', port: 'backup' })
    expect(readFileSync(file)).toEqual(before)
  })

  it('whose writing fails is not there, and neither is a piece of it', async () => {
    const broken = join(home, 'broken')
    const failing = new Proxy(source.connection, {
      get: (target, name) =>
        name === 'exclusively'
          ? () => Promise.reject(Object.assign(new Error('write'), { code: 'ENOSPC' }))
          : Reflect.get(target, name),
    })
    const writing = writeBackup(failing, join(broken, 'x.gz'), { at: new Date(0), version: '0' }, () => undefined)
    await expect(writing).rejects.toThrow('the disk is full')
    expect(readdirSync(broken)).toEqual([])
    await expect(backup(join(file, 'below a file'))).rejects.toThrow()
  })

  it('begins with its manifest and ends with the sum of its bytes', () => {
    const [header = '', ...rest] = text.trimEnd().split('\n')
    const manifest: { tables: { name: string; rows: number }[] } = JSON.parse(header)
    expect(manifest).toMatchObject({ sparkone_backup: 1, created_at: '1970-01-01T00:00:00.000Z', version: '0.0.1' })
    expect(manifest.tables.every(({ rows }) => rows > 0)).toBe(true)
    expect(sealed(text)).toBe(text)
    expect(rest.filter((line) => line.startsWith('['))).toHaveLength(
      manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    )
  })

  const broken: readonly { name: string; bytes: () => Buffer; said: RegExp }[] = [
    { name: 'empty', bytes: () => Buffer.alloc(0), said: /cut short|no backup/ },
    { name: 'plain garbage', bytes: () => Buffer.from('garbage\n'), said: /no backup of SparkOne/ },
    { name: 'zipped garbage', bytes: () => gzipSync('garbage\n'), said: /no backup of SparkOne/ },
    {
      name: 'zipped bytes',
      bytes: () => gzipSync(Buffer.from([0xff, 0xfe, 0x00, 0x0a])),
      said: /no backup of SparkOne/,
    },
    { name: 'a plain SQL dump', bytes: () => gzipSync('-- PostgreSQL database dump\n'), said: /no backup of SparkOne/ },
    { name: 'cut within its compression', bytes: () => readFileSync(file).subarray(0, -20), said: /cut short/ },
    { name: 'cut in its first bytes', bytes: () => readFileSync(file).subarray(0, 40), said: /cut short/ },
    {
      name: 'without its last line',
      bytes: () => gzipSync(`${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`),
      said: /cut short/,
    },
    { name: 'cut within a row', bytes: () => gzipSync(text.slice(0, text.length / 2)), said: /cut short/ },
    { name: 'with a row changed', bytes: () => gzipSync(text.replace('Comprar pão', 'Comprar vão')), said: /damaged/ },
    {
      name: 'with a row changed and the sum made anew',
      bytes: () => gzipSync(sealed(text.replace('Comprar pão', 'Comprar vão'))),
      said: /damaged \(public\.\w+\)/,
    },
    {
      name: 'with a row less and the sum made anew',
      bytes: () => gzipSync(sealed(without(text, 'Comprar pão'))),
      said: /damaged \(public\.\w+\)/,
    },
    {
      name: 'with a row twice and the sum made anew',
      bytes: () => gzipSync(sealed(text.replace(/(\n\[.*)/, '$1$1'))),
      said: /damaged \(\w+\.\w+\)/,
    },
    {
      name: 'with something after its end',
      bytes: () => gzipSync(`${text}{"table":"public.tasks"}\n`),
      said: /damaged/,
    },
    {
      name: 'of a newer format',
      bytes: () => gzipSync(sealed(text.replace('"sparkone_backup":1', '"sparkone_backup":2'))),
      said: /newer SparkOne/,
    },
    {
      name: 'of a newer schema',
      bytes: () => gzipSync(sealed(text.replace(/"migrations":\[.*?\]/, '"migrations":[1,2,3]'))),
      said: /newer SparkOne/,
    },
    {
      name: 'of a newer job queue',
      bytes: () => gzipSync(sealed(text.replace(/"queue":\d+/, '"queue":999'))),
      said: /newer SparkOne/,
    },
  ]
  it.each(broken)('that is $name is refused in words, before anything is touched', async ({ bytes, said }) => {
    const path = join(home, 'broken.gz')
    writeFileSync(path, bytes())
    const folder = join(home, 'untouched')
    await expect(restore(path, folder)).rejects.toThrow(said)
    await expect(restore(path, folder)).rejects.toMatchObject({ name: 'CommandFailed' })
    expect(existsSync(folder)).toBe(false)
  })

  it('that is not there is refused in words', async () => {
    await expect(restore(join(home, 'nowhere'), join(home, 'untouched'))).rejects.toThrow('cannot be read')
  })

  it('is not restored by who does not say yes', async () => {
    await expect(restore(file, join(home, 'untouched'), 'n')).rejects.toThrow('Nothing was done')
    expect(existsSync(join(home, 'untouched'))).toBe(false)
  })
})

describe('a restore', { timeout: 240_000 }, () => {
  const folder = () => join(home, 'data')
  const asked = async <T>(question: (stores: Stores) => Promise<T>) => {
    const connection = await openPglite(folder())
    try {
      return await createStorage({ connection }).read(question)
    } finally {
      await connection.close()
    }
  }
  const pauses = () => asked(({ notifications }) => notifications.pauses())
  const mirrors = () =>
    asked(async (stores) => [await stores.mirrors.find('notion'), await stores.mirrors.find('sheets')])
  const kept = () => readdirSync(folder()).filter((name) => name.startsWith('pglite.before-'))

  it('of an older schema into a folder that was never there migrates it, and begins with sending and mirrors paused', async () => {
    const said = await restore(file, folder(), 'yes')
    expect(said).toContain('compared row by row')
    expect((await pauses()).map(({ channel }) => channel)).toEqual(expect.arrayContaining(['all', 'email']))
    for (const mirror of await mirrors()) {
      expect(mirror).toMatchObject({ pause: { reason: 'restore' }, cursor: null, sweep: null, pulledAt: null })
    }
    expect(readdirSync(folder())).toEqual(['pglite'])
  })

  it('that the database refuses leaves the folder as it was', async () => {
    // Sums and counts are right, and no check on the table lets it in.
    const row = text.split('\n').find((line) => line.startsWith('[') && line.includes('"urgent"')) ?? ''
    const harmful = sealed(withChecksum(text.replace(row, row.replace('"urgent"', '"whenever"'))))
    const path = join(home, 'harmful.gz')
    writeFileSync(path, gzipSync(harmful))
    await expect(restore(path, folder())).rejects.toMatchObject({ name: 'PortError', kind: 'rejected' })
    expect(readdirSync(folder())).toEqual(['pglite'])
    expect(await pauses()).toHaveLength(2)
  })

  it('while a process has the folder is refused, and does not disturb it', async () => {
    const connection = await openPglite(folder())
    await expect(restore(file, folder())).rejects.toThrow(String(process.pid))
    await connection.close()
    expect(readdirSync(folder())).toEqual(['pglite'])
  })

  it('takes the place of a database that another PostgreSQL wrote, which is kept', async () => {
    writeFileSync(join(folder(), 'pglite/PG_VERSION'), '17\n')
    await expect(openPglite(folder())).rejects.toThrow(/PostgreSQL 17.*sparkone restore FILE/)
    await restore(file, folder())
    expect(kept()).toHaveLength(1)
    expect(readFileSync(join(folder(), kept()[0] ?? '', 'PG_VERSION'), 'utf8')).toBe('17\n')
  })

  it('that was cut between its two renames is finished by the next start', async () => {
    renameSync(join(folder(), 'pglite'), join(folder(), 'pglite.restored'))
    expect(await pauses()).toHaveLength(2)
    expect(existsSync(join(folder(), 'pglite.restored'))).toBe(false)
  })
})

/** The manifest with the checksums that the rows have. */
const withChecksum = (given: string): string => {
  const [header = '', ...lines] = given.split('\n')
  const sums = new Map<string, bigint>()
  let table = ''
  for (const line of lines) {
    if (line.startsWith('{"table"')) table = (JSON.parse(line) as { table: string }).table
    if (!line.startsWith('[')) continue
    const number = BigInt(`0x${createHash('md5').update(line).digest('hex').slice(0, 15)}`)
    sums.set(table, (sums.get(table) ?? 0n) + number)
  }
  const manifest: { tables: { name: string; checksum: string }[] } = JSON.parse(header)
  const tables = manifest.tables.map((one) => ({ ...one, checksum: String(sums.get(one.name) ?? 0n) }))
  return [JSON.stringify({ ...manifest, tables }), ...lines].join('\n')
}
