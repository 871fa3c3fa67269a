import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually } from '../support/e2e-operator.ts'
import { endAll, type Server } from '../support/e2e-process.ts'

const PATIENCE_MS = 20_000

let outside: OutsideMirrors
let house: House
let server: Server
beforeAll(async () => {
  outside = await openOutsideMirrors()
  house = await openHouse({
    database: 'postgres',
    whatsapp: true,
    env: { ...outside.env.notion, ...outside.env.sheets },
  })
  server = await house.start()
  // As she is called on Notion.
  const [{ id }] = (await server.api('GET', '/people')).json.people
  expect((await server.api('PATCH', `/people/${id}`, { body: { name: 'Ana' } })).status).toBe(200)
})
afterAll(async () => {
  await house?.close()
  await outside?.close()
  await endAll()
})

const create = async (body: Readonly<Record<string, unknown>>): Promise<number> => {
  const { status, json } = await server.api('POST', '/tasks', { body })
  expect(status).toBe(201)
  return json.id
}
const patch = async (id: number, body: Readonly<Record<string, unknown>>) =>
  expect((await server.api('PATCH', `/tasks/${id}`, { body })).status).toBe(200)
const sync = async (mirror: 'notion' | 'sheets', body: Readonly<Record<string, unknown>> = {}) =>
  expect((await server.api('POST', `/sync/${mirror}`, { body })).status).toBe(202)
const steer = async (mirror: string, how: 'pause' | 'resume') =>
  expect((await server.api('POST', `/sync/${mirror}/${how}`)).status).toBe(200)
const task = async (id: number) => (await server.api('GET', `/tasks/${id}?include=mirrors`)).json
const mirrorNamed = async (name: string) =>
  (await server.api('GET', '/sync')).json.mirrors.find((one: { name: string }) => one.name === name)

const soon = <T>(ask: () => T | Promise<T>) => eventually(ask, PATIENCE_MS)
const onNotion = (title: string): Promise<string> => soon(() => outside.notion.hand.find(title))
const inSheet = (title: string): Promise<number> => soon(() => outside.sheets.hand().rowWhere('Tarefa', title))
const tasksTitled = async (title: string): Promise<readonly number[]> => {
  const { json } = await server.api('GET', `/tasks?limit=100&q=${encodeURIComponent(title)}`)
  return json.tasks.map(({ id }: { id: number }) => id)
}
const inStep = (id: number) =>
  soon(async () => {
    const { mirrors } = await task(id)
    const well = { state: 'synced', error: null }
    expect(mirrors).toMatchObject([
      { name: 'notion', ...well },
      { name: 'sheets', ...well },
    ])
  })

