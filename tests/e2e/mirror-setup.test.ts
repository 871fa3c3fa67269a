import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually } from '../support/e2e-operator.ts'
import { type Environment, endAll, runCommand } from '../support/e2e-process.ts'

const ENGLISH = { LOCALE: 'en' }

let outside: OutsideMirrors
let house: House
beforeAll(async () => {
  ;[outside, house] = await Promise.all([openOutsideMirrors(), openHouse({ database: 'postgres' })])
})
afterAll(async () => {
  await house?.close()
  await outside?.close()
  await endAll()
})

/** The variables that the command said to set. */
const variablesIn = (said: string): Environment =>
  Object.fromEntries([...said.matchAll(/^ {2}([A-Z_]+)=(.+)$/gm)].map(([, name = '', value = '']) => [name, value]))

describe('mirror setup', { timeout: 60_000 }, () => {
  it('makes a database and a tab that fit at once: with what it says, a task is shown on both', async () => {
    const { NOTION_DATABASE_ID: _notYet, ...half } = outside.env.notion
    const notion = await runCommand(['mirror', 'setup', 'notion', '--page', outside.notion.addPage()], {
      ...half,
      ...ENGLISH,
    })
    expect([notion.stderr, notion.code]).toEqual(['', 0])
    const sheets = await runCommand(['mirror', 'setup', 'sheets', '--title', 'O que há'], {
      ...outside.env.sheets,
      ...ENGLISH,
    })
    expect([sheets.stderr, sheets.code]).toEqual(['', 0])

    const env = { ...half, ...outside.env.sheets, ...variablesIn(notion.stdout), ...variablesIn(sheets.stdout) }
    expect(env).toMatchObject({ NOTION_DATABASE_ID: expect.stringMatching(/-/), GOOGLE_SHEETS_RANGE: "'O que há'" })
    const server = await house.start({ env })
    const { json } = await server.api('POST', '/tasks', {
      body: { title: 'Inaugurar', priority: 'high', due_date: '2027-01-05' },
    })
    await eventually(async () => {
      const { mirrors } = (await server.api('GET', `/tasks/${json.id}?include=mirrors`)).json
      expect(mirrors.map(({ state }: { state: string }) => state)).toEqual([
        expect.stringMatching(/synced|partial/),
        'synced',
      ])
    }, 20_000)
    expect(outside.sheets.hand('O que há').rowWhere('Task', 'Inaugurar')).toBe(1)
    await server.stop()
  })

  it('says in words what keeps it from it, and makes nothing', async () => {
    const sheets = ['mirror', 'setup', 'sheets', '--title', 'Tarefas']
    const taken = await runCommand(sheets, { ...outside.env.sheets, ...ENGLISH })
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining('There is a tab "Tarefas" already')])
    const strange = await runCommand(['mirror', 'setup', 'notion', '--page', crypto.randomUUID()], {
      ...outside.env.notion,
      ...ENGLISH,
    })
    expect([strange.code, strange.stderr]).toEqual([1, expect.stringMatching(/Notion .*[Ss]hare/)])
    const nonsense = await runCommand(['mirror', 'setup', 'notion', '--page', 'nonsense'], {
      ...outside.env.notion,
      ...ENGLISH,
    })
    expect([nonsense.code, nonsense.stderr]).toEqual([1, expect.stringMatching(/^--page is neither the address/)])
    outside.notion.fault('POST /databases', { kind: 'answer', status: 503, body: { code: 'service_unavailable' } })
    const page = outside.notion.addPage()
    const down = await runCommand(['mirror', 'setup', 'notion', '--page', page], { ...outside.env.notion, ...ENGLISH })
    expect([down.code, down.stderr]).toEqual([1, expect.stringMatching(/^Notion did not answer/)])
    const without = await runCommand(['mirror', 'setup', 'sheets'], ENGLISH)
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining('GOOGLE_SHEETS_CREDENTIALS')])
    const where = await runCommand(['mirror', 'setup', 'notion'], { ...outside.env.notion, ...ENGLISH })
    expect([where.code, where.stderr]).toEqual([2, expect.stringContaining('--page')])
  })
})
