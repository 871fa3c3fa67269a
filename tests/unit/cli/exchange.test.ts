import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import papa from 'papaparse'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runDataCommand } from '../../../handlers/cli/run.ts'
import { commandContext } from '../../support/command-context.ts'
import { actorOf, createTestCore, type TestCore } from '../../support/core.ts'

let house: TestCore
let folder = ''
beforeEach(async () => {
  house = await createTestCore()
  folder = mkdtempSync(join(tmpdir(), 'sparkone exchange-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const run = (core: TestCore['core'], ...args: string[]) =>
  runDataCommand(core, args, commandContext({ locale: 'en', cwd: folder }))
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return name
}
const read = (name: string): string => readFileSync(join(folder, name), 'utf8')
const tasksOf = async ({ core, ana }: TestCore) =>
  (await core.tasks.list(actorOf(ana), { sort: 'created', limit: 100 })).tasks

/** Another installation, which knows nobody but its own operator. */
const elsewhere = async (): Promise<TestCore> => {
  const other = await createTestCore()
  const { core, ana, bruno } = other
  await core.people.patch(ana.id, { name: 'Outra', aliases: [{ channel: 'email', address: 'outra@example.org' }] })
  await core.people.remove(bruno.id)
  return other
}

const furnish = async ({ core, ana, bruno, clock }: TestCore): Promise<void> => {
  const actor = actorOf(ana)
  await core.tasks.create(actor, {
    title: '=HYPERLINK("http://x")',
    description: 'linha 1\nlinha 2; "aspas", \\ barra \u2028 fim',
    labels: ['casa', 'a;b', 'c\\d', '-x'],
    priority: 'urgent',
    due: { date: '2026-12-24', time: '09:30' },
    assigneeId: bruno.id,
  })
  const done = await core.tasks.create(actor, {
    title: "'=já com aspa",
    assigneeId: null,
    due: { date: '2026-11-20', time: null },
  })
  clock.set(new Date('2026-11-25T08:00:00.123Z'))
  await core.tasks.setStatus(actor, done.id, 'completed')
  await core.tasks.create(actor, { title: '  -5 graus' })
}

const portable = (tasks: Awaited<ReturnType<typeof tasksOf>>) =>
  tasks.map(({ id: _id, sender: _sender, version: _version, updatedAt: _updated, ...rest }) => rest)

describe('export and import', () => {
  it('carry people and tasks to another installation, with the moments of the past', async () => {
    await furnish(house)
    expect(await run(house.core, 'export', 'all', 'tudo.json')).toEqual({ code: 0, output: 'tudo.json: 5 rows.' })
    const other = await createTestCore()
    expect(await run(other.core, 'import', 'tudo.json')).toMatchObject({
      code: 0,
      output: 'New people: 0. New tasks: 3. There already: 2.',
    })
    expect(portable(await tasksOf(other))).toEqual(portable(await tasksOf(house)))
  })

  it('as CSV lose nothing either, in the two files that are two tables', async () => {
    await furnish(house)
    await run(house.core, 'export', 'people', 'people.csv')
    await run(house.core, 'export', 'tasks', 'tasks.csv')
    const other = await createTestCore()
    expect((await run(other.core, 'import', 'people.csv')).output).toBe(
      'New people: 0. New tasks: 0. There already: 2.',
    )
    expect((await run(other.core, 'import', 'tasks.csv')).output).toBe('New people: 0. New tasks: 3. There already: 0.')
    expect(portable(await tasksOf(other))).toEqual(portable(await tasksOf(house)))
    await run(other.core, 'export', 'people', 'again.csv')
    expect(read('again.csv')).toBe(read('people.csv'))
  })

  it('add nothing the second time, at home, elsewhere, or on the way back', async () => {
    await furnish(house)
    await run(house.core, 'export', 'all', 'tudo.json')
    const none = 'New people: 0. New tasks: 0. There already: 5.'
    expect((await run(house.core, 'import', 'tudo.json')).output).toBe(none)
    const other = await createTestCore()
    await run(other.core, 'import', 'tudo.json')
    expect((await run(other.core, 'import', 'tudo.json')).output).toBe(none)
    await run(other.core, 'export', 'all', 'volta.json')
    expect((await run(house.core, 'import', 'volta.json')).output).toBe(none)
  })

  it('make people who are nobody there, under the ids they have, and give tasks to them', async () => {
    const carla = await house.core.people.add({ name: 'Carla', chain: [], quietHours: null, briefTime: null })
    await house.core.tasks.create(actorOf(house.ana), { title: 'x', assigneeId: carla.id })
    await run(house.core, 'export', 'people', 'people.csv')
    await run(house.core, 'export', 'tasks', 'tasks.csv')
    const other = await elsewhere()
    await run(other.core, 'import', 'people.csv')
    await run(other.core, 'import', 'tasks.csv')
    expect(await other.core.people.get(carla.id)).toMatchObject({
      name: 'Carla',
      chain: [],
      quietHours: null,
      briefTime: null,
    })
    expect(await tasksOf(other)).toMatchObject([{ title: 'x', assigneeId: carla.id }])
  })

  it('plan the reminders of what is still to come', async () => {
    const rows = 'title,due_date,due_time,assignee_id\nDentista,2026-11-24,10:30,whatsapp:5511977776666\n'
    await run(house.core, 'import', write('t.csv', rows))
    house.clock.set(new Date('2026-11-24T13:31:00Z'))
    await house.drain()
    expect(house.whatsapp.sent).toMatchObject([{ message: { subject: expect.stringContaining('Dentista') } }])
  })

  it('write a file that only its owner reads, and print without one', async () => {
    await run(house.core, 'export', 'people', 'people.json')
    expect(statSync(join(folder, 'people.json')).mode & 0o777).toBe(0o600)
    const { output } = await run(house.core, 'export', 'people')
    expect(JSON.parse(output)).toMatchObject({ sparkone_export: 1, people: [{ name: 'Ana' }, { name: 'Bruno' }] })
  })
})

describe('a spreadsheet', () => {
  it('is shown no cell that it would run', async () => {
    await furnish(house)
    await run(house.core, 'export', 'tasks', 'tasks.csv')
    const { data } = papa.parse<string[]>(read('tasks.csv'))
    expect(data).toHaveLength(5)
    expect(data.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
    expect(data[1]).toContain('\'=HYPERLINK("http://x")')
  })

  it('of Brazil opens it by itself, since its separator is the semicolon', async () => {
    await furnish(house)
    const context = commandContext({ locale: 'pt-BR', cwd: folder })
    await runDataCommand(house.core, ['export', 'tasks', 'tarefas.csv'], context)
    expect(read('tarefas.csv')).toMatch(/^\uFEFFuid;title;/)
    expect((await run(house.core, 'import', 'tarefas.csv')).output).toBe(
      'New people: 0. New tasks: 0. There already: 3.',
    )
  })

  it('may save with semicolons, a mark at the beginning and without columns it has no use for', async () => {
    await run(house.core, 'import', write('t.csv', '\uFEFFtitle;priority;labels\r\nComprar pão;high;"casa;feira"\r\n'))
    expect(await tasksOf(house)).toMatchObject([{ title: 'Comprar pão', priority: 'high', labels: ['casa', 'feira'] }])
  })

  it('imported twice adds nothing, though its rows have no ids, and equal rows are two', async () => {
    write('t.csv', 'title\nA\nA\nB\n')
    expect((await run(house.core, 'import', 't.csv')).output).toContain('New tasks: 3')
    expect((await run(house.core, 'import', 't.csv')).output).toContain('New tasks: 0')
  })
})

describe('an import with something wrong in it', () => {
  it('names every bad row by its line, and stores nothing of the others', async () => {
    const rows = [
      'title,priority,due_date,due_time,assignee_id',
      'Boa,,,,',
      '"Com\nquebra",altíssima,,,',
      ',low,,,',
      'Data,,2026-02-30,,',
      'Hora,,,10:00,',
      'Ninguém,,,,x-1',
      'Curta,low',
      `${'x'.repeat(501)},,,,`,
    ]
    const { code, output } = await run(house.core, 'import', write('t.csv', rows.join('\n')))
    expect(code).toBe(1)
    expect(output.split('\n')[0]).toBe('Nothing was stored:')
    expect([...output.matchAll(/line (\d+): /g)].map((match) => match[1])).toEqual(['3', '5', '6', '7', '8', '9', '10'])
    expect(await tasksOf(house)).toEqual([])
  })

  it('of JSON names the entry', async () => {
    const text = JSON.stringify({ sparkone_export: 1, people: [{ nome: 'x' }], tasks: [{ title: 'ok' }, { title: 7 }] })
    const { code, output } = await run(house.core, 'import', write('t.json', text))
    expect(code).toBe(1)
    expect(output).toMatch(/people\[0\]: [\s\S]*tasks\[1\]: title/)
    expect(await tasksOf(house)).toEqual([])
  })

  it.each([
    ['empty.csv', '', 'first line does not say'],
    ['other.csv', 'foo,bar\n1,2\n', 'first line does not say'],
    ['column.csv', 'title,dono\nx,y\n', 'no column "dono"'],
    ['garbage.json', '{', 'no export of SparkOne'],
    ['list.json', '[]', 'no export of SparkOne'],
    ['newer.json', '{"sparkone_export": 2}', 'no export of SparkOne'],
  ])('that is %s is refused in words', async (name, text, said) => {
    const { code, output } = await run(house.core, 'import', write(name, text))
    expect(code).toBe(1)
    expect(output).toContain(said)
  })

  it('that is no UTF-8, or not there, is refused in words', async () => {
    writeFileSync(join(folder, 'latin.csv'), Buffer.from('title\nP\xe3o\n', 'latin1'))
    expect((await run(house.core, 'import', 'latin.csv')).output).toContain('UTF-8')
    expect((await run(house.core, 'import', 'nowhere.csv')).output).toContain('cannot be read')
    expect(await run(house.core, 'import', 'x.xlsx')).toMatchObject({ code: 2 })
  })
})
