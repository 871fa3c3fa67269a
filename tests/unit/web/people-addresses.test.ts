import { beforeEach, describe, expect, it } from 'vitest'
import type { Channel } from '../../../core/notify/index.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'

const PLACE = '/web/people'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole({ accounts: 'real' })
})

describe('whoever has no address', () => {
  const FALLBACK = 'plantao@example.org'
  const INBOX = 'Só a caixa de entrada do SparkOne'
  const rowOf = (html: string, personId: string): string =>
    (html.split(`id="person-${personId}"`)[1]?.split('</li>')[0] ?? '').replaceAll(/<[^>]+>|\s+/g, ' ')
  const said = async (on: TestConsole, personId: string) => {
    const [list, page] = [(await on.get(PLACE)).html, (await on.get(`${PLACE}/${personId}`)).html]
    expect(list + page).not.toContain(FALLBACK)
    const row = rowOf(list, personId)
    const addresses = page.split('id="addresses"')[1]?.split('<form')[0] ?? ''
    return {
      list: [row.includes('E-mail · o e-mail de reserva'), row.includes(INBOX)],
      page: [addresses.includes('chegam até ela pelo e-mail de reserva'), addresses.includes('só a caixa de entrada')],
    }
  }
  const BY_FALLBACK = { list: [true, false], page: [true, false] }
  const IN_THE_INBOX = { list: [false, true], page: [false, true] }

  it('is reached by the fallback e-mail as an operator, and in the inbox alone as a member', async () => {
    const on = await createTestConsole({ accounts: 'real', settings: { fallbackEmail: FALLBACK } })
    const operator = await on.core.people.add({ name: 'Caio', role: 'operator' })
    const member = await on.core.people.add({ name: 'Davi' })
    expect(await said(on, operator.id)).toEqual(BY_FALLBACK)
    expect(await said(on, member.id)).toEqual(IN_THE_INBOX)
  })

  it.each([
    ['there is no fallback e-mail', {}, undefined],
    ['no e-mail can be sent', { channels: ({ whatsapp }: { whatsapp: Channel }) => ({ whatsapp }) }, undefined],
    ['their own chain has no e-mail', {}, ['whatsapp']],
  ] as const)('is in the inbox alone even as an operator where %s', async (why, given, chain) => {
    const fallbackEmail = why.startsWith('there is no') ? null : FALLBACK
    const on = await createTestConsole({ accounts: 'real', settings: { fallbackEmail }, ...given })
    const operator = await on.core.people.add({ name: 'Caio', role: 'operator', ...(chain && { chain }) })
    expect(await said(on, operator.id)).toEqual(IN_THE_INBOX)
  })

  it('is said to be reached in English too', async () => {
    const on = await createTestConsole({ accounts: 'real', settings: { fallbackEmail: FALLBACK } })
    await on.core.people.patch(on.ana.id, { locale: 'en' })
    const { id } = await on.core.people.add({ name: 'Caio', role: 'operator' })
    expect(rowOf((await on.get(PLACE)).html, id)).toContain('E-mail · the fallback e-mail')
    expect((await on.get(`${PLACE}/${id}`)).html).toContain('reach them by the fallback e-mail')
  })
})

describe('the addresses of a person', () => {
  it('come and go one by one', async () => {
    const { core, bruno, get, post } = test
    await post(`${PLACE}/${bruno.id}/aliases`, { channel: 'email', address: ' bruno@example.org ' })
    const { aliases } = await core.people.get(bruno.id)
    expect(aliases.map(({ address }) => address)).toEqual(['5511977776666', 'bruno@example.org'])
    expect((await get(`${PLACE}/${bruno.id}`)).html).toContain('+5511977776666')
    await post(`${PLACE}/${bruno.id}/aliases/remove`, { alias: aliases[0]?.id ?? '' })
    expect((await core.people.get(bruno.id)).aliases).toEqual(aliases.slice(1))
  })

  it.each([
    ['whatsapp', '+55 11 98888-7777', 'Este endereço já é de Ana.'],
    ['whatsapp', 'abc', 'Escreva o número com código do país'],
    ['email', 'a@b, c@d', 'Escreva um endereço de e-mail.'],
    ['sheets', ' ', 'Escreva de 1 a 100 caracteres.'],
  ])('say at the field why %s “%s” cannot be, and keep it there', async (channel, address, problem) => {
    const { core, bruno, post } = test
    const { status, html } = await post(`${PLACE}/${bruno.id}/aliases`, { channel, address })
    expect([status, html.includes(problem), html.includes(`value="${address}"`)]).toEqual([400, true, true])
    expect(await core.people.get(bruno.id)).toEqual(bruno)
  })
})
