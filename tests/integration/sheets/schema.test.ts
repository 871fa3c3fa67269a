import { afterEach, describe, expect, it } from 'vitest'
import { type SheetsSettings, setUpSheets } from '../../../adapters/sheets/index.ts'
import type { Copy, MirrorTrouble } from '../../../core/sync/ports.ts'
import { type OpenSheet, openSheet, TAB } from './open-sheet.ts'

const COPY: Copy = {
  title: 'Ligar',
  description: null,
  status: 'in_progress',
  priority: 'urgent',
  due: null,
  labels: [],
  assignee: null,
}

let sheet: OpenSheet | null = null
afterEach(async () => {
  await sheet?.close()
  sheet = null
})

const open = async (headers: readonly string[], settings: Partial<SheetsSettings> = {}): Promise<OpenSheet> => {
  sheet = await openSheet({ headers, settings })
  return sheet
}

const describing = async (headers: readonly string[], settings?: Partial<SheetsSettings>) =>
  (await open(headers, settings)).mirror.describe()

const create = async (of: OpenSheet, copy: Copy = COPY): Promise<void> => {
  const [result] = await of.mirror.write([{ type: 'create', key: crypto.randomUUID(), taskId: 1, copy }])
  expect(result?.type).toBe('done')
}

describe('columns', () => {
  it('are found by usual headers in both languages, blind to case and accents, in any order', async () => {
    expect(await describing(['SPARKONE ID', 'prazo', 'Titulo', 'STATUS'])).toMatchObject({
      state: 'ready',
      fields: ['title', 'status', 'due'],
    })
    await sheet?.close()
    expect(await describing(['Task', 'Due date', 'Status', 'Tags', 'Assigned to', 'SparkOne ID'])).toMatchObject({
      state: 'ready',
      fields: ['title', 'status', 'due', 'labels', 'assignee'],
    })
  })

  const stopping: Readonly<Record<string, readonly [readonly string[], Partial<SheetsSettings>, MirrorTrouble]>> = {
    'a key that is missing': [['Tarefa', 'Situação'], {}, { code: 'missing_key', params: { name: 'SparkOne ID' } }],
    'a title that is missing': [['Situação', 'SparkOne ID'], {}, { code: 'missing_field', params: { name: 'Tarefa' } }],
    'a status that is missing': [
      ['Tarefa', 'SparkOne ID'],
      {},
      { code: 'missing_field', params: { name: 'Situação' } },
    ],
    'in their language': [['Task', 'SparkOne ID'], {}, { code: 'missing_field', params: { name: 'Status' } }],
    'a configured one that is missing': [
      ['Tarefa', 'Situação', 'SparkOne ID'],
      { columns: { due: 'Data limite' } },
      { code: 'missing_field', params: { name: 'Data limite' } },
    ],
    'a header that stands there twice': [
      ['Tarefa', 'Situação', 'Prazo', 'prazo', 'SparkOne ID'],
      {},
      { code: 'duplicate_header', params: { name: 'Prazo' } },
    ],
    'an empty tab': [[], {}, { code: 'missing_field', params: { name: 'Tarefa' } }],
  }
  for (const [name, [headers, settings, trouble]] of Object.entries(stopping)) {
    it(`stop the mirror with a name to act on: ${name}`, async () => {
      expect(await describing(headers, settings)).toEqual({ state: 'stopped', trouble })
      expect(sheet?.received().writes).toBe(0)
    })
  }

  it('may be named, and left out', async () => {
    const settings = { columns: { title: 'O quê', key: 'id', due: null, priority: 'Peso' } }
    expect(await describing(['O quê', 'Tarefa', 'Prazo', 'Status', 'Peso', 'id'], settings)).toMatchObject({
      fields: ['title', 'status', 'priority'],
    })
  })

  it('that vanish or are renamed stop the mirror before anything is written beside them', async () => {
    const of = await open(['Tarefa', 'Situação', 'Prazo', 'SparkOne ID'])
    await create(of)
    const hand = of.server.hand()
    hand.rename('Prazo', 'Data limite máxima')
    const before = of.received().writes
    await expect(of.mirror.pull({ cursor: null, mode: 'changes' })).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(await of.mirror.describe({ fresh: true })).toEqual({
      state: 'stopped',
      trouble: { code: 'missing_field', params: { name: 'Prazo' } },
    })
    expect(of.received().writes).toBe(before)
    hand.rename('Data limite máxima', 'Prazo')
    expect((await of.mirror.describe({ fresh: true })).state).toBe('ready')
  })

  it('that vanish while nobody looks stop the next process too, unless configured away, or of another tab', async () => {
    const of = await open(['Tarefa', 'Situação', 'Etiquetas', 'SparkOne ID'])
    const shape = await of.mirror.describe()
    if (shape.state !== 'ready') throw new Error('It should be ready.')
    of.server.hand().rename('Etiquetas', 'Outra coisa')
    const describe = (settings: Parameters<typeof of.again>[0] = {}, url = shape.url) =>
      of.again(settings).describe({ before: { fields: shape.fields, url } })
    expect(await describe()).toMatchObject({ trouble: { code: 'missing_field', params: { name: 'Etiquetas' } } })
    expect((await describe({ columns: { labels: null } })).state).toBe('ready')
    expect((await describe({ columns: { labels: 'Outra coisa' } })).state).toBe('ready')
    expect((await describe({}, 'https://docs.google.com/spreadsheets/d/x/edit#gid=1')).state).toBe('ready')
    of.server.hand().rename('Outra coisa', 'Etiquetas')
    expect((await describe()).state).toBe('ready')
  })

  it('that vanish are named in the language of the others, or of the spreadsheet where there is none', async () => {
    const of = await open(['Task', 'Status', 'Labels', 'SparkOne ID'])
    expect((await of.mirror.describe()).state).toBe('ready')
    of.server.hand().rename('Labels', 'x')
    expect(await of.mirror.describe({ fresh: true })).toMatchObject({
      trouble: { code: 'missing_field', params: { name: 'Labels' } },
    })
    await of.close()
    const english = await openSheet({ headers: ['SparkOne ID'], locale: 'en_US' })
    expect(await english.mirror.describe()).toMatchObject({ trouble: { params: { name: 'Task' } } })
    await english.close()
  })

  it('are where their headers are, also after a person moved them', async () => {
    const of = await open(['Tarefa', 'Situação', 'Prioridade', 'SparkOne ID'])
    await create(of)
    of.server.change((tab) => ({
      ...tab,
      rows: tab.rows.map((row) => ({ ...row, cells: [{}, ...row.cells] })),
    }))
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'changes' })
    expect(entries[0]?.fields).toMatchObject({ title: 'Ligar', status: 'in_progress', priority: 'urgent' })
    await of.mirror.write([{ type: 'update', externalId: entries[0]?.externalId ?? '', changes: { title: 'Outro' } }])
    expect(of.server.hand().rowWhere('Tarefa', 'Outro')).toBe(1)
  })

  it('may begin anywhere in a tab: what stands above and beside is not ours', async () => {
    const of = await open(['Relatório'], { range: `${TAB}!C5:G` })
    of.server.setHeader(TAB, 4, ['Tarefa', '', 'Tarefa', 'Situação', 'Prazo', 'Prioridade', 'SparkOne ID', 'Tarefa'])
    expect(await of.mirror.describe()).toMatchObject({ fields: ['title', 'status', 'priority', 'due'] })
    await create(of)
    await create(of, { ...COPY, title: 'Segunda' })
    const cells = of.server
      .book()
      .tabs[0]?.rows.map((row) => row.cells.map((cell) => cell.userEnteredValue?.stringValue))
    expect(cells?.slice(5, 7).map((row) => [row[2], row[0] ?? null])).toEqual([
      ['Ligar', null],
      ['Segunda', null],
    ])
    expect((await of.mirror.pull({ cursor: null, mode: 'sweep' })).entries).toHaveLength(2)
  })
})

