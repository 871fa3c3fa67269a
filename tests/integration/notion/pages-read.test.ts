import { beforeEach, describe, expect, it } from 'vitest'
import { createNotionMirror, type NotionMirror } from '../../../adapters/notion/index.ts'
import { PortError } from '../../../core/kernel/errors.ts'
import type { NotionServer } from '../../support/notion-server.ts'
import { withPages } from './pages.ts'

describe('pages', () => {
  const { current, created, readOne, asked } = withPages()
  let server: NotionServer
  let mirror: NotionMirror
  beforeEach(() => {
    ;({ server, mirror } = current())
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
