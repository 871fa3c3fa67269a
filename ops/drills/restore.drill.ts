import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, sentWith } from '../../tests/support/e2e-operator.ts'
import { openStack, type Stack } from './stack.ts'

describe('exercício: dados perdidos, restaurar o último backup', { timeout: 180_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'sparkone drill '))
  const titles = ['Pagar o aluguel', 'Ligar pro João', 'Renovar o seguro']
  let stack: Stack
  const script = (name: string, ...args: readonly string[]) =>
    execFileSync(join(import.meta.dirname, '..', name), [...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DATABASE_URL: stack.databaseUrl, BACKUP_DIR: folder, TEXTFILE_DIR: folder },
    })
  const dump = () => join(folder, readdirSync(folder).find((name) => name.endsWith('.dump')) ?? 'none')
  const tasks = async () => {
    const { status, json } = await stack.api.api('GET', '/tasks?limit=100')
    return status === 200 ? json.tasks.map(({ title }: { title: string }) => title).toSorted() : status
  }
  beforeAll(async () => {
    stack = await openStack('DatabaseDown')
    for (const title of titles) await stack.api.api('POST', '/tasks', { body: { title } })
  })
  afterAll(async () => {
    await stack?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('antes: há um backup, e ele foi verificado', () => {
    script('backup.sh', folder)
    script('verify_backup.sh', dump())
    const metrics = readFileSync(join(folder, 'sparkone_backup.prom'), 'utf8')
    expect(metrics).toMatch(/sparkone_backup_last_verified_timestamp_seconds \d{10}/)
  })

  it('os dados se perdem: as tarefas somem e a API não as mostra', async () => {
    execFileSync('psql', [stack.databaseUrl, '-qc', 'drop table public.tasks cascade'])
    expect(await tasks()).not.toEqual(titles.toSorted())
  })

  it('o restore devolve tudo, e o serviço volta sozinho', async () => {
    script('restore.sh', '--yes', dump())
    await eventually(async () => expect(await tasks()).toEqual(titles.toSorted()), 60_000)
    await eventually(
      async () => expect((await stack.api.api('GET', '/health/ready', { key: null })).status).toBe(200),
      30_000,
    )
  })

  it('nada sai até alguém conferir e retomar', async () => {
    await stack.api.api('POST', '/notifications', { body: { kind: 'reminder', body: 'Depois do restore' } })
    await stack.holds('max(sparkone_notifications_pending) >= 1')
    expect(stack.house.evolution.sent).toEqual([])
    expect((await stack.api.api('POST', '/notifications/resume')).status).toBe(200)
    await sentWith(stack.house.evolution, 'Depois do restore')
  })
})
