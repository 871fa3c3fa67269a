import { beforeEach, describe, expect, it } from 'vitest'
import type { NotifyRequest, ReceiptKind } from '../../../core/notify/index.ts'
import type { Person } from '../../../core/people/index.ts'
import { actorOf } from '../../support/core.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/deliveries'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole()
  const { core, bruno } = test
  const aliases = [
    { channel: 'whatsapp' as const, address: '5511977776666' },
    { channel: 'email' as const, address: 'bruno@example.com' },
  ]
  await core.people.patch(bruno.id, { aliases })
})

const tell = async (person: Person, request: Partial<NotifyRequest> = {}): Promise<string> => {
  const given = { kind: 'reminder' as const, body: 'Ligar para o contador', ...request, personId: person.id }
  const { notification } = await test.core.notify.notify(given)
  await test.drain()
  return notification.id
}

const refuse = (): void => {
  test.whatsapp.script({ outcome: 'rejected', reason: 'not_on_whatsapp' })
  test.email.script({ outcome: 'rejected', reason: 'refused' })
}

const hear = (kind: ReceiptKind): Promise<void> => {
  const externalId = test.whatsapp.externalIds.at(-1) ?? ''
  return test.core.notify.receive({ channel: 'whatsapp', externalId, kind, at: test.clock.now() })
}

const statusOf = async (id: string) => (await test.core.notify.get(actorOf(test.ana), id)).notification.status

describe('the list of deliveries', () => {
  it('says of each where it went and whether it arrived, newest first', async () => {
    await tell(test.bruno)
    await hear('server')
    refuse()
    await tell(test.bruno, { body: 'Segunda' })
    const { html } = await test.get(PLACE)
    expect(html.indexOf('Segunda')).toBeLessThan(html.indexOf('Ligar para o contador'))
    expect(html).toContain('WhatsApp · confirmado')
    expect(html).toContain('E-mail · não confirmou')
    expect(html).toContain('O servidor recusou a mensagem.')
    expect(html).toContain('Lembrete para Bruno')
  })

  it('narrows by state, kind and person, and keeps what was chosen', async () => {
    await tell(test.bruno, { body: 'do Bruno' })
    await tell(test.ana, { body: 'da Ana', kind: 'brief' })
    const pending = await test.get(`${PLACE}?status=pending&kind=brief`)
    expect(pending.html).toContain('da Ana')
    expect(pending.html).not.toContain('do Bruno')
    expect(pending.html).toMatch(/<option value="brief" selected/)
    expect((await test.get(`${PLACE}?person=${test.bruno.id}`)).html).not.toContain('da Ana')
    expect((await test.get(`${PLACE}?status=failed`)).html).toContain('Nenhuma falha')
  })

  it('counts each state on its tab', async () => {
    await tell(test.bruno)
    await tell(test.bruno)
    expect((await test.get(PLACE)).html).toMatch(/A caminho<span class="badge">2<\/span>/)
  })

  it('goes on where a page ends', async () => {
    for (let n = 0; n < 31; n += 1) {
      test.clock.advance(1000)
      await test.core.notify.notify({ personId: test.bruno.id, kind: 'reminder', body: `Aviso ${n}.` })
    }
    const first = await test.get(PLACE)
    expect(first.html).not.toContain('Aviso 0.')
    const next = /href="([^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const second = await test.get(next)
    expect(second.html).toContain('Aviso 0.')
    expect(second.html).not.toContain('Aviso 1.')
  })

  it.each(['status=nonsense', 'kind=1', 'person=nobody', 'after=x'])(
    'is shown, whatever the address asks for: %s',
    async (query) => {
      expect((await test.get(`${PLACE}?${query}`)).status).toBe(200)
      expect(test.errors).toEqual([])
    },
  )

  it('speaks English to whom that is the language of', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    await tell(test.bruno)
    const { html } = await test.get(PLACE)
    expect(html).toContain('On its way')
    expect(html).toContain('Reminder to Bruno')
    expect(html).not.toContain('A caminho')
  })
})