describe('words', () => {
  const written = (of: OpenSheet) => of.server.hand().table().at(-1)

  it('are those of the language of the headers', async () => {
    const pt = await open(['Tarefa', 'Status', 'Prioridade', 'SparkOne ID'])
    await create(pt)
    expect(written(pt)?.slice(0, 3)).toEqual(['Ligar', 'Em andamento', 'Urgente'])
    await pt.close()
    const en = await open(['Task', 'Status', 'Priority', 'SparkOne ID'])
    await create(en)
    expect(written(en)?.slice(0, 3)).toEqual(['Ligar', 'In progress', 'Urgent'])
  })

  const withChoices = (of: OpenSheet, column: number, choices: readonly string[]): void =>
    of.server.change((tab) => ({
      ...tab,
      rows: tab.rows.map((row, index) => {
        if (index === 0) return row
        const cells = [...row.cells]
        while (cells.length <= column) cells.push({})
        const values = choices.map((userEnteredValue) => ({ userEnteredValue }))
        cells[column] = { ...cells[column], dataValidation: { condition: { type: 'ONE_OF_LIST', values } } }
        return { ...row, cells }
      }),
    }))

  it('are those of the choices of the column, where it has a list', async () => {
    const of = await open(['Tarefa', 'Status', 'SparkOne ID'])
    withChoices(of, 1, ['Pendente', 'Fazendo', 'Feito', 'Cancelado'])
    await create(of)
    expect(written(of)?.[1]).toBe('Fazendo')
  })

  it('a choice that is missing stops the mirror and names it', async () => {
    const of = await open(['Tarefa', 'Status', 'SparkOne ID'])
    withChoices(of, 1, ['Pendente', 'Feito', 'Cancelado'])
    expect(await of.mirror.describe()).toEqual({
      state: 'stopped',
      trouble: { code: 'missing_option', params: { name: 'Status', option: 'Em andamento' } },
    })
  })

  it('may be configured, and one that means nothing is a problem of that field alone', async () => {
    const of = await open(['Tarefa', 'Status', 'SparkOne ID'], { options: { status: { in_progress: 'Na bancada' } } })
    await create(of)
    expect(written(of)?.[1]).toBe('Na bancada')
    of.server.hand().add({ Tarefa: 'Outra', Status: 'Talvez' })
    const { entries } = await of.mirror.pull({ cursor: null, mode: 'changes' })
    expect(entries.map(({ fields }) => fields.status)).toEqual(['in_progress', undefined])
    expect(entries[1]?.problems).toEqual([{ field: 'status', code: 'unreadable', value: 'Talvez' }])
  })
})