describe('Notion and Google Sheets beside SparkOne', { timeout: 60_000 }, () => {
  it('a task is shown on both, with all its fields, and says so', async () => {
    const id = await create({ title: 'Pagar o aluguel', due_date: '2027-01-05', priority: 'high', labels: ['casa'] })
    await onNotion('Pagar o aluguel')
    const cells = outside.sheets.hand().cells(await inSheet('Pagar o aluguel'))
    expect(cells.Prioridade?.userEnteredValue).toEqual({ stringValue: 'Alta' })
    await inStep(id)
    expect((await task(id)).mirrors[0]).toMatchObject({
      name: 'notion',
      url: expect.stringMatching(/^http/),
      error: null,
    })
  })

  it('what a person edits on one comes back, and goes on to the other', async () => {
    const id = await create({ title: 'Ligar pro João' })
    outside.notion.hand.edit(await onNotion('Ligar pro João'), { Nome: 'Ligar para o João' })
    await sync('notion', { mode: 'pull' })
    await soon(async () => expect((await task(id)).title).toBe('Ligar para o João'))
    const row = await inSheet('Ligar para o João')

    outside.sheets.hand().edit(row, { Situação: 'Concluída' })
    await sync('sheets', { mode: 'pull' })
    await soon(async () => expect((await task(id)).status).toBe('completed'))
    await inStep(id)
    const changes = (await server.api('GET', `/tasks/${id}/history`)).json.changes
    expect(changes.map(({ channel }: { channel: string }) => channel)).toEqual(['api', 'notion', 'sheets'])
  })

  it('a page and a row that a person makes become tasks, once, of the first operator', async () => {
    outside.notion.hand.add({ Nome: 'Renovar o seguro' })
    outside.sheets.hand().add({ Tarefa: 'Comprar ração' })
    await sync('notion')
    await sync('sheets')
    await inSheet('Renovar o seguro')
    await onNotion('Comprar ração')
    for (const title of ['Renovar o seguro', 'Comprar ração']) {
      await soon(async () => expect(await tasksTitled(title)).toHaveLength(1))
    }
  })

  it('both sides changed one field: the newest stays, the person is told, and one call turns it round', async () => {
    const id = await create({ title: 'Trocar o filtro', priority: 'low' })
    const page = await onNotion('Trocar o filtro')
    await inStep(id)
    await steer('notion', 'pause')
    await patch(id, { priority: 'urgent' })
    outside.notion.hand.edit(page, { Prioridade: 'Alta' })
    await steer('notion', 'resume')
    const conflict = await soon(async () => {
      const { json } = await server.api('GET', `/sync/conflicts?task_id=${id}`)
      expect(json.conflicts).toHaveLength(1)
      return json.conflicts[0]
    })
    expect(conflict).toMatchObject({ field: 'priority', mirror: 'notion', resolved_at: null })
    expect([conflict.ours, conflict.theirs]).toEqual(['urgent', 'high'])
    // Told once a run is over, with all that it found.
    const told = await eventually(() => {
      const found = house.evolution.sent.filter(({ text }) => text.includes('Trocar o filtro'))
      expect(found).toHaveLength(1)
      return found[0]?.text
    }, 2 * PATIENCE_MS)
    expect(told).toMatch(/alta[\s\S]*urgente|urgente[\s\S]*alta/)
    expect(told).toContain('trocar')

    const pick = conflict.winner === 'ours' ? 'theirs' : 'ours'
    const { json } = await server.api('POST', `/sync/conflicts/${conflict.id}/resolve`, { body: { pick } })
    expect(json.resolution).toBe('swapped')
    expect((await task(id)).priority).toBe(pick === 'ours' ? 'urgent' : 'high')
    await inStep(id)
  })

  it('a page that a person deletes leaves the task alone, and comes again when somebody asks', async () => {
    const id = await create({ title: 'Limpar o quintal' })
    const page = await onNotion('Limpar o quintal')
    await inStep(id)
    outside.notion.hand.trash(page)
    await sync('notion')
    await soon(async () => expect((await task(id)).mirrors[0]).toMatchObject({ name: 'notion', state: 'removed' }))
    expect((await task(id)).status).toBe('pending')
    await sync('notion', { mode: 'push', task_id: id })
    expect(await onNotion('Limpar o quintal')).not.toBe(page)
  })

  it('a token that is taken back stops that mirror alone, in plain words; given again, it goes on from there', async () => {
    outside.notion.revoke(true)
    const id = await create({ title: 'Podar a árvore' })
    await soon(async () =>
      expect(await mirrorNamed('notion')).toMatchObject({ state: 'paused', pause: { reason: 'trouble' } }),
    )
    expect((await mirrorNamed('notion')).message).toMatch(/credencial/)
    expect((await server.api('GET', '/health/notion')).status).toBe(503)
    await inSheet('Podar a árvore')
    expect(await mirrorNamed('sheets')).toMatchObject({ state: 'ok' })

    outside.notion.revoke(false)
    await sync('notion')
    await onNotion('Podar a árvore')
    await inStep(id)
    expect(await mirrorNamed('notion')).toMatchObject({ state: 'ok', pause: null, message: null })
  })

  it('says nothing twice and loses nothing: every task has one page and one row', async () => {
    const { json } = await server.api('GET', '/tasks?limit=100')
    const titles: readonly string[] = json.tasks.map(({ title }: { title: string }) => title)
    const rows = outside.sheets.hand().table()
    expect(rows.map(([title]) => title).toSorted()).toEqual(titles.toSorted())
    const pages = [...outside.notion.workspace.rows.values()].filter(({ inTrash }) => !inTrash)
    expect(pages).toHaveLength(titles.length)
    expect(server.output()).not.toMatch(/Podar|Limpar|ntn_test|PRIVATE KEY/)
  })
})
