import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../../core/accounts/index.ts'
import type { TestCore } from '../../support/core.ts'
import { createTestConsole } from '../../support/web.ts'
import { realAccounts } from '../../support/web-accounts.ts'
import { ORIGIN } from '../../support/web-browser.ts'

const LIMIT = 3
const deps = {
  settings: { environment: 'test', version: '0', publicUrl: ORIGIN, locale: 'pt-BR', rateLimitPerMinute: LIMIT },
} as const

/** With a provider that counts who is sent to it. */
const withProvider =
  (sent: string[]) =>
  (test: TestCore): Accounts => {
    const real = realAccounts(test, false)
    const provider = {
      name: 'id.example.org',
      begin: async ({ address }: { address: string }) => {
        sent.push(address)
        return { kind: 'begun', location: 'https://id.example.org/authorize', cookies: [] } as const
      },
      finish: async () => ({ kind: 'refused', cookies: [] }) as const,
    }
    return { ...real, authenticator: { ...real.authenticator, provider } }
  }

describe('too many requests in a minute', () => {
  it('of one session are refused with a page that says so, and of another are not', async () => {
    const { get, ana, bruno, clock } = await createTestConsole({ deps })
    for (let n = 0; n < LIMIT; n += 1) expect((await get('/web/more', ana.id)).status).toBe(200)
    const page = await get('/web/more', ana.id)
    expect([page.status, page.html.includes('Foram pedidos demais')]).toEqual([429, true])
    expect((await get('/web/more', bruno.id)).status).toBe(200)
    clock.advance(60_000)
    expect((await get('/web/more', ana.id)).status).toBe(200)
  })

  it('of one address before the door are refused, whatever they try', async () => {
    const { browser } = await createTestConsole({ deps, accounts: 'real' })
    const stranger = browser()
    await stranger.post('/web/sign-in', { email: 'x@example.org', password: 'x' })
    await stranger.post('/web/link/abcdefghijabcdefghijabcdefghij')
    await stranger.post('/web/sign-in/code', { code: '123456' })
    expect((await stranger.post('/web/sign-in', { email: 'x@example.org', password: 'x' })).status).toBe(429)
    expect((await stranger.get('/web/sign-in')).status).toBe(200)
  })

  it('of one address to a provider reach it no more often than that', async () => {
    const sent: string[] = []
    const { browser } = await createTestConsole({ deps, accounts: withProvider(sent) })
    const stranger = browser()
    const statuses: number[] = []
    for (let n = 0; n <= LIMIT; n += 1) statuses.push((await stranger.get('/web/sign-in/provider/start')).status)
    expect(statuses).toEqual([303, 303, 303, 429])
    expect(sent).toHaveLength(LIMIT)
  })
})
