import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionSettings, setUpNotion } from '../../../adapters/notion/index.ts'
import { COPY_FIELDS } from '../../../core/sync/ports.ts'
import { makeProperty, type NotionServer, startNotionServer, taskSchema } from '../../support/notion-server.ts'

describe('their schema', () => {
  let server: NotionServer
  beforeEach(async () => {
    server = await startNotionServer()
  })
  afterEach(() => server.stop())
  const open = (more: Partial<NotionSettings> = {}) =>
    createNotionMirror({ apiKey: server.apiKey, database: server.database.id, baseUrl: server.url, ...more })
  const shape = (more: Partial<NotionSettings> = {}) => open(more).describe()
  const trouble = async (more: Partial<NotionSettings> = {}) => {
    const found = await shape(more)
    return found.state === 'stopped' ? found.trouble : null
  }
  const withSchema = (...schemas: Parameters<NotionServer['addDatabase']>[1][]) =>
    server.addDatabase('Outra', ...schemas).database

  it('is found by the id of the database, by that of its data source, and by the address of its page', async () => {
    const [source] = server.database.sources
    const bare = server.database.id.replaceAll('-', '')
    for (const database of [
      server.database.id,
      source?.id ?? '',
      `https://www.notion.so/casa/Tarefas-${bare}?v=${bare}`,
    ]) {
      expect(await shape({ database })).toMatchObject({ state: 'ready', fields: COPY_FIELDS })
    }
  })

  it('is looked at once in a while, and at once when asked', async () => {
    const mirror = open()
    await mirror.describe()
    const before = server.requests.length
    await mirror.describe()
    await mirror.find(['x'])
    expect(
      server.requests.filter(({ path }) => path.includes('data_sources') && !path.endsWith('/query')),
    ).toHaveLength(1)
    server.hand.remove('SparkOne ID')
    expect((await mirror.describe()).state).toBe('ready')
    expect(await mirror.describe({ fresh: true })).toMatchObject({ trouble: { code: 'missing_key' } })
    expect(server.requests.length).toBeGreaterThan(before)
  })

  it('has to be chosen where a database has several data sources, and either is found by its own id', async () => {
    const database = withSchema(taskSchema(), taskSchema())
    const found = await trouble({ database: database.id })
    expect(found?.code).toBe('choose_source')
    for (const { id, name } of database.sources) {
      expect(found?.params.names).toContain(`${name} (${id})`)
      expect(await shape({ database: id })).toMatchObject({ state: 'ready' })
    }
  })

  it('is not there for whoever it is not shared with, for another token, and for an id of nothing', async () => {
    server.hand.share(false)
    expect(await trouble()).toEqual({ code: 'not_shared', params: { name: 'SparkOne' } })
    expect(await trouble({ database: crypto.randomUUID() })).toMatchObject({ code: 'not_shared' })
    expect(await trouble({ database: 'Tarefas' })).toMatchObject({ code: 'not_found' })
    expect(await trouble({ apiKey: 'ntn_wrong' })).toMatchObject({ code: 'credentials_refused' })
    server.hand.share(true)
    server.database.inTrash = true
    expect(await trouble()).toMatchObject({ code: 'not_found' })
    expect(await trouble({ database: server.database.sources[0]?.id ?? '' })).toMatchObject({ code: 'not_found' })
  })

  it('needs the key, by its name, of its type', async () => {
    server.hand.rename('SparkOne ID', 'Código')
    expect(await trouble()).toEqual({ code: 'missing_key', params: { name: 'SparkOne ID' } })
    expect(await shape({ properties: { key: 'Código' } })).toMatchObject({ state: 'ready' })
    expect(await trouble({ properties: { key: 'Custo' } })).toEqual({
      code: 'wrong_type',
      params: { name: 'Custo', type: 'rich_text' },
    })
  })

  it('is read in English and in Portuguese, as a status and as a select, whatever the accents', async () => {
    const english = withSchema([
      makeProperty('Task name', 'title'),
      makeProperty('STATUS', 'status', ['Not started', 'In progress', 'Done', 'Canceled']),
      makeProperty('Due date', 'date'),
      makeProperty('Priority', 'select', ['Low', 'Medium', 'High', 'Urgent']),
      makeProperty('Assignee', 'people'),
      makeProperty('Tags', 'multi_select'),
      makeProperty('Notes', 'rich_text'),
      makeProperty('SparkOne ID', 'rich_text'),
    ])
    expect(await shape({ database: english.id })).toMatchObject({ state: 'ready', fields: COPY_FIELDS })
    const bare = withSchema([
      makeProperty('O quê', 'title'),
      makeProperty('Etapa', 'status', ['Nao iniciada', 'FAZENDO', 'Concluido', 'cancelado']),
      makeProperty('SparkOne ID', 'rich_text'),
    ])
    expect(await shape({ database: bare.id })).toMatchObject({ state: 'ready', fields: ['title', 'status'] })
  })

  it('stops the mirror when an option of the status is missing, and says which', async () => {
    server.hand.removeOption('Situação', 'Cancelada')
    expect(await trouble()).toEqual({ code: 'missing_option', params: { name: 'Situação', option: 'Cancelada' } })
    server.hand.addOption('Situação', 'Deixada de lado')
    const options = { status: { cancelled: 'Deixada de lado' } }
    expect(await shape({ options })).toMatchObject({ state: 'ready' })
    expect(await trouble({ options: { status: { cancelled: 'Não há' } } })).toMatchObject({
      params: { option: 'Não há' },
    })
  })

  it('names a missing option in the language of the others', async () => {
    const options = ['Not started', 'In progress', 'Done']
    const properties = [
      makeProperty('Name', 'title'),
      makeProperty('Status', 'status', options),
      makeProperty('SparkOne ID', 'rich_text'),
    ]
    const { database } = server.addDatabase('Tasks', properties)
    expect(await trouble({ database: database.id })).toEqual({
      code: 'missing_option',
      params: { name: 'Status', option: 'Cancelled' },
    })
  })

  it('may have names that mean something to a program', async () => {
    for (const name of ['__proto__', 'constructor', 'toString']) server.hand.addProperty(makeProperty(name, 'number'))
    server.hand.addProperty(makeProperty('title', 'rich_text'))
    expect(await shape({ properties: { description: 'title' } })).toMatchObject({ fields: COPY_FIELDS })
    const id = server.hand.add({ Nome: 'Uma', title: 'Descrita' })
    const mirror = open({ properties: { description: 'title' } })
    expect((await mirror.read([id]))[0]?.fields).toMatchObject({ title: 'Uma', description: 'Descrita' })
  })

  it('stops the mirror when what was configured is not there, or of another type', async () => {
    expect(await trouble({ properties: { due: 'Entrega' } })).toEqual({
      code: 'missing_field',
      params: { name: 'Entrega' },
    })
    expect(await trouble({ properties: { due: 'Custo' } })).toEqual({
      code: 'wrong_type',
      params: { name: 'Custo', type: 'date' },
    })
    server.hand.remove('Situação')
    expect(await trouble()).toMatchObject({ code: 'missing_field' })
  })

  it('leaves out what it does not have, and what a person leaves out', async () => {
    server.hand.remove('Prioridade')
    server.hand.rename('Descrição', 'Anexos')
    expect(await shape({ properties: { assignee: null } })).toMatchObject({
      fields: ['title', 'status', 'due', 'labels'],
    })
  })

  it('may know fewer priorities than we do, unless a person said which is which', async () => {
    server.hand.removeOption('Prioridade', 'Urgente')
    expect(await shape()).toMatchObject({ state: 'ready', fields: COPY_FIELDS })
    expect(await trouble({ properties: { priority: 'Prioridade' } })).toMatchObject({
      code: 'missing_option',
      params: { name: 'Prioridade', option: 'Urgente' },
    })
  })

  it('is not read without the right to', async () => {
    server.allow({ read: false })
    expect(await trouble()).toMatchObject({ code: 'credentials_refused' })
  })

  it('says nothing of the right to write until a write is refused, and then stands still', async () => {
    server.allow({ insert: false, update: false })
    const mirror = open()
    expect(await mirror.describe()).toMatchObject({ state: 'ready' })
    const copy = { title: 'x', description: null, status: 'pending', priority: 'low', due: null, labels: [] } as const
    const create = mirror.write([{ type: 'create', key: 'k', taskId: 1, copy: { ...copy, assignee: null } }])
    await expect(create).rejects.toMatchObject({ kind: 'misconfigured' })
    expect(await mirror.describe({ fresh: true })).toMatchObject({ trouble: { code: 'credentials_refused' } })
  })

  describe('of a fresh database', () => {
    it.each(['pt-BR', 'en'] as const)('in %s is one the mirror takes as it is', async (locale) => {
      const page = server.addPage()
      const settings = { apiKey: server.apiKey, baseUrl: server.url }
      const made = await setUpNotion(settings, { page, locale, title: 'SparkOne' })
      if (!made.ok) throw new Error(made.trouble.code)
      const found = { state: 'ready', fields: COPY_FIELDS, url: made.url }
      expect(await shape({ database: made.databaseId })).toMatchObject(found)
    })

    it('is not made where the page is not shared, or the right is missing', async () => {
      const settings = { apiKey: server.apiKey, baseUrl: server.url }
      const ask = (page: string) => setUpNotion(settings, { page, locale: 'en', title: 'x' })
      expect(await ask(crypto.randomUUID())).toEqual({ ok: false, trouble: { code: 'no_page' } })
      expect(await ask('uma página')).toEqual({ ok: false, trouble: { code: 'bad_page' } })
      const page = server.addPage()
      server.allow({ insert: false })
      expect(await ask(page)).toMatchObject({ ok: false, trouble: { code: 'credentials_refused' } })
    })
  })

  describe('as a health check sees it', () => {
    it('is ready, or says in one word why not', async () => {
      expect(await open().probe()).toEqual({ status: 'ok', detail: 'ready' })
      server.hand.remove('SparkOne ID')
      expect(await open().probe()).toEqual({ status: 'unavailable', detail: 'missing_key' })
      server.revoke(true)
      expect(await open().probe()).toEqual({ status: 'unavailable', detail: 'credentials_refused' })
    })

    it('is asked even when the budget is spent, and never waits long', async () => {
      const admit = () => Promise.reject(new Error('spent'))
      expect(await open({ admit }).probe()).toEqual({ status: 'ok', detail: 'ready' })
      server.always('*', { kind: 'stall_headers' })
      expect((await open({ timeoutMs: 100 }).probe()).status).toBe('unavailable')
      server.always('*', server.throttle(60))
      expect(await open().probe()).toEqual({ status: 'unavailable', detail: 'throttled' })
    })
  })
})
