import { beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../../core/kernel/changes.ts'
import { createTestConsole, type TestConsole } from '../../support/web.ts'
import { PASSWORD } from '../../support/web-accounts.ts'

const PLACE = '/web/people'
let test: TestConsole

beforeEach(async () => {
  test = await createTestConsole({ accounts: 'real' })
})

describe('access to the console', () => {
  const linkIn = (html: string): string => /value="http:\/\/localhost:8000\/web\/link\/([^"]+)"/.exec(html)?.[1] ?? ''

  it('is given by a link that is shown once', async () => {
    const { accounts, bruno, get, post } = test
    const { status, html } = await post(`${PLACE}/${bruno.id}/link`)
    expect([status, html.includes('Convite pronto')]).toEqual([200, true])
    expect(html).toContain('Vale até ter., 1 dez. 2026, 10:00.')
    expect(await accounts.look(linkIn(html))).toEqual({ personName: 'Bruno', purpose: 'invitation' })
    expect((await get(`${PLACE}/${bruno.id}/link`)).location).toBe(`${PLACE}/${bruno.id}`)
    expect((await get(`${PLACE}/${bruno.id}`)).html).not.toContain('/web/link/')
  })

  it('is given back to who lost it, and takes sessions away only where that was asked for, which open pages are told', async () => {
    const { accounts, bruno, get, post } = test
    await test.browserOf(bruno.id)
    const { keeper } = accounts.authenticator
    const first = await post(`${PLACE}/${bruno.id}/link`)
    expect(await accounts.look(linkIn(first.html))).toMatchObject({ purpose: 'recovery' })
    expect(await keeper.sessionsOf(bruno.id)).toHaveLength(1)
    const changes: Change[] = []
    test.storage.feed.subscribe((change) => changes.push(change))
    await post(`${PLACE}/${bruno.id}/link`, { resets: 'yes' })
    expect(changes).toEqual([{ topic: 'people', people: [bruno.id] }])
    expect(await accounts.look(linkIn(first.html))).toBeNull()
    expect(await keeper.sessionsOf(bruno.id)).toEqual([])
    expect((await get(`${PLACE}/${bruno.id}`)).html).toContain('bruno@example.org, com senha')
  })

  it('is seen as sessions, which end one by one or all at once', async () => {
    const { accounts, bruno, get, post } = test
    const { keeper, passwords } = accounts.authenticator
    const open = async (userAgent: string) => {
      const { jar } = test.browser({ userAgent })
      await passwords.signIn(jar.request(), { email: 'bruno@example.org', password: PASSWORD })
    }
    await keeper.create({ personId: bruno.id, email: 'bruno@example.org', password: PASSWORD })
    await open('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')
    await open('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1')
    await open('curl/8')
    const { html } = await get(`${PLACE}/${bruno.id}`)
    for (const device of ['Firefox no Linux', 'Safari no iPhone', 'Aparelho desconhecido'])
      expect(html).toContain(device)
    const [one] = await keeper.sessionsOf(bruno.id)
    await post(`${PLACE}/${bruno.id}/sessions/revoke`, { session: one?.id ?? '' })
    expect(await keeper.sessionsOf(bruno.id)).toHaveLength(2)
    await post(`${PLACE}/${bruno.id}/sessions/revoke`, { session: 'another' })
    expect(await keeper.sessionsOf(bruno.id)).toHaveLength(2)
    await post(`${PLACE}/${bruno.id}/sessions/revoke`)
    expect(await keeper.sessionsOf(bruno.id)).toEqual([])
    expect(await keeper.sessionsOf(test.ana.id)).toHaveLength(1)
  })
})