describe('one delivery', () => {
  it('tells every attempt and receipt of its path, and shows no address in full', async () => {
    const id = await tell(test.bruno, { kind: 'alert', subject: 'Disco cheio', body: 'O disco está cheio.' })
    test.clock.advance(3000)
    await hear('server')
    test.clock.advance(60_000)
    await test.drain()
    const { html } = await test.get(`${PLACE}/${id}`)
    expect(html).toContain('<h1>Disco cheio</h1>')
    expect(html).toContain('O disco está cheio.')
    expect(html).toContain('A confirmação não chegou no prazo.')
    expect(html).toContain('no servidor do WhatsApp')
    expect(html).toContain('3 s depois')
    expect(html).toContain('o número de final 6666')
    expect(html).toContain('E-mail confirmou')
    expect(html).not.toMatch(/977776666|bruno@example/)
  })

  it('says until when a channel has its turn, and which comes then', async () => {
    const id = await tell(test.bruno)
    const { html } = await test.get(`${PLACE}/${id}`)
    expect(html).toMatch(/Sem confirmação até [^<]*10:03, segue por E-mail\./)
  })

  it('runs nothing that its text says', async () => {
    const script = '<script>alert(1)</script>'
    await test.core.people.patch(test.bruno.id, { name: script })
    const id = await tell(test.bruno, { subject: script, body: `${script}\n"><img src=x onerror=alert(1)>` })
    for (const path of [PLACE, `${PLACE}/${id}`]) {
      const { html } = await test.get(path)
      expect(html).not.toMatch(/<script>alert|<img/)
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    }
  })

  it.each(['nobody', 'x'.repeat(65), '..%2F..'])('is not there for an id of nothing: %s', async (id) => {
    expect((await test.get(`${PLACE}/${id}`)).status).toBe(404)
    expect(test.errors).toEqual([])
  })
})

