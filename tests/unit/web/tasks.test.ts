import { describe, expect, it, vi } from 'vitest'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

const XSS = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'><b>'

describe('Tasks', () => {
  it('lists what an address asks for', async () => {
    const { core, get, ana } = await createTestConsole()
    const actor = actorOf(ana)
    await core.tasks.create(actor, { title: 'comprar café', labels: ['casa'], priority: 'high' })
    await core.tasks.create(actor, { title: 'renovar domínio', due: { date: '2026-11-20', time: null } })
    const titles = async (query: string) => {
      const { html } = await get(`/web/tasks${query}`)
      return ['comprar café', 'renovar domínio'].filter((title) => html.includes(`>${title}</a>`))
    }
    expect(await titles('')).toEqual(['comprar café', 'renovar domínio'])
    expect(await titles('?due=overdue')).toEqual(['renovar domínio'])
    expect(await titles('?due=none')).toEqual(['comprar café'])
    expect(await titles('?q=DOMINIO')).toEqual(['renovar domínio'])
    expect(await titles('?label=casa&priority=high')).toEqual(['comprar café'])
    expect(await titles('?due=done')).toEqual([])
    expect(await titles('?due=nonsense&priority=nonsense&after=nonsense')).toEqual(['comprar café', 'renovar domínio'])
  })

  it('goes on where a page ended', async () => {
    const { core, get, ana } = await createTestConsole()
    for (let n = 1; n <= 60; n += 1) {
      await core.tasks.create(actorOf(ana), { title: `task ${n}.`, due: { date: '2026-12-01', time: null } })
    }
    const first = (await get('/web/tasks')).html
    const next = /href="(\/web\/tasks\?after=[^"]+)"/.exec(first)?.[1] ?? ''
    const second = (await get(next.replaceAll('&amp;', '&'))).html
    const on = (html: string) => [...html.matchAll(/>task (\d+)\.</g)].map(([, n]) => Number(n))
    expect([...on(first), ...on(second)]).toEqual(Array.from({ length: 60 }, (_, at) => at + 1))
  })

  it('names to machines the day of what is due all day, and the instant of what is due at a time', async () => {
    const { core, get, ana } = await createTestConsole()
    await core.tasks.create(actorOf(ana), { title: 'all day', due: { date: '2026-12-01', time: null } })
    await core.tasks.create(actorOf(ana), { title: 'timed', due: { date: '2026-12-01', time: '22:30' } })
    const times = [...(await get('/web/tasks')).html.matchAll(/<time datetime="([^"]+)">/g)].map(([, at]) => at)
    // Half past ten in the evening in São Paulo is the next day in UTC.
    expect(times).toEqual(['2026-12-02T01:30:00.000Z', '2026-12-01'])
  })

  it('keeps what was typed where something cannot be saved, and says it at the field', async () => {
    const { core, post, ana } = await createTestConsole()
    const { id, version } = await core.tasks.create(actorOf(ana), { title: 'ligar' })
    const fields = {
      version: String(version),
      title: 'x'.repeat(501),
      description: 'fica aqui',
      words: '',
      priority: 'low',
      labels: '',
      assignee: ana.id,
      date: '',
      time: '',
    }
    const page = await post(`/web/tasks/${id}`, fields)
    expect(page.status).toBe(400)
    expect(page.html).toContain('Escreva um título de até 500 caracteres.')
    expect(page.html).toContain('fica aqui')
    expect((await core.tasks.get(actorOf(ana), id)).description).toBeNull()
  })

  it('says at each field what is wrong with that one', async () => {
    const { core, post, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'ligar' })
    const { html } = await post(`/web/tasks/${id}`, {
      title: 'x'.repeat(501),
      labels: 'y'.repeat(51),
      assignee: ana.id,
    })
    const at = (name: string) => new RegExp(`id="field-${name}-problem">([^<]+)<`).exec(html)?.[1]
    expect([at('title'), at('labels')]).toEqual([
      'Escreva um título de até 500 caracteres.',
      'São no máximo 20 etiquetas, cada uma com até 50 caracteres.',
    ])
  })

  it('overrules nobody unseen: what changed meanwhile is said first', async () => {
    const { core, post, ana } = await createTestConsole()
    const { id, version } = await core.tasks.create(actorOf(ana), { title: 'ligar' })
    await core.tasks.patch(actorOf(ana), id, { priority: 'high' })
    const fields = {
      title: 'telefonar',
      description: '',
      words: '',
      priority: 'low',
      labels: '',
      assignee: ana.id,
      date: '',
      time: '',
    }
    const page = await post(`/web/tasks/${id}`, { ...fields, version: String(version) })
    expect(page.status).toBe(409)
    expect(page.html).toContain('telefonar')
    expect((await core.tasks.get(actorOf(ana), id)).title).toBe('ligar')
    const again = /name="version" value="(\d+)"/.exec(page.html)?.[1] ?? ''
    expect((await post(`/web/tasks/${id}`, { ...fields, version: again })).status).toBe(303)
    expect((await core.tasks.get(actorOf(ana), id)).title).toBe('telefonar')
  })

  it('does the same to all that are ticked, and takes it back at once', async () => {
    const { core, post, ana } = await createTestConsole()
    const tasks = await Promise.all(['a', 'b', 'c'].map((title) => core.tasks.create(actorOf(ana), { title })))
    const statuses = async () =>
      (await Promise.all(tasks.map(({ id }) => core.tasks.get(actorOf(ana), id)))).map(({ status }) => status)
    const id = tasks.slice(0, 2).map((task) => String(task.id))
    await post('/web/tasks/bulk', { task: id, do: 'complete', back: '/web/tasks' })
    expect(await statuses()).toEqual(['completed', 'completed', 'pending'])
    await post('/web/tasks/undo-bulk', {
      refs: tasks
        .slice(0, 2)
        .map((task) => `${task.id}.2`)
        .join(','),
      back: '/web/tasks',
    })
    expect(await statuses()).toEqual(['pending', 'pending', 'pending'])
  })

  it('brings back a hundred that were deleted together, by what the page then offers', async () => {
    const { core, get, post, ana } = await createTestConsole()
    const ids: number[] = []
    for (let n = 0; n < 100; n += 1) ids.push((await core.tasks.create(actorOf(ana), { title: `task ${n}` })).id)
    await post('/web/tasks/bulk', { task: ids.map(String), do: 'remove', back: '/web/tasks' })
    const { html } = await get('/web/tasks')
    expect(html).toContain('100 tarefas excluídas.')
    const { tasks } = await core.tasks.list(actorOf(ana), { sort: 'created', limit: 1 })
    expect(tasks).toEqual([])
    const refs = /name="refs" value="([^"]+)"/.exec(html)?.[1] ?? ''
    await post('/web/tasks/undo-bulk', { refs, back: '/web/tasks' })
    expect(await Promise.all(ids.map(async (id) => (await core.tasks.get(actorOf(ana), id)).deletedAt))).toEqual(
      ids.map(() => null),
    )
  })

  describe('what is said of all that are ticked', () => {
    const DUE = { due: { date: '2026-11-20', time: null } } as const
    const open = async (titles: readonly string[]) => {
      const console = await createTestConsole()
      const { core, get, post, ana } = console
      const tasks = await Promise.all(titles.map((title) => core.tasks.create(actorOf(ana), { title, ...DUE })))
      const ids = tasks.map(({ id }) => String(id))
      const bulk = async (fields: Readonly<Record<string, string>>, task: readonly string[] = ids) => {
        await post('/web/tasks/bulk', { task, back: '/web/tasks', ...fields })
        return /<div class="notice tone-(\w+)"><span>([^<]*)</.exec((await get('/web/tasks')).html)?.slice(1)
      }
      return { ...console, ids, bulk }
    }

    it('is what was done, and to how many', async () => {
      for (const [titles, texts] of [
        [['a'], ['mudada', 'em 1 tarefa', '1 tarefa concluída', '1 tarefa excluída']],
        [
          ['a', 'b'],
          ['mudadas', 'em 2 tarefas', '2 tarefas concluídas', '2 tarefas excluídas'],
        ],
      ] as const) {
        const [moved, on, completed, deleted] = texts
        const { bulk } = await open(titles)
        const tasks = titles.length === 1 ? '1 tarefa' : '2 tarefas'
        expect(await bulk({ do: 'tomorrow' })).toEqual(['good', `${tasks} ${moved} para qua., 25 nov. 2026.`])
        const timed = await bulk({ do: 'snooze', words: '30/11/2026 às 10h' })
        expect(timed).toEqual(['good', `${tasks} ${moved} para seg., 30 nov. 2026, 10:00.`])
        expect(await bulk({ do: 'label', label: 'casa' })).toEqual(['good', `Etiqueta “casa” ${on}.`])
        expect(await bulk({ do: 'priority', priority: 'high' })).toEqual(['good', `Prioridade alta ${on}.`])
        expect(await bulk({ do: 'complete' })).toEqual(['good', `${completed}.`])
        expect(await bulk({ do: 'remove' })).toEqual(['good', `${deleted}.`])
      }
    })

    it('is in English to who reads English', async () => {
      const { bulk, core, ana } = await open(['a', 'b'])
      await core.people.patch(ana.id, { locale: 'en' })
      expect(await bulk({ do: 'tomorrow' })).toEqual(['good', '2 tasks moved to Wed, Nov 25, 2026.'])
      expect(await bulk({ do: 'complete' })).toEqual(['good', '2 tasks completed.'])
      expect(await bulk({ do: 'remove' })).toEqual(['good', '2 tasks deleted.'])
    })

    it('tells the day alone where each task kept its own time', async () => {
      const { bulk, core, ids, ana } = await open(['a', 'b'])
      await core.tasks.patch(actorOf(ana), Number(ids[0]), { dueTime: '09:00' })
      expect(await bulk({ do: 'tomorrow' })).toEqual(['good', '2 tarefas mudadas para qua., 25 nov. 2026.'])
    })

    it('tells of those that were so already, are gone or could not change', async () => {
      const { bulk, core, ids, ana } = await open(['a', 'b', 'c', 'd'])
      const [a = '', b = '', c = '', d = ''] = ids
      await core.tasks.setStatus(actorOf(ana), Number(a), 'completed')
      await core.tasks.remove(actorOf(ana), Number(b))
      expect(await bulk({ do: 'complete' })).toEqual([
        'warn',
        '2 tarefas concluídas; 1 já estava assim; 1 não existe mais.',
      ])
      expect(await bulk({ do: 'complete' }, [a, c])).toEqual(['good', 'Nada mudou; 2 já estavam assim.'])
      const labels = Array.from({ length: 20 }, (_, at) => `e${at}`)
      await core.tasks.patch(actorOf(ana), Number(c), { labels })
      expect(await bulk({ do: 'label', label: 'casa' }, [c, d])).toEqual([
        'warn',
        'Etiqueta “casa” em 1 tarefa; 1 não pôde mudar.',
      ])
      expect(await bulk({ do: 'remove' }, [b])).toEqual(['warn', 'Nada mudou; 1 não existe mais.'])
    })
  })

  it('brings back what was deleted, at the same address, for who may see it', async () => {
    const { core, get, post, ana, bruno } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'renovar domínio' })
    await post(`/web/tasks/${id}/remove`)
    const gone = await get(`/web/tasks/${id}`)
    expect([gone.status, gone.html.includes('Esta tarefa foi excluída.')]).toEqual([404, true])
    const others = await get(`/web/tasks/${id}`, bruno.id)
    expect([others.status, others.html.includes('excluída')]).toEqual([404, false])
    const version = /name="version" value="(\d+)"/.exec(gone.html)?.[1] ?? ''
    await post('/web/tasks/undo', { id: String(id), version, back: `/web/tasks/${id}` })
    expect((await core.tasks.get(actorOf(ana), id)).title).toBe('renovar domínio')
    expect((await get(`/web/tasks/${id}`)).status).toBe(200)
  })

  describe('whose a task is', () => {
    /** What each row says beneath its title, by the task's number. */
    const metas = (html: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        [...html.matchAll(/<li id="task-(\d+)".*?<div class="meta">(.*?)<\/div>/gs)].map(([, id = '', meta = '']) => [
          id,
          meta.replaceAll(/<[^>]+>/g, '').trim(),
        ]),
      )

    it('is said to an operator of what is somebody else’s, so that two of one title are told apart', async () => {
      const { core, get, ana, bruno } = await createTestConsole()
      const caio = await core.people.add({ name: 'Caio' })
      const task = async (assigneeId: string | null) =>
        (await core.tasks.create(actorOf(ana), { title: 'Pagar o aluguel', assigneeId })).id
      const [brunos, caios, own, nobodys] = [
        await task(bruno.id),
        await task(caio.id),
        await task(ana.id),
        await task(null),
      ]
      expect(metas((await get('/web/tasks')).html)).toEqual({
        [brunos]: 'de Bruno',
        [caios]: 'de Caio',
        [own]: '',
        [nobodys]: '',
      })
      await core.people.remove(caio.id)
      expect(metas((await get('/web/tasks')).html)[caios]).toBe('de alguém que saiu')
      await core.people.patch(ana.id, { locale: 'en' })
      expect(metas((await get('/web/tasks')).html)[brunos]).toBe('for Bruno')
    })

    it('is not said to members', async () => {
      const { core, get, ana, bruno } = await createTestConsole()
      const { id } = await core.tasks.create(actorOf(bruno), { title: 'Pagar o aluguel' })
      await core.tasks.patch(actorOf(ana), id, { assigneeId: ana.id })
      expect(metas((await get('/web/tasks', bruno.id)).html)).toEqual({ [id]: '' })
    })

    it('costs one reading of the people, however many rows say it', async () => {
      const { core, get, ana, bruno } = await createTestConsole()
      const readings = vi.spyOn(core.people, 'list')
      const readOne = vi.spyOn(core.people, 'get')
      const cost = async () => {
        readings.mockClear()
        readOne.mockClear()
        await get('/web/tasks')
        return [readings.mock.calls.length, readOne.mock.calls.length]
      }
      const before = await cost()
      for (let n = 0; n < 50; n += 1) {
        await core.tasks.create(actorOf(ana), { title: `task ${n}`, assigneeId: bruno.id })
      }
      expect(await cost()).toEqual(before)
      expect(before[0]).toBe(1)
    })
  })

  it('shows a member their own tasks only', async () => {
    const { core, get, post, ana, bruno } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'secret of ana' })
    expect((await get('/web/tasks', bruno.id)).html).not.toContain('secret of ana')
    expect((await get(`/web/tasks/${id}`, bruno.id)).status).toBe(404)
    expect((await post(`/web/tasks/${id}/status`, { status: 'completed' }, bruno.id)).status).toBe(404)
    expect((await get('/web/tasks/99999999999999999999')).status).toBe(404)
  })

  it('writes what people wrote as text, wherever it stands', async () => {
    const { core, get, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: XSS, description: XSS, labels: [XSS.slice(0, 40)] })
    await core.tasks.patch(actorOf(ana), id, { title: `${XSS}!` })
    for (const path of ['/web', '/web/tasks', `/web/tasks/${id}`, `/web/add?text=${encodeURIComponent(XSS)}`]) {
      const { html } = await get(path)
      expect(html).not.toMatch(/<script>alert|<img|"'><b>/)
    }
  })
})
