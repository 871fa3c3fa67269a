import { describe, expect, it } from 'vitest'
import { actorOf } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'

describe('Brief', () => {
  it('is of today, or of any other day', async () => {
    const { core, get, ana } = await createTestConsole()
    await core.tasks.create(actorOf(ana), { title: 'dentista', due: { date: '2026-12-24', time: '15:00' } })
    expect((await get('/web/brief')).html).not.toContain('dentista')
    expect((await get('/web/brief?date=2026-12-24')).html).toContain('dentista · 15:00')
  })

  it.each(['2026-02-30', '0001-01-01', '9999-12-31', 'amanhã'])(
    'says at the field that %s is no date, and sends nothing for it',
    async (date) => {
      const { core, get, post, ana } = await createTestConsole()
      const page = await get(`/web/brief?date=${encodeURIComponent(date)}`)
      expect(page.status).toBe(400)
      expect(page.html).toContain('id="field-date-problem"')
      expect((await post('/web/brief/send', { date, kind: 'morning', person: ana.id })).status).toBe(400)
      expect((await core.notify.timelines(actorOf(ana), { limit: 10 })).timelines).toEqual([])
    },
  )

  it('goes out now, each time it is asked for, and leads to its delivery', async () => {
    const { get, post, ana } = await createTestConsole()
    const send = () => post('/web/brief/send', { date: '2026-11-24', kind: 'morning', person: ana.id })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([303, 303])
    expect(first.location).toMatch(/^\/web\/deliveries\/[\w-]+$/)
    expect(second.location).not.toBe(first.location)
    expect((await get(first.location ?? '')).html).toContain('Resumo a caminho.')
  })

  it.each([
    [undefined, 'Como chega no WhatsApp'],
    [['email', 'whatsapp'], 'Como chega por e-mail'],
    [[], 'Como fica na caixa de entrada do SparkOne'],
  ] as const)('is headed by the first way on which it reaches whose it is: the chain %j', async (chain, heading) => {
    const { core, get, bruno } = await createTestConsole()
    await core.people.addAlias(bruno.id, { channel: 'email', address: 'bruno@example.org' })
    if (chain !== undefined) await core.people.patch(bruno.id, { chain })
    const { html } = await get(`/web/brief?person=${bruno.id}`)
    expect(/<h2 id="as-read">([^<]*)</.exec(html)?.[1]).toBe(heading)
  })

  it('of somebody else is for operators alone', async () => {
    const { get, post, ana, bruno } = await createTestConsole()
    expect((await get(`/web/brief?person=${bruno.id}`)).html).toContain('Bom dia, Bruno')
    expect((await get(`/web/brief?person=${ana.id}`, bruno.id)).status).toBe(404)
    expect((await post('/web/brief/send', { person: ana.id }, bruno.id)).status).toBe(404)
  })

  it('is in English for who reads English', async () => {
    const { core, get, ana } = await createTestConsole()
    await core.people.patch(ana.id, { locale: 'en' })
    expect((await get('/web/brief')).html).toContain('Send now')
  })
})