describe('mirror setup', () => {
  for (const locale of ['pt-BR', 'en'] as const) {
    it(`makes a tab that is ready, in ${locale}, once`, async () => {
      const of = await open(['Outra coisa'])
      const settings = {
        account: of.server.account,
        spreadsheetId: of.server.spreadsheetId,
        apiRootUrl: of.server.url,
        tokenUrl: of.server.tokenUrl,
      }
      const made = await setUpSheets(settings, { locale, title: "Tarefas d'Ana" })
      if (!made.ok) throw new Error(made.trouble.code)
      const mirror = of.again({ range: made.range })
      const shape = await mirror.describe()
      expect(shape).toMatchObject({ state: 'ready' })
      if (shape.state === 'ready') expect(shape.fields).toHaveLength(7)
      const [result] = await mirror.write([{ type: 'create', key: crypto.randomUUID(), taskId: 1, copy: COPY }])
      expect(result).toMatchObject({ type: 'done', entry: { fields: COPY, problems: [] } })
      expect(await setUpSheets(settings, { locale, title: "Tarefas d'Ana" })).toMatchObject({ ok: false })
      expect(of.server.book().tabs).toHaveLength(2)
    })
  }

  it('says whom to share the spreadsheet with', async () => {
    const of = await open([])
    of.server.share(false)
    const { account, spreadsheetId, url: apiRootUrl, tokenUrl } = of.server
    expect(await setUpSheets({ account, spreadsheetId, apiRootUrl, tokenUrl }, { locale: 'pt-BR' })).toEqual({
      ok: false,
      trouble: { code: 'not_shared', params: { email: account.clientEmail } },
    })
  })
})