describe('what can be done about deliveries', () => {
  it('sends one dead letter again, and offers to stop that', async () => {
    refuse()
    const id = await tell(test.bruno)
    const answer = await test.post(`${PLACE}/${id}/retry`)
    expect([answer.status, answer.location]).toEqual([303, `${PLACE}/${id}`])
    expect(decodeURIComponent(answer.headers.get('set-cookie') ?? '')).toContain(`${PLACE}/${id}/cancel`)
    const { html } = await test.get(`${PLACE}/${id}`)
    const said = html.slice(html.indexOf('id="said"')).split('</form>')[0]
    expect(said).toContain(`action="${PLACE}/${id}/cancel"`)
    expect(await statusOf(id)).toBe('pending')
  })

  it('leads back to the list it was done in, and nowhere else', async () => {
    test.whatsapp.always({ outcome: 'rejected', reason: 'not_on_whatsapp' })
    test.email.always({ outcome: 'rejected', reason: 'refused' })
    for (const [back, expected] of [
      [`${PLACE}?status=failed`, `${PLACE}?status=failed`],
      ['https://example.org', '/web'],
      ['//example.org', '/web'],
      [`${PLACE}?status=failed\r\nx-y: z`, '/web'],
    ] as const) {
      const id = await tell(test.bruno)
      const { location } = await test.post(`${PLACE}/${id}/retry`, { back })
      expect(location).toBe(expected)
    }
  })

  it('sends all dead letters again, more than one part of them, of one kind alone where asked', async () => {
    test.whatsapp.always({ outcome: 'rejected', reason: 'not_on_whatsapp' })
    test.email.always({ outcome: 'rejected', reason: 'refused' })
    for (let n = 0; n < 101; n += 1) {
      await test.core.notify.notify({ personId: test.bruno.id, kind: 'reminder', body: `${n}` })
    }
    await test.core.notify.notify({ personId: test.bruno.id, kind: 'brief', body: 'Bom dia' })
    await test.drain()
    const counted = () => test.core.notify.counts(actorOf(test.ana))
    expect((await counted()).failed).toBe(102)
    await test.post(`${PLACE}/retry-all`, { kind: 'reminder' })
    expect(await counted()).toMatchObject({ failed: 1, pending: 101 })
  })

  it('stops one that is on its way, and says so to whoever is late', async () => {
    const id = await tell(test.bruno)
    expect((await test.get(`${PLACE}/${id}`)).html).toContain('Cancelar agora')
    expect((await test.post(`${PLACE}/${id}/cancel`)).status).toBe(303)
    expect(await statusOf(id)).toBe('cancelled')
    expect((await test.post(`${PLACE}/${id}/cancel`)).status).toBe(409)
    expect((await test.get(`${PLACE}/${id}`)).html).not.toContain('Cancelar agora')
  })

  it('pauses a channel and resumes it, and says on the page that it stands still', async () => {
    await test.post(`${PLACE}/pause`, { channel: 'whatsapp' })
    const { html } = await test.get(PLACE)
    expect(html).toContain('Envio em pausa: WhatsApp')
    expect(html).toMatch(/em pausa desde ter\., [^<]*10:00, por Ana/)
    await test.post(`${PLACE}/resume`, { channel: 'whatsapp' })
    expect((await test.get(PLACE)).html).not.toContain('Envio em pausa')
  })

  it('says of a channel that is not configured that it is not, and offers no pause of it', async () => {
    const { get, core } = await createTestConsole({ channels: ({ email }) => ({ email }) })
    expect(core.notify.channels).toEqual(['email'])
    const { html } = await get(PLACE)
    const [, whatsapp = ''] = /<li id="channel-whatsapp">(.*?)<\/li>/s.exec(html) ?? []
    const [, email = ''] = /<li id="channel-email">(.*?)<\/li>/s.exec(html) ?? []
    expect(whatsapp).toContain('não configurado')
    expect(whatsapp).not.toContain('<form')
    expect(email).toContain('enviando normalmente')
    expect(email).toContain('<form')
  })

  it('pauses nothing that is no channel', async () => {
    expect((await test.post(`${PLACE}/pause`, { channel: 'pigeon' })).status).toBe(400)
    expect(await test.core.notify.pauses()).toEqual([])
  })
})

describe('to a member, deliveries', () => {
  it('are their own alone, in list, counts and detail', async () => {
    const anas = await tell(test.ana, { body: 'Só para Ana' })
    const own = await tell(test.bruno, { body: 'Só para Bruno' })
    const { html } = await test.get(`${PLACE}?person=${test.ana.id}`, test.bruno.id)
    expect(html).toContain('Só para Bruno')
    expect(html).not.toContain('Só para Ana')
    expect(html).toMatch(/A caminho<span class="badge">1<\/span>/)
    expect((await test.get(`${PLACE}/${own}`, test.bruno.id)).status).toBe(200)
    expect((await test.get(`${PLACE}/${anas}`, test.bruno.id)).status).toBe(404)
  })

  it("cannot be changed where they are somebody else's", async () => {
    refuse()
    const anas = await tell(test.ana)
    expect((await test.post(`${PLACE}/${anas}/retry`, {}, test.bruno.id)).status).toBe(404)
    await test.post(`${PLACE}/retry-all`, {}, test.bruno.id)
    expect(await statusOf(anas)).toBe('failed')
  })

  it('offer no pause, take none, and say of one only that it is', async () => {
    expect((await test.post(`${PLACE}/pause`, { channel: 'all' }, test.bruno.id)).status).toBe(403)
    await test.post(`${PLACE}/pause`, { channel: 'all' })
    const { html } = await test.get(PLACE, test.bruno.id)
    expect(html).toContain('Envio em pausa: Todos os canais')
    expect(html).not.toMatch(/por Ana|Pausar|Retomar/)
  })
})
