import { describe, expect, it } from 'vitest'
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
