import { describe, expect, it } from 'vitest'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

/** Browsers drop longer ones. */
const COOKIE_MAX = 4096

const saidBy = (cookies: readonly string[]): string => cookies.find((one) => one.startsWith('sparkone_said=')) ?? ''

describe('What is said after something was done', () => {
  it.each([
    ['of letters', 'x'.repeat(500)],
    ['of emoji', '😀'.repeat(500)],
  ])('is kept by every browser, with its undo, however long the title: %s', async (_, title) => {
    const { core, get, browserOf, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title })
    const browser = await browserOf(ana.id)
    const { headers } = await browser.post(`/web/tasks/${id}/status`, { status: 'completed', back: '/web/tasks' })
    expect(saidBy(headers.getSetCookie()).length).toBeLessThan(COOKIE_MAX)
    const { html } = await get('/web/tasks')
    expect(html).toContain(`Concluída: ${title.slice(0, 60)}`)
    expect(html).toContain('action="/web/tasks/undo"')
  })

  it('is said without an undo that no cookie has room for', async () => {
    const { core, get, browserOf, ana } = await createTestConsole()
    const { id } = await core.tasks.create(actorOf(ana), { title: 'ligar' })
    const browser = await browserOf(ana.id)
    const back = `/web/tasks?q=${encodeURIComponent('😀'.repeat(190))}`
    const { headers } = await browser.post(`/web/tasks/${id}/status`, { status: 'completed', back })
    expect(saidBy(headers.getSetCookie()).length).toBeLessThan(COOKIE_MAX)
    const { html } = await get('/web/tasks')
    expect(html).toContain('Concluída: ligar')
    expect(html).not.toContain('action="/web/tasks/undo"')
  })
})
