import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newest } from '../../tests/support/e2e-operator.ts'
import { type Exporter, startNodeExporter } from '../../tests/support/exporters.ts'
import { openSmallDisk } from '../../tests/support/small-disk.ts'
import { openStack, type Stack } from './stack.ts'

const disk = openSmallDisk(16)
const why = disk === null ? ' (pulado: montar um disco pequeno pede root e um dispositivo de loop)' : ''

describe.skipIf(disk === null)(`exercício: disco cheio${why}`, { timeout: 120_000 }, () => {
  const path = disk?.path ?? ''
  let stack: Stack
  let node: Exporter & { readonly folder: string }
  const script = (name: string, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(join(import.meta.dirname, '..', name), [...args], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: stack.databaseUrl, BACKUP_DIR: path, TEXTFILE_DIR: node.folder },
    })
    return { status, said: `${stdout}${stderr}` }
  }
  const files = () =>
    readdirSync(path)
      .filter((name) => /sparkone-/.test(name))
      .toSorted()
  const dumps = () => files().filter((name) => name.endsWith('.dump'))
  const alertOfIt = `ALERTS{alertname="DiskFull",alertstate="firing",mountpoint="${path}"}`
  const lastBackup = async () =>
    (await stack.prometheus.query('max(sparkone_backup_last_success_timestamp_seconds)'))[0]?.value
  let first: string
  let firstAt: number | undefined

  beforeAll(async () => {
    node = await startNodeExporter('')
    stack = await openStack('DiskFull', {
      // It waits for ten minutes.
      times: 300,
      watch: () => Promise.resolve([{ job: 'node-exporter', target: node.target }]),
    })
    expect((await stack.api.api('POST', '/tasks', { body: { title: 'Antes do disco cheio' } })).status).toBe(201)
  })
  afterAll(async () => {
    await stack?.close()
    await node?.stop()
    disk?.close()
  })

  it('antes: o disco dos backups tem espaço, e há um backup bom', async () => {
    expect(script('backup.sh')).toMatchObject({ status: 0 })
    first = join(path, dumps()[0] ?? 'none')
    await stack.holds(`node_filesystem_avail_bytes{mountpoint="${path}"} / node_filesystem_size_bytes > 0.5`)
    await stack.holds('sparkone_backup_last_success_timestamp_seconds > 0')
    firstAt = await lastBackup()
  })

  it('alguém deixa um arquivo grande: o alerta DiskFull dispara, diz onde, e chega aos operadores', async () => {
    disk?.fill('imagem-antiga.tar', 20 * 1024)
    await stack.holds(alertOfIt)
    const { body } = await newest(stack.api, 'alert', 'delivered', 20_000)
    expect(body).toContain(`Disco quase cheio: ${path}`)
  })

  it('o backup falha e diz por quê; nada fica pela metade, e a métrica não finge', async () => {
    const { status, said } = script('backup.sh')
    expect(status).toBe(1)
    expect(said).toContain('disco cheio?')
    expect(files()).toHaveLength(2)
    expect(await lastBackup()).toBe(firstAt)
  })

  it('o backup anterior continua inteiro, e o serviço não parou', async () => {
    const { sha256 } = JSON.parse(readFileSync(`${first}.manifest.json`, 'utf8'))
    expect(createHash('sha256').update(readFileSync(first)).digest('hex')).toBe(sha256)
    expect((await stack.api.api('POST', '/tasks', { body: { title: 'Com o disco cheio' } })).status).toBe(201)
  })

  it('apagado o que sobrava, o backup seguinte é bom e traz tudo', async () => {
    rmSync(join(path, 'imagem-antiga.tar'))
    expect(script('backup.sh')).toMatchObject({ status: 0 })
    const [newer = 'none'] = dumps().filter((name) => join(path, name) !== first)
    expect(script('verify_backup.sh', join(path, newer))).toMatchObject({ status: 0 })
    await stack.holds(`max(sparkone_backup_last_success_timestamp_seconds) > ${firstAt}`)
  })

  it('o alerta se apaga', () => stack.holds(`absent(${alertOfIt})`))
})
