import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionMirror } from '../../../adapters/notion/index.ts'
import { PortError } from '../../../core/kernel/errors.ts'
import type { Copy, MirrorWrite, RemoteEntry } from '../../../core/sync/ports.ts'
import { type NotionServer, startNotionServer, taskSchema } from '../../support/notion-server.ts'

const COPY: Copy = {
  title: 'Trocar o disco',
  description: 'Antes que encha.',
  status: 'pending',
  priority: 'high',
  due: { at: '2026-11-28T17:00:00Z' },
  labels: ['casa'],
  assignee: 'Ana',
}

describe('pages', () => {
  let server: NotionServer
  let mirror: NotionMirror
  beforeEach(async () => {
    server = await startNotionServer({ schemas: [taskSchema({ status: 'status' })] })
    const { apiKey, url: baseUrl, database } = server
    mirror = createNotionMirror({ apiKey, database: database.id, baseUrl, timeoutMs: 20_000 })
    await mirror.describe()
  })
  afterEach(() => server.stop())

  const write = async (one: MirrorWrite) => (await mirror.write([one]))[0]
  const created = async (copy: Partial<Copy> = {}): Promise<RemoteEntry> => {
    const key = crypto.randomUUID()
    const result = await write({ type: 'create', key, taskId: 1, copy: { ...COPY, ...copy } })
    if (result?.type !== 'done') throw new Error('It was not created.')
    return result.entry
  }
  const update = (externalId: string, changes: Partial<Copy>) => write({ type: 'update', externalId, changes })
  const readOne = async (id: string) => (await mirror.read([id]))[0] ?? null
  const optionsOf = (name: string) => server.hand.property(name).options.map((option) => option.name)
  const asked = (method: string, path: string) =>
    server.requests.filter((one) => one.method === method && one.path.includes(path)).length

  describe('written', () => {
    it('cost one request each, and two out of the trash', async () => {
      const { externalId, key } = await created()
      expect(asked('POST', '/pages')).toBe(1)
      await update(externalId, { title: 'Outro' })
      await write({ type: 'trash', externalId })
      expect(asked('PATCH', '/pages')).toBe(2)
      await write({ type: 'restore', externalId, key: key ?? '', taskId: 1, copy: COPY })
      expect(asked('PATCH', '/pages')).toBe(4)
    })

    it('name properties by id, so that a new name of one changes nothing', async () => {
      server.hand.rename('Prazo', 'Até quando')
      const { externalId } = await created()
      expect(await readOne(externalId)).toMatchObject({ fields: COPY, problems: [] })
    })

    it('follow an option that a person renamed', async () => {
      server.hand.renameOption('Situação', 'Concluída', 'Pronto!')
      const { externalId } = await created({ status: 'completed' })
      expect((await readOne(externalId))?.fields.status).toBe('completed')
      expect(optionsOf('Situação')).not.toContain('Concluída')
    })

    it.each(['Situação', 'Prioridade'])('never bring back an option of %s that a person removed', async (name) => {
      const { externalId } = await created()
      const removed = name === 'Situação' ? 'Concluída' : 'Urgente'
      server.hand.removeOption(name, removed)
      const changes = name === 'Situação' ? ({ status: 'completed' } as const) : ({ priority: 'urgent' } as const)
      await expect(update(externalId, changes)).rejects.toMatchObject({ name: 'PortError' })
      expect(optionsOf(name)).not.toContain(removed)
      const shape = await mirror.describe()
      if (name === 'Situação') expect(shape).toMatchObject({ trouble: { code: 'missing_option' } })
      else
        expect(await update(externalId, changes)).toMatchObject({ entry: { problems: [{ code: 'missing_option' }] } })
      expect(optionsOf(name)).not.toContain(removed)
    })

    it('make a label that was not there, for labels are what people write', async () => {
      const { externalId } = await created({ labels: ['casa', 'jardim'] })
      expect((await readOne(externalId))?.fields.labels).toEqual(['casa', 'jardim'])
    })

    it('leave out a field that cannot be written, say so, and write the others', async () => {
      const { externalId } = await created()
      const result = await update(externalId, {
        title: 'Outro',
        assignee: 'Zé',
        labels: ['um, dois'],
        description: 'a'.repeat(190_001),
      })
      if (result?.type !== 'done') throw new Error('It was not done.')
      expect(result.entry.problems).toEqual([
        { field: 'description', code: 'too_long', value: null },
        { field: 'labels', code: 'missing_option', value: 'um, dois' },
        { field: 'assignee', code: 'unknown_person', value: 'Zé' },
      ])
      expect(Object.keys(result.entry.fields).sort()).toEqual(['due', 'priority', 'status', 'title'])
      expect((await readOne(externalId))?.fields).toEqual({ ...COPY, title: 'Outro' })
    })

    it('find people by name or e-mail, asking for all of them once', async () => {
      const one = await created({ assignee: 'ANA' })
      const other = await created({ assignee: 'bruno@example.org' })
      expect([one, other].map(({ fields }) => fields.assignee)).toEqual(['Ana', 'Bruno'])
      expect(asked('GET', '/users')).toBe(2) // Who we are, and everybody.
    })

    it('find nobody without the right to read users, and the task is there all the same', async () => {
      server.allow({ users: 'none' })
      expect(await created()).toMatchObject({ problems: [{ field: 'assignee', code: 'unknown_person' }] })
    })

    it('are gone when a person trashed them, purged them or took them elsewhere', async () => {
      const [trashed, purged] = [await created(), await created()]
      server.hand.trash(trashed.externalId)
      server.hand.purge(purged.externalId)
      expect(await update(trashed.externalId, { title: 'x' })).toEqual({ type: 'gone' })
      expect(await update(purged.externalId, { title: 'x' })).toEqual({ type: 'gone' })
      const restore = { type: 'restore', externalId: purged.externalId, key: 'k', taskId: 1, copy: COPY } as const
      expect(await write(restore)).toEqual({ type: 'gone' })
      expect(await update('not an id/../users', { title: 'x' })).toEqual({ type: 'gone' })
    })

    it('are not gone when the database is not shared any more: the whole mirror stands still', async () => {
      const { externalId } = await created()
      server.hand.share(false)
      await expect(update(externalId, { title: 'x' })).rejects.toMatchObject({ kind: 'misconfigured' })
      await expect(mirror.read([externalId])).rejects.toMatchObject({ kind: 'misconfigured' })
      await expect(created()).rejects.toMatchObject({ kind: 'misconfigured' })
    })

    it('are not made without a key: when a person removes its property, the mirror stands still', async () => {
      server.hand.remove('SparkOne ID')
      await expect(mirror.pull({ cursor: null, mode: 'changes' })).rejects.toMatchObject({ kind: 'misconfigured' })
      await expect(created()).rejects.toMatchObject({ kind: 'misconfigured' })
      await expect(mirror.find(['k'])).rejects.toMatchObject({ kind: 'misconfigured' })
      expect(server.workspace.rows.size).toBe(0)
    })

    it('are not taken for new ones when their key does not come with them', async () => {
      const { externalId } = await created()
      const { api } = server.workspace
      const page = api.page(externalId, ['title'])
      const body = { object: 'list', results: [page], has_more: false, next_cursor: null }
      server.fault('POST /query', { kind: 'answer', status: 200, body })
      await expect(mirror.pull({ cursor: null, mode: 'changes' })).rejects.toMatchObject({ name: 'PortError' })
    })

    it('wait for the next look when a person changed the schema meanwhile', async () => {
      const { externalId } = await created()
      server.hand.remove('Descrição')
      await expect(update(externalId, { description: 'x' })).rejects.toMatchObject({ kind: 'unavailable' })
      expect(await update(externalId, { title: 'Outro', description: 'x' })).toMatchObject({ type: 'done' })
    })

    it.each([
      [{ start: '2026-12-01', end: '2026-12-05' }, { date: '2026-12-08' }, { start: '2026-12-01', end: '2026-12-08' }],
      [{ start: '2026-12-01', end: '2026-12-05' }, { date: '2026-11-20' }, { start: '2026-11-20', end: null }],
      [{ start: '2026-12-01', end: '2026-12-05' }, { at: '2026-12-08T12:00:00Z' }, { end: null }],
      [
        { start: '2026-12-01T09:00:00-03:00', end: '2026-12-01T10:00:00-03:00' },
        { at: '2026-12-01T15:00:00Z' },
        { start: '2026-12-01T09:00:00.000-03:00', end: '2026-12-01T15:00:00.000+00:00' },
      ],
      [{ start: '2026-12-01' }, { date: '2026-12-08' }, { start: '2026-12-08', end: null }],
    ] as const)('keep where a range of theirs begins, %j moved to %j', async (range, due, left) => {
      const id = server.hand.add({ Nome: 'Viagem', Prazo: { ...range } })
      expect(await update(id, { due })).toMatchObject({ type: 'done', entry: { fields: { due } } })
      const { values } = server.workspace.rows.get(id) ?? {}
      expect(values?.get(server.hand.property('Prazo').id)).toMatchObject(left)
      await update(id, { title: 'Outra' })
      expect(asked('GET', `/pages/${id}`)).toBe(1)
    })

    it('never change a property of theirs', async () => {
      const { externalId } = await created()
      server.hand.edit(externalId, { Custo: '7' })
      await update(externalId, { ...COPY, title: 'Outro' })
      const sent = server.requests.flatMap(({ method, body }) =>
        method === 'PATCH' || method === 'POST' ? Object.keys((body as { properties?: object }).properties ?? {}) : [],
      )
      expect(sent).not.toContain(server.hand.property('Custo').id)
    })
  })

  describe('read', () => {
    it('have the whole of a text that their page objects cut', async () => {
      const id = server.hand.add({ Nome: 'Longa', Situação: 'A fazer' })
      const pieces = Array.from({ length: 250 }, (_, index) => `parte ${index} `)
      server.hand.format(id, 'Descrição', pieces)
      expect((await readOne(id))?.fields.description).toBe(pieces.join(''))
      expect(asked('GET', '/properties/')).toBe(3)
    })

    it('never have a shortened text: when the rest does not come, the page is not read', async () => {
      const id = server.hand.add({ Nome: 'Longa' })
      server.hand.format(
        id,
        'Descrição',
        Array.from({ length: 30 }, () => 'x'),
      )
      server.always('GET /pages', { kind: 'reset_before' })
      await expect(mirror.pull({ cursor: null, mode: 'changes' })).rejects.toMatchObject({ kind: 'unavailable' })
      server.always('GET /pages', null)
      server.hand.format(
        id,
        'Descrição',
        Array.from({ length: 2100 }, () => 'x'),
      )
      const entry = await readOne(id)
      expect(entry?.problems).toContainEqual({ field: 'description', code: 'unreadable', value: null })
      expect(entry?.fields).not.toHaveProperty('description')
    })

    it('tell an option of their own making by its group, and say so of one without', async () => {
      server.hand.addOption('Situação', 'Bloqueada', 'In progress')
      server.hand.addOption('Prioridade', 'Talvez')
      const id = server.hand.add({ Nome: 'x', Situação: 'Bloqueada', Prioridade: 'Talvez' })
      await mirror.describe({ fresh: true })
      const entry = await readOne(id)
      expect(entry?.fields.status).toBe('in_progress')
      expect(entry?.problems).toEqual([{ field: 'priority', code: 'unreadable', value: 'Talvez' }])
    })

    it('have no value where a person chose none, and no problem either', async () => {
      const id = server.hand.add({ Nome: 'Só o nome', Prioridade: null })
      const entry = await readOne(id)
      expect(entry?.fields).toEqual({
        title: 'Só o nome',
        description: null,
        status: 'pending',
        due: null,
        labels: [],
        assignee: null,
      })
      expect(entry?.problems).toEqual([])
    })

    it('have a problem where a title is empty or longer than a task’s', async () => {
      const [blank, long] = [server.hand.add({}), server.hand.add({ Nome: '🙂'.repeat(501) })]
      expect((await readOne(blank))?.problems).toEqual([{ field: 'title', code: 'empty', value: null }])
      expect((await readOne(long))?.problems).toEqual([{ field: 'title', code: 'too_long', value: null }])
    })

    it('have nobody we can name without the right to read users', async () => {
      const id = server.hand.add({ Nome: 'x', Responsável: ['Ana'] })
      server.allow({ users: 'none' })
      expect((await readOne(id))?.problems).toEqual([{ field: 'assignee', code: 'unreadable', value: null }])
    })

    it('are not there when a person took them to another database', async () => {
      const { externalId } = await created()
      const [source] = server.addDatabase('Arquivo').database.sources
      if (source === undefined) throw new Error('No data source.')
      server.hand.move(externalId, source)
      expect(await readOne(externalId)).toBeNull()
    })

    it('tell when they were made and edited, to the minute, and by whom', async () => {
      const ours = await created()
      const theirs = await readOne(server.hand.add({ Nome: 'x' }))
      expect([ours.isOurs, theirs?.isOurs]).toEqual([true, false])
      for (const at of [ours.createdAt, ours.editedAt]) expect(at?.toISOString()).toMatch(/:00\.000Z$/)
      expect(ours.url).toMatch(/^https:/)
    })
  })

  it('are read to the end, also when they are more than the budget allows at once', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => server.hand.add({ Nome: `Tarefa ${index}` }))
    server.hand.trash(ids[7] ?? '')
    let left = 0
    const spent = new PortError('notion', 'throttled', 'Spent.', { retryAfterMs: 1 })
    const { apiKey, url: baseUrl, database } = server
    const admit = async (): Promise<void> => {
      left -= 1
      if (left < 0) throw spent
    }
    const slow = createNotionMirror({ apiKey, database: database.id, baseUrl, admit })
    const attempt = () => {
      left = 25
      return slow.read(ids)
    }
    await expect(attempt()).rejects.toBe(spent)
    await expect(attempt()).rejects.toBe(spent)
    const read = await attempt()
    expect(read.map((entry) => entry?.externalId)).toEqual(ids)
    expect(read.filter((entry) => entry?.isTrashed)).toHaveLength(1)
    expect(asked('GET', '/pages/')).toBe(60)
    // The next one begins anew.
    server.hand.trash(ids[8] ?? '')
    left = 100
    expect((await slow.read(ids)).filter((entry) => entry?.isTrashed)).toHaveLength(2)
  })

  describe('found by key', () => {
    it('are all those that have it, the oldest first, archived ones too', async () => {
      const { key, externalId } = await created()
      const copied = server.hand.copy(externalId)
      const hidden = await created()
      server.hand.archive(hidden.externalId)
      const found = await mirror.find([key ?? '', hidden.key ?? ''])
      expect(found.map((entry) => entry.externalId).sort()).toEqual([externalId, copied, hidden.externalId].sort())
    })

    it('are found by the hundred', async () => {
      const entries = await Promise.all(Array.from({ length: 120 }, () => created()))
      const before = server.requests.length
      const found = await mirror.find(entries.map(({ key }) => key ?? ''))
      expect(new Set(found.map(({ key }) => key)).size).toBe(120)
      expect(server.requests.length - before).toBe(3)
    })
  })
})
