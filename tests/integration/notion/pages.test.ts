import { beforeEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionMirror } from '../../../adapters/notion/index.ts'
import type { NotionServer } from '../../support/notion-server.ts'
import { COPY, withPages } from './pages.ts'

describe('pages', () => {
  const { current, write, created, update, readOne, optionsOf, asked } = withPages()
  let server: NotionServer
  let mirror: NotionMirror
  beforeEach(() => {
    ;({ server, mirror } = current())
  })

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

    it('never make a label that has no option: it is left out and told of, and the others are written', async () => {
      const left = (...labels: readonly string[]) =>
        labels.map((value) => ({ field: 'labels', code: 'missing_option', value }))
      const before = optionsOf('Etiquetas')
      const entry = await created({ labels: ['casa', 'jardim', 'quintal'] })
      expect(entry).toMatchObject({ fields: { labels: ['casa'] }, problems: left('jardim', 'quintal') })
      const updated = await update(entry.externalId, { labels: ['jardim', 'servidor'] })
      expect(updated).toMatchObject({ entry: { fields: { labels: ['servidor'] }, problems: left('jardim') } })
      await write({ type: 'trash', externalId: entry.externalId })
      const copy = { ...COPY, labels: ['quintal'] }
      const { externalId } = entry
      const restored = await write({ type: 'restore', externalId, key: entry.key ?? '', taskId: 1, copy })
      expect(restored).toMatchObject({ entry: { fields: { labels: [] }, problems: left('quintal') } })
      expect(optionsOf('Etiquetas')).toEqual(before)
    })

    it('never bring back a label whose option a person removed since we looked', async () => {
      const { externalId } = await created({ labels: [] })
      server.hand.removeOption('Etiquetas', 'casa')
      await expect(update(externalId, { labels: ['casa'] })).rejects.toMatchObject({ kind: 'unavailable' })
      expect(optionsOf('Etiquetas')).not.toContain('casa')
      expect(await update(externalId, { labels: ['casa'] })).toMatchObject({ entry: { fields: { labels: [] } } })
      expect(optionsOf('Etiquetas')).not.toContain('casa')
    })

    it('write a label once its option is there, and follow one that a person renamed', async () => {
      const { externalId } = await created({ labels: ['jardim'] })
      server.hand.addOption('Etiquetas', ' jardim ')
      server.hand.renameOption('Etiquetas', 'casa', 'lar')
      const shape = await mirror.describe({ fresh: true })
      if (shape.state !== 'ready') throw new Error('It is ready.')
      expect(['jardim', 'lar', 'casa', 'quintal'].map((label) => shape.canLabel?.(label))).toEqual([
        true,
        true,
        false,
        false,
      ])
      expect(await update(externalId, { labels: ['jardim', 'lar'] })).toMatchObject({
        entry: { fields: { labels: ['jardim', 'lar'] }, problems: [] },
      })
    })

    it('know the new name of an option, and a new one, from the first page that shows it', async () => {
      const { externalId } = await created({ labels: ['casa'] })
      server.hand.renameOption('Etiquetas', 'casa', 'lar')
      const other = server.hand.add({ Nome: 'Outra', Etiquetas: ['varanda'] })
      await mirror.read([externalId, other])
      expect(await update(externalId, { labels: ['casa', 'lar', 'varanda'] })).toMatchObject({
        entry: {
          fields: { labels: ['lar', 'varanda'] },
          problems: [{ field: 'labels', code: 'missing_option', value: 'casa' }],
        },
      })
    })

    it('make a label that was not there only where the installation says so, but for one that no option can be', async () => {
      const { apiKey, url: baseUrl, database } = server
      const making = createNotionMirror({ apiKey, database: database.id, baseUrl, createsLabels: true })
      const shape = await making.describe()
      if (shape.state !== 'ready') throw new Error('It is ready.')
      expect(['casa', 'jardim', 'um, dois'].map((label) => shape.canLabel?.(label))).toEqual([true, true, false])
      const copy = { ...COPY, labels: ['casa', 'jardim', 'um, dois'] }
      const [result] = await making.write([{ type: 'create', key: crypto.randomUUID(), taskId: 1, copy }])
      expect(result).toMatchObject({
        entry: {
          fields: { labels: ['casa', 'jardim'] },
          problems: [{ field: 'labels', code: 'missing_option', value: 'um, dois' }],
        },
      })
      expect(optionsOf('Etiquetas')).toEqual(['casa', 'servidor', 'urgência', 'jardim'])
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
      expect(result.entry.fields).toEqual({ ...COPY, title: 'Outro', labels: [] })
      expect((await readOne(externalId))?.fields).toEqual({ ...COPY, title: 'Outro', labels: [] })
    })

    it('find people by name or e-mail, asking for all of them once', async () => {
      const one = await created({ assignee: 'ANA' })
      const other = await created({ assignee: 'bruno@example.org' })
      expect([one, other].map(({ fields }) => fields.assignee)).toEqual(['Ana', 'Bruno'])
      expect(asked('GET', '/users')).toBe(2) // Who we are, and everybody.
    })

    it('take nobody by a name that two people have, and either by e-mail', async () => {
      server.workspace.people.push({ id: crypto.randomUUID(), name: 'ana', email: 'outra@example.org' })
      const problems = [{ field: 'assignee', code: 'unknown_person', value: 'Ana' }]
      expect(await created({ assignee: 'Ana' })).toMatchObject({ problems })
      expect((await created({ assignee: 'outra@example.org' })).fields.assignee).toBe('ana')
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
})
