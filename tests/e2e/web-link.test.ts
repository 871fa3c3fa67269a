import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type House, openHouse } from '../support/e2e-house.ts'
import { endAll, runCommand, type Server } from '../support/e2e-process.ts'

afterAll(endAll)

const PASSWORD = 'correto cavalo bateria grampo'
const EMAIL = 'canary.someone@sparkone.test'
const FORM = 'application/x-www-form-urlencoded'

/** A browser that keeps cookies and follows nothing. */
const browserAt = (server: Server) => {
  const jar = new Map<string, string>()
  const ask = async (path: string, fields?: Record<string, string>) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = { method: 'POST', body: new URLSearchParams(fields).toString() }
    const answer = await fetch(new URL(path, server.url), {
      ...(fields === undefined ? {} : post),
      redirect: 'manual',
      headers: { cookie, origin: server.url, 'content-type': FORM, 'accept-language': 'en' },
    })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      jar.set(name, value)
    }
    return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
  }
  return {
    ask,
    /** As from a form on that page. */
    send: async (path: string, fields: Record<string, string>) => {
      const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec((await ask(path)).html) ?? []
      return ask(path, { ...fields, csrf })
    },
  }
}

// The embedded database belongs to the server, which is asked through a socket; PostgreSQL is asked itself.
for (const database of ['pglite', 'postgres'] as const) {
  describe(`sparkone web link beside a running server on ${database}`, () => {
    let house: House
    let server: Server
    beforeAll(async () => {
      house = await openHouse({ database })
      server = await house.start()
    })
    afterAll(async () => {
      await house?.close()
    })
    const link = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCommand(['web', 'link', ...args], { ...house.env, LOCALE: 'en' })
      expect([code, stderr]).toEqual([0, ''])
      const path = /http:\/\/\S+(\/web\/link\/\S+)/.exec(stdout)?.[1]
      if (path === undefined) throw new Error(stdout)
      return { path, stdout }
    }

    it('lets the operator in once, by pressing the button and not by looking, and nobody after', async () => {
      const { path } = await link()
      const browser = browserAt(server)
      for (const _ of [1, 2]) expect((await browser.ask(path)).status).toBe(200)
      expect(await browser.ask(path, {})).toMatchObject({ status: 303, location: '/web' })
      expect((await browser.ask('/web')).location).toBe('/web/welcome')
      expect(await browserAt(server).ask(path, {})).toMatchObject({ status: 404 })

      const own = { email: EMAIL, password: PASSWORD }
      expect(await browser.send('/web/welcome', own)).toMatchObject({ status: 303, location: '/web' })
      expect((await browser.ask('/web')).status).toBe(200)
      const again = browserAt(server)
      expect(await again.ask('/web/sign-in', own)).toMatchObject({ status: 303, location: '/web' })
    })

    it('with --reset-mfa ends every session of that person, once it is used', async () => {
      const inside = browserAt(server)
      await inside.ask('/web/sign-in', { email: EMAIL, password: PASSWORD })
      expect((await inside.ask('/web')).status).toBe(200)
      const { path } = await link('--reset-mfa')
      expect(await browserAt(server).ask(path, {})).toMatchObject({ status: 303 })
      expect((await inside.ask('/web')).location).toMatch(/^\/web\/sign-in/)
    })

    it('is refused for nobody, and writes who got in to the log without an e-mail, a password or a token', async () => {
      expect(await runCommand(['web', 'link', '--person', 'Ninguém'], house.env)).toMatchObject({ code: 1, stdout: '' })
      const { path } = await link()
      await browserAt(server).ask('/web/sign-in', { email: EMAIL, password: 'canary wrong password' })
      await browserAt(server).ask(path, {})
      await browserAt(server).ask(path, {})
      const logged = () =>
        server
          .output()
          .split('\n')
          .filter((line) => line.includes('"console sign-in"') && line.endsWith('}'))
          .map((line) => JSON.parse(line) as { event: string; what: string; person_id: string | null })
      // What a process writes is read a moment after its answer.
      await expect.poll(() => logged().at(-1)).toMatchObject({ event: 'refused', what: 'link' })
      const lines = logged()
      expect(lines).toContainEqual(expect.objectContaining({ event: 'signed_in', what: 'link' }))
      expect(lines).toContainEqual(expect.objectContaining({ event: 'signed_in', what: 'password' }))
      expect(lines).toContainEqual(expect.objectContaining({ event: 'refused', what: 'password', person_id: null }))
      expect(lines).toContainEqual(expect.objectContaining({ event: 'refused', what: 'link', person_id: null }))
      const id = /^[0-9a-f-]{36}$/
      for (const line of lines) if (line.event === 'signed_in') expect(line.person_id).toMatch(id)
      expect(server.output()).not.toContain(EMAIL)
      expect(server.output()).not.toMatch(/canary|correto cavalo/)
      expect(server.output()).not.toContain(path.split('/').at(-1))
    })
  })
}
