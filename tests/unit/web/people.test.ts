import { beforeEach, describe, expect, it } from 'vitest'
import type { UnknownSender } from '../../../core/people/index.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/people'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole({ accounts: 'real' })
})

const sender: Omit<UnknownSender, 'messages' | 'firstSeenAt'> = {
  id: 'sender-1',
  channel: 'whatsapp',
  address: '5511955554444',
  key: '551155554444',
  otherAddress: '99234567890123@lid',
  displayName: 'Elis',
  lastSeenAt: new Date('2026-11-24T12:00:00Z'),
}
const wrote = (given: Partial<typeof sender> = {}) =>
  test.storage.run(({ senders }) => senders.note({ ...sender, ...given }))

const profile = (given: Readonly<Record<string, string>> = {}) => ({
  version: '1',
  name: 'Bruno',
  role: 'member',
  locale: 'pt-BR',
  time_zone: 'America/Sao_Paulo',
  brief_time: '07:30',
  quiet_start: '22:00',
  quiet_end: '07:00',
  chain: 'usual',
  ...given,
})

describe('the list of people', () => {
  it('says of each what they may do, where they are reached and whether they get in, and of a phone its end alone', async () => {
    const { html } = await test.get(PLACE)
    expect(html).toMatch(/Ana<\/a>\s*<span class="badge tone-accent">Operador/)
    expect(html).toMatch(/Bruno<\/a>\s*<span class="badge">Membro/)
    expect(html).toContain('final 7777')
    expect(html).not.toContain('88887777')
    expect([html.split('Entra no console').length - 1, html.split('Sem acesso ao console').length - 1]).toEqual([1, 1])
  })

  it('goes on where a page ends', async () => {
    for (let n = 1; n <= 30; n += 1) {
      test.clock.advance(1000)
      await test.core.people.add({ name: `Pessoa ${n}.` })
    }
    const first = await test.get(PLACE)
    const next = /href="([^"]*after=[^"]*)"/.exec(first.html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    expect(first.html).not.toContain('Pessoa 30.')
    expect((await test.get(next)).html).toContain('Pessoa 30.')
  })

  it('is for operators alone, with all that is behind it', async () => {
    const { ana, bruno } = test
    await wrote()
    for (const path of ['', '/new', `/${ana.id}`, `/${ana.id}/remove`, '/senders/sender-1']) {
      expect((await test.get(PLACE + path, bruno.id)).status).toBe(403)
    }
    for (const path of [`/${ana.id}`, `/${ana.id}/link`, `/${bruno.id}/aliases`, '/senders/sender-1/new']) {
      expect((await test.post(PLACE + path, profile({ name: 'Eu' }), bruno.id)).status).toBe(403)
    }
    expect((await test.core.people.list({ limit: 10 })).people.map(({ name }) => name)).toEqual(['Ana', 'Bruno'])
  })

  it('speaks the language of who reads', async () => {
    await test.core.people.patch(test.ana.id, { locale: 'en' })
    expect((await test.get(PLACE)).html).toContain('Whom SparkOne serves')
    const { html } = await test.get(`${PLACE}/${test.bruno.id}`)
    expect(html).toContain('The day in 24 hours')
    expect(html).toContain('when quiet, wait until 07:00')
  })
})

describe('a new person', () => {
  it('is there with the addresses that were typed', async () => {
    const fields = { name: 'Caio', role: 'member', phone: '(85) 98765-4321', email: 'Caio@Example.org' }
    const page = await test.post(`${PLACE}/new`, fields)
    const caio = await test.core.people.resolve('email', 'caio@example.org')
    expect([page.status, page.location]).toEqual([303, `${PLACE}/${caio?.id}`])
    expect(caio?.aliases.map(({ address }) => address)).toEqual(['5585987654321', 'Caio@example.org'])
  })

  it('keeps what was typed where it cannot be, and names whose an address is', async () => {
    const fields = { name: ' ', role: 'operator', phone: '+55 11 98888-7777', email: 'no address' }
    const { status, html } = await test.post(`${PLACE}/new`, fields)
    expect(status).toBe(400)
    for (const problem of ['Escreva um nome', 'Este endereço já é de Ana.', 'Escreva um endereço de e-mail.']) {
      expect(html).toContain(problem)
    }
    expect(html).toContain('value="no address"')
    expect(html).toContain('<option value="operator" selected')
  })
})

describe('one person', () => {
  it('has a day in which reminders wait for the quiet hours to end, and a way for each kind', async () => {
    const { core, bruno, get } = test
    await core.people.addAlias(bruno.id, { channel: 'email', address: 'bruno@example.org' })
    const { html } = await get(`${PLACE}/${bruno.id}`)
    expect(html).toContain('Silêncio das 22:00 às 07:00')
    expect(html).toContain('no silêncio, esperam até as 07:00')
    expect(html).toContain('<rect class="open" x="420" width="900"')
    expect(html).toContain('WhatsApp · espera 3 min')
    expect(html).not.toContain('Alertas</strong>')
  })

  it('is saved with what was chosen, and only that', async () => {
    const { core, bruno, post } = test
    const path = `${PLACE}/${bruno.id}`
    const chosen = { name: 'Bruno Lima', role: 'operator', time_zone: 'Europe/Lisbon', chain: 'email,whatsapp' }
    const page = await post(path, profile({ ...chosen, brief_time: '', quiet_start: '', quiet_end: '' }))
    expect([page.status, page.location]).toEqual([303, path])
    expect(await core.people.get(bruno.id)).toMatchObject({
      name: 'Bruno Lima',
      role: 'operator',
      timeZone: 'Europe/Lisbon',
      chain: ['email', 'whatsapp'],
      briefTime: null,
      quietHours: null,
      aliases: bruno.aliases,
    })
    await post(
      path,
      profile({ ...chosen, version: '2', brief_time: '', quiet_start: '', quiet_end: '', chain: 'inbox' }),
    )
    const after = await core.people.get(bruno.id)
    expect([after.chain, after.version]).toEqual([[], 3])
    await post(
      path,
      profile({ ...chosen, version: '3', brief_time: '', quiet_start: '', quiet_end: '', chain: 'inbox' }),
    )
    expect((await core.people.get(bruno.id)).version).toBe(3)
  })

  it('keeps what was typed where it cannot be saved, and says it at the field', async () => {
    const { core, bruno, post } = test
    const wrong = { name: 'x'.repeat(101), time_zone: 'Mars/Olympus', brief_time: '25:00', quiet_end: '' }
    const { status, html } = await post(`${PLACE}/${bruno.id}`, profile(wrong))
    expect(status).toBe(400)
    expect(html).toContain('value="Mars/Olympus"')
    for (const [field, problem] of [
      ['name', 'Escreva um nome'],
      ['time_zone', 'Esse fuso não existe'],
      ['brief_time', 'Escreva uma hora como'],
      ['quiet_end', 'Preencha os dois horários'],
    ]) {
      expect(html).toMatch(new RegExp(`id="field-${field}-problem">${problem}`))
    }
    expect(await core.people.get(bruno.id)).toEqual(bruno)
  })

  it('is not overruled unseen: what changed meanwhile is said first', async () => {
    const { core, bruno, post } = test
    await core.people.patch(bruno.id, { briefTime: '06:00' })
    const page = await post(`${PLACE}/${bruno.id}`, profile({ name: 'Bruno Lima' }))
    expect(page.status).toBe(409)
    expect(page.html).toContain('value="Bruno Lima"')
    const version = /name="version" value="(\d+)"/.exec(page.html)?.[1] ?? ''
    expect((await post(`${PLACE}/${bruno.id}`, profile({ name: 'Bruno Lima', version }))).status).toBe(303)
    expect((await core.people.get(bruno.id)).name).toBe('Bruno Lima')
  })

  it('stays an operator where there is no other, and is not removed', async () => {
    const { core, ana, post } = test
    const fields = profile({ version: '2', name: 'Ana', role: 'member' })
    const demoted = await post(`${PLACE}/${ana.id}`, fields)
    expect(demoted.status).toBe(400)
    expect(demoted.html).toContain('id="field-role-problem">É o único operador.')
    const removed = await post(`${PLACE}/${ana.id}/remove`, { version: '2' })
    expect([removed.status, removed.html.includes('É o único operador.')]).toEqual([409, true])
    expect((await core.people.get(ana.id)).role).toBe('operator')
  })

  it('is removed only once that was confirmed, and what they were seen as has not changed', async () => {
    const { core, bruno, get, post } = test
    await test.browserOf(bruno.id)
    expect((await get(`${PLACE}/${bruno.id}/remove`)).html).toContain('Remover Bruno?')
    await core.people.patch(bruno.id, { role: 'operator' })
    expect((await post(`${PLACE}/${bruno.id}/remove`, { version: '1' })).status).toBe(409)
    expect((await post(`${PLACE}/${bruno.id}/remove`, { version: '2' })).location).toBe(PLACE)
    await expect(core.people.get(bruno.id)).rejects.toMatchObject({ code: 'person_not_found' })
    expect((await get('/web', bruno.id)).location).toMatch(/^\/web\/sign-in/)
    expect((await get(`${PLACE}/${bruno.id}`)).status).toBe(404)
  })
})

describe('who wrote and is nobody yet', () => {
  it('is on the list with the end of their number, and forgotten on request', async () => {
    await wrote()
    const { html } = await test.get(PLACE)
    expect(html).toContain('Querem falar com o SparkOne')
    expect(html).toContain('final 4444')
    expect(html).not.toContain('55554444')
    await test.post(`${PLACE}/senders/sender-1/dismiss`)
    expect((await test.get(PLACE)).html).not.toContain('Querem falar com o SparkOne')
  })

  it('is admitted as somebody new, with both addresses', async () => {
    await wrote()
    const { html } = await test.get(`${PLACE}/senders/sender-1`)
    expect(html).toContain('+5511955554444')
    expect(html).toContain('value="Elis"')
    const page = await test.post(`${PLACE}/senders/sender-1/new`, { name: 'Elis Regina', role: 'member' })
    const elis = await test.core.people.resolve('whatsapp', '+55 11 95555-4444')
    expect([page.location, elis?.name, elis?.aliases.length]).toEqual([`${PLACE}/${elis?.id}`, 'Elis Regina', 2])
  })

  it('is admitted as another address of somebody', async () => {
    await wrote()
    const page = await test.post(`${PLACE}/senders/sender-1/known`, { person: test.bruno.id })
    expect(page.location).toBe(`${PLACE}/${test.bruno.id}`)
    expect((await test.core.people.get(test.bruno.id)).aliases).toHaveLength(3)
  })

  it('stays on the list where they cannot be admitted like that, and it is said why', async () => {
    await wrote({ otherAddress: '5511977776666' })
    const nameless = await test.post(`${PLACE}/senders/sender-1/new`, { name: '', role: 'operator' })
    expect([nameless.status, nameless.html.includes('Escreva um nome')]).toEqual([400, true])
    const nobody = await test.post(`${PLACE}/senders/sender-1/known`, { person: '' })
    expect([nobody.status, nobody.html.includes('Escolha uma pessoa.')]).toEqual([400, true])
    const taken = await test.post(`${PLACE}/senders/sender-1/new`, { name: 'Elis', role: 'member' })
    expect([taken.status, taken.html.includes('já é de Bruno')]).toEqual([400, true])
    expect(await test.core.people.senders()).toHaveLength(1)
  })

  it('was perhaps dealt with by another operator, which is no error', async () => {
    for (const [path, fields] of [
      ['new', { name: 'Elis', role: 'member' }],
      ['known', { person: test.bruno.id }],
      ['dismiss', {}],
    ] as const) {
      const page = await test.post(`${PLACE}/senders/sender-1/${path}`, fields)
      expect([page.status, page.location]).toEqual([303, PLACE])
    }
    expect((await test.get(PLACE)).html).toContain('Este pedido já foi resolvido.')
  })
})

describe('one’s own profile', () => {
  const OWN = '/web/settings/profile'

  it('is a member’s to change, but for the role, and answers in the language just chosen', async () => {
    const { core, bruno, get, post } = test
    expect((await get(OWN, bruno.id)).html).not.toContain('name="role"')
    const page = await post(
      OWN,
      profile({ name: 'Bruno Lima', locale: 'en', role: 'operator', chain: 'email' }),
      bruno.id,
    )
    expect([page.status, page.location]).toEqual([303, OWN])
    const after = await core.people.get(bruno.id)
    expect(after).toMatchObject({ name: 'Bruno Lima', locale: 'en', role: 'member', chain: ['email'] })
    const { html } = await get(OWN, bruno.id)
    expect(html).toContain('Saved.')
    expect(html).toContain('How and when SparkOne talks to you.')
  })

  it('keeps what was typed where it cannot be saved', async () => {
    const { bruno, post } = test
    const { status, html } = await post(OWN, profile({ time_zone: 'nowhere', name: 'Bru' }), bruno.id)
    expect([status, html.includes('value="nowhere"'), html.includes('value="Bru"')]).toEqual([400, true, true])
  })
})

it('what people wrote is text, wherever it stands', async () => {
  const xss = '<script>alert(1)</script><img src=x>"\'>'
  const { core, bruno, get } = test
  await core.people.patch(bruno.id, { name: xss })
  await core.people.addAlias(bruno.id, { channel: 'sheets', address: xss })
  await wrote({ displayName: xss, otherAddress: null, channel: 'sheets', address: xss })
  const paths = [PLACE, `${PLACE}/${bruno.id}`, `${PLACE}/${bruno.id}/remove`, `${PLACE}/senders/sender-1`]
  for (const path of paths) {
    const { html } = await get(path)
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/<script>alert|<img/)
  }
})
