import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import type { WebEnv } from '../../../handlers/web/env.ts'
import { said, say } from '../../../handlers/web/visit/flash.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

/** Browsers drop longer ones. */
const COOKIE_MAX = 4096

const saidBy = (cookies: readonly string[]): string =>
  cookies.find((one) => /^(__Host-)?sparkone_said=/.test(one)) ?? ''

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

  it('has a name over TLS that our own pages alone can set, and nothing is heard by another', async () => {
    const app = new Hono<WebEnv>()
    app.use(async (context, next) => {
      context.set('webRequest', {
        cookie: null,
        address: '192.0.2.1',
        userAgent: null,
        origin: 'https://ops.example.org',
        keepsSecure: true,
      })
      await next()
    })
    app.get('/say', (context) => {
      say(context, { tone: 'good', text: 'feito' })
      return context.text('')
    })
    app.get('/said', (context) => context.json(said(context)))
    const cookie = saidBy((await app.request('/say')).headers.getSetCookie())
    expect(cookie).toMatch(/^__Host-sparkone_said=/)
    for (const part of ['Path=/', 'Secure', 'HttpOnly']) expect(cookie.split('; ')).toContain(part)
    const heardOf = async (given: string) => (await app.request('/said', { headers: { cookie: given } })).json()
    const [pair = ''] = cookie.split('; ')
    expect(await heardOf(pair)).toEqual({ tone: 'good', text: 'feito' })
    expect(await heardOf(pair.replace('__Host-', ''))).toBeNull()
  })
})
