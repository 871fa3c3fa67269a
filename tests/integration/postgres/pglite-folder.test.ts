import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { rowsOf } from '../../../adapters/postgres/connection.ts'
import { createJobRunner } from '../../../adapters/postgres/job-runner.ts'
import { migrate } from '../../../adapters/postgres/migrate.ts'
import { openPglite, PGLITE_MAJOR } from '../../../adapters/postgres/open-pglite.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { createRecorder } from '../../contracts/job-harness.ts'
import { aPerson } from '../../contracts/samples.ts'
import { startChild } from './children/child.ts'

describe('the embedded database of a folder', { timeout: 90_000 }, () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sparkone-folder-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('belongs to one process: a second one is told the folder and the pid of the first', async () => {
    const first = startChild('write-folder.ts', folder)
    await first.said(/open/)
    const refused = openPglite(folder)
    await expect(refused).rejects.toMatchObject({ port: 'storage', kind: 'misconfigured' })
    await expect(refused).rejects.toThrow(new RegExp(`${folder}.*process ${first.pid}\\b`))
    await first.kill()
  })

  it('keeps every committed row of a process that was killed, and follows it at once', async () => {
    const first = startChild('write-folder.ts', folder)
    await first.said(/(committed .*\n){20}/)
    await first.kill()
    const committed = [...first.text().matchAll(/committed (\S+)/g)].map((match) => match[1])
    const connection = await openPglite(folder)
    const people = await createStorage({ connection }).read((stores) => stores.people.all())
    expect(people.map((person) => person.id)).toEqual(expect.arrayContaining(committed))
    await connection.close()
  })

  it('has each commit on the disk when it returns', async () => {
    let syncs = 0
    const connection = await openPglite(folder, { onSync: () => (syncs += 1) })
    await migrate(connection)
    const storage = createStorage({ connection })
    await storage.run((stores) => stores.people.insert(aPerson()))
    const before = syncs
    for (let count = 0; count < 5; count += 1) await storage.run((stores) => stores.people.insert(aPerson()))
    expect(syncs - before).toBeGreaterThanOrEqual(5)
    const shown = async (setting: string) => rowsOf(await connection.db.execute(`show ${setting}`))[0]
    expect(await shown('fsync')).toEqual({ fsync: 'on' })
    expect(await shown('synchronous_commit')).toEqual({ synchronous_commit: 'on' })
    expect(await shown('shared_buffers')).toEqual({ shared_buffers: '16MB' })
    expect(String(Object.values((await shown('server_version_num')) ?? {})[0])).toMatch(new RegExp(`^${PGLITE_MAJOR}`))
    await connection.close()
  })

  it('is refused twice within one process, and free again after a close', async () => {
    const connection = await openPglite(folder)
    await expect(openPglite(folder)).rejects.toThrow(String(process.pid))
    await connection.close()
    await connection.close()
    await (await openPglite(folder)).close()
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it('is not held by a process whose number somebody else has now', async () => {
    const lock = { pid: process.ppid, host: hostname(), began: 'another boot:1', token: 'x' }
    writeFileSync(join(folder, 'lock'), JSON.stringify(lock))
    await (await openPglite(folder)).close()
  })

  it('is held by another host for as long as that one gives signs of life', async () => {
    const lock = join(folder, 'lock')
    writeFileSync(lock, JSON.stringify({ pid: 1, host: 'another', began: 'b', token: 'x' }))
    await expect(openPglite(folder)).rejects.toThrow('process 1 on another')
    const longAgo = new Date(Date.now() - 60_000)
    utimesSync(lock, longAgo, longAgo)
    await (await openPglite(folder)).close()
  })

  it('is refused when another PostgreSQL wrote it, naming both and a way out', async () => {
    mkdirSync(join(folder, 'pglite'))
    writeFileSync(join(folder, 'pglite/PG_VERSION'), '17\n')
    const refused = openPglite(folder)
    await expect(refused).rejects.toMatchObject({ kind: 'misconfigured' })
    await expect(refused).rejects.toThrow(/PostgreSQL 17.*embeds 18.*restore/s)
    expect(readFileSync(join(folder, 'pglite/PG_VERSION'), 'utf8')).toBe('17\n')
    expect(existsSync(join(folder, 'lock'))).toBe(false)
  })

  it('runs a job at once whose process was killed in the middle of it', async () => {
    const seed = await openPglite(folder)
    await migrate(seed)
    await seed.close()
    const worker = startChild('work.ts', folder)
    await worker.said(/begun/)
    await worker.kill()
    const connection = await openPglite(folder)
    const { ids, handlers } = createRecorder()
    expect(await createJobRunner({ connection }).drain(handlers, { max: 10 })).toBe(1)
    expect(ids()).toEqual(['lost'])
    await connection.close()
  })
})
