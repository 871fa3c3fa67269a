import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually } from '../support/e2e-operator.ts'
import { endAll, runProgram, type Server } from '../support/e2e-process.ts'
import { hookEvent, signHook } from '../support/notion/webhooks.ts'

const TOKEN = 'secret_canary-of-the-subscription'

let outside: OutsideMirrors
let house: House
let server: Server
beforeAll(async () => {
  outside = await openOutsideMirrors()
  const env = { ...outside.env.notion, PUBLIC_URL: 'https://sparkone.example' }
  // Embedded: the command reaches the running server, and the mirror has one connection to itself and all others.
  house = await openHouse({ database: 'pglite', env })
  server = await house.start()
})
afterAll(async () => {
  await house?.close()
  await outside?.close()
  await endAll()
})

/** As Notion posts to the address it was given. */
const deliver = async (body: unknown, token?: string): Promise<number> => {
  const raw = JSON.stringify(body)
  const signature = token === undefined ? {} : { 'X-Notion-Signature': signHook(raw, token) }
  const headers = { 'Content-Type': 'application/json', ...signature }
  return (await fetch(`${server.url}/webhooks/notion`, { method: 'POST', headers, body: raw })).status
}

describe("Notion's webhook", { timeout: 60_000 }, () => {
  it('is paired from the command line, which shows the token that came, once', async () => {
    expect(await deliver({ verification_token: TOKEN })).toBe(401)
    const pairing = runProgram(['mirror', 'pair', 'notion'], house.env)
    await eventually(() => expect(pairing.output()).toContain('https://sparkone.example/webhooks/notion'), 20_000)
    expect(await deliver({ verification_token: TOKEN })).toBe(200)
    expect(await pairing.exited()).toBe(0)
    expect(pairing.stdout()).toContain(TOKEN)
    expect(server.output()).not.toContain(TOKEN)
  })

  it('brings in what a person changed long before anybody would have asked', async () => {
    const { json } = await server.api('POST', '/tasks', { body: { title: 'Ligar pro João' } })
    const page = await eventually(() => outside.notion.hand.find('Ligar pro João'), 20_000)
    await eventually(async () => {
      const { pulled_at: pulledAt, tasks } = (await server.api('GET', '/sync')).json.mirrors[0]
      expect([pulledAt === null, tasks.waiting]).toEqual([false, 0])
    }, 20_000)
    outside.notion.hand.edit(page, { Nome: 'Ligar para o João' })
    const event = hookEvent('page.properties_updated', { id: page, type: 'page' })
    expect(await deliver(event, 'secret_of-somebody-else')).toBe(401)
    expect(await deliver(event, TOKEN)).toBe(200)
    await eventually(async () => {
      expect((await server.api('GET', `/tasks/${json.id}`)).json.title).toBe('Ligar para o João')
    }, 20_000)
  })
})
