import { describe, expect, it } from 'vitest'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

const text = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')

describe('Today', () => {
  it('shows what is late, what is for today and what comes, by the clock of whoever looks', async () => {
    const { core, get, ana } = await createTestConsole()
    for (const [title, date] of [
      ['late one', '2026-11-23'],
      ['due one', '2026-11-24'],
      ['coming one', '2026-11-26'],
      ['far one', '2026-12-24'],
    ] as const) {
      await core.tasks.create(actorOf(ana), { title, due: { date, time: null } })
    }
    const { html } = await get('/web')
    expect(text(html)).toMatch(/Atrasadas · 1 .*late one.* Hoje · 1 .*due one.* Próximos 7 dias · 1 .*coming one/)
    expect(html).not.toContain('far one')
    expect(html).toContain('terça-feira, 24 de novembro')
  })

  it('says what it understands of a text, part by part, and adds nothing by that', async () => {
    const { core, get, ana } = await createTestConsole()
    const { html } = await get('/web/add?text=me+lembra+de+pagar+o+aluguel+sexta+%C3%A0s+10h')
    expect(text(html)).toContain('Entendi assim: pagar o aluguel · sex., 27 nov. 2026, 10:00')
    expect((await core.tasks.list(actorOf(ana), { sort: 'created', limit: 10 })).tasks).toEqual([])
  })

  it('adds exactly what the preview said, without what was rejected', async () => {
    const { core, post, get, ana } = await createTestConsole()
    const fields = { text: 'pagar o aluguel sexta às 10h', chip: ['date:sexta', 'time:às 10h'], keep: ['date:sexta'] }
    expect((await post('/web/add', fields)).location).toBe('/web')
    const [task] = (await core.tasks.list(actorOf(ana), { sort: 'created', limit: 10 })).tasks
    expect([task?.title, task?.dueDate, task?.dueTime]).toEqual(['pagar o aluguel às 10h', '2026-11-27', null])
    expect((await get('/web')).html).toContain('pagar o aluguel às 10h')
  })

  it('shows the same by a button where there is no script, with nothing of the form in the address', async () => {
    const { core, post, ana } = await createTestConsole()
    const page = await post('/web/add', { text: 'pagar o aluguel sexta', check: 'yes' })
    expect([page.status, page.location]).toEqual([200, null])
    expect(text(page.html)).toContain('Entendi assim: pagar o aluguel · sex., 27 nov. 2026')
    expect((await core.tasks.list(actorOf(ana), { sort: 'created', limit: 10 })).tasks).toEqual([])
  })

  it('takes no empty text for a task, and says so at the field', async () => {
    const { post } = await createTestConsole()
    const page = await post('/web/add', { text: '   ' })
    expect(page.status).toBe(400)
    expect(page.html).toContain('aria-invalid="true"')
    expect(page.html).toContain('Escreva o que precisa ser feito.')
  })

  it('completes with one post, and takes that back with the next', async () => {
    const { core, post, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'ligar' })
    await post(`/web/tasks/${id}/status`, { status: 'completed', back: '/web' })
    const done = await core.tasks.get(actorOf(ana), id)
    expect(done.status).toBe('completed')
    await post('/web/tasks/undo', { id: String(id), version: String(done.version), back: '/web' })
    expect((await core.tasks.get(actorOf(ana), id)).status).toBe('pending')
  })

  it('moves a task by a date or by words, and moves nothing by words it does not understand', async () => {
    const { core, post, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'ligar', due: { date: '2026-11-24', time: '15:00' } })
    const due = async () => {
      const { dueDate, dueTime } = await core.tasks.get(actorOf(ana), id)
      return `${dueDate} ${dueTime}`
    }
    await post(`/web/tasks/${id}/snooze`, { date: '2026-11-25', back: '/web' })
    expect(await due()).toBe('2026-11-25 15:00')
    await post(`/web/tasks/${id}/snooze`, { words: 'sexta às 9h', back: '/web' })
    expect(await due()).toBe('2026-11-27 09:00')
    expect((await post(`/web/tasks/${id}/snooze`, { words: 'quando der', back: '/web' })).location).toBe('/web')
    expect(await due()).toBe('2026-11-27 09:00')
  })

  it('speaks English to whose locale it is', async () => {
    const { core, get, ana } = await createTestConsole()
    await core.people.patch(ana.id, { locale: 'en' })
    const { html } = await get('/web')
    expect(html).toContain('<html lang="en"')
    expect(html).toContain('What has to be done?')
    expect(html).toContain('Tuesday, November 24')
  })
})
