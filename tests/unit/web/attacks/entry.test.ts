import { describe, expect, it } from 'vitest'
import { actorOf } from '../../../support/core.ts'
import { routesOf } from '../../../support/routes.ts'
import { formsFor, rawPost, tokenOf } from './forms.ts'
import { openHouse } from './house.ts'
import { isDoor, isFile, isStream, pathsOf } from './routes.ts'

const METHODS = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'POSTS']
/** What operators have to themselves. A new place of theirs is named in handlers/web/layout/places.ts. */
const OPERATORS = /^\/web\/(?:alerts|mirrors|people|health)(?:\/|$)/

describe('without a session', () => {
  it('every page leads to the sign-in, and shows nothing of the house', async () => {
    const house = await openHouse({ text: 'segredo-da-casa' })
    const before = await house.stored()
    for (const route of routesOf(house, 'GET').filter((one) => !isDoor(one))) {
      for (const path of pathsOf(route.pattern, house.values)) {
        const page = await house.get(path, null)
        const isRefused = isStream(route)
          ? page.status === 401
          : page.status === 303 && page.location?.startsWith('/web/sign-in') === true
        expect({ path, isRefused }).toEqual({ path, isRefused: true })
        expect(page.html).not.toContain('segredo-da-casa')
      }
    }
    expect(await house.stored()).toEqual(before)
  })

  it('no form does anything, whatever it carries', async () => {
    const house = await openHouse()
    const forms = await formsFor(house, house.ana.id)
    const csrf = await tokenOf(house, await house.browserOf(house.ana.id))
    const before = await house.stored()
    for (const form of forms) {
      const page = await rawPost(house, form, { csrf })
      expect({ ...form, status: page.status, to: page.location }).toEqual({ ...form, status: 303, to: '/web/sign-in' })
    }
    expect(await house.stored()).toEqual(before)
    expect(forms.length).toBeGreaterThan(20)
  })

  it('a page says the same of what is there and of what is not', async () => {
    const house = await openHouse()
    for (const path of ['/web/tasks/1', '/web/tasks/999', '/web/nothing', '/web/people/nobody']) {
      const page = await house.get(path, null)
      expect([page.status, page.location]).toEqual([303, `/web/sign-in?to=${encodeURIComponent(path)}`])
    }
  })

  it('no other method does anything, nor with a session', async () => {
    const house = await openHouse()
    const { origin, cookie: kept } = (await house.browserOf(house.ana.id)).jar.request()
    const cookie = kept ?? ''
    const before = await house.stored()
    const paths = [...new Set(house.app.routes.map((route) => route.split(' ')[1] ?? ''))]
    for (const path of paths.flatMap((pattern) => pathsOf(pattern, ['1', 'notion']).slice(0, 1))) {
      for (const method of METHODS) {
        const answer = await house.fetch(
          new Request(`http://localhost:8000${path}`, { method, headers: { cookie, origin } }),
        )
        expect([method, path, answer.status >= 400]).toEqual([method, path, true])
      }
    }
    expect(await house.stored()).toEqual(before)
  })
})

describe('with a session that has to do something first', () => {
  it('a sign-in by a link reaches nothing but the way to credentials', async () => {
    const house = await openHouse({ text: 'segredo-da-casa' })
    const visitor = house.browser()
    await visitor.post(`/web/link/${house.link}`)
    const csrf = await tokenOf(house, visitor)
    const { name: own } = await house.core.people.get(house.bruno.id)
    const before = await house.stored()
    for (const route of routesOf(house, 'GET').filter((one) => !isDoor(one))) {
      for (const path of pathsOf(route.pattern, house.values)) {
        const page = await visitor.get(path)
        if (path !== '/web/welcome') expect([path, page.status]).toEqual([path, isStream(route) ? 401 : 303])
        // Their own name is theirs to correct.
        expect(page.html.replaceAll(own, '')).not.toContain('segredo-da-casa')
      }
    }
    for (const form of await formsFor(house, house.bruno.id)) {
      if (form.action.startsWith('/web/welcome')) continue
      const page = await rawPost(house, form, { browser: visitor, csrf })
      expect([form.action, page.location]).toEqual([form.action, '/web/welcome'])
    }
    expect(await house.stored()).toEqual(before)
  })

  it('where a second factor is required, a password alone shows nothing and changes nothing', async () => {
    const house = await openHouse({ text: 'segredo-da-casa', requireMfa: true })
    const browser = await house.browserOf(house.ana.id)
    const csrf = await tokenOf(house, browser)
    const forms = await formsFor(house, house.ana.id)
    const before = await house.stored()
    for (const route of routesOf(house, 'GET').filter((one) => !isDoor(one))) {
      for (const path of pathsOf(route.pattern, house.values)) {
        const page = await browser.get(path)
        expect(page.html).not.toContain('segredo-da-casa')
      }
    }
    for (const form of forms) {
      if (form.action.startsWith('/web/settings/security')) continue
      const page = await rawPost(house, form, { browser, csrf })
      expect([form.action, page.location]).toEqual([form.action, '/web/settings/security'])
    }
    expect(await house.stored()).toEqual(before)
  })
})

describe("with a member's session", () => {
  it("operators' places are closed, and nothing in them can be done", async () => {
    const house = await openHouse({ text: 'segredo-da-casa' })
    const browser = await house.browserOf(house.bruno.id)
    const csrf = await tokenOf(house, browser)
    const forms = (await formsFor(house, house.ana.id)).filter(({ action }) => OPERATORS.test(action))
    const before = await house.stored()
    for (const { pattern } of routesOf(house, 'GET').filter((one) => OPERATORS.test(one.pattern))) {
      for (const path of pathsOf(pattern, house.values)) {
        const page = await browser.get(path)
        expect([path, page.status]).toEqual([path, 403])
        expect(page.html).not.toContain('segredo-da-casa')
      }
    }
    for (const form of forms) {
      expect([form.action, (await rawPost(house, form, { browser, csrf })).status]).toEqual([form.action, 403])
    }
    expect(await house.stored()).toEqual(before)
    expect(forms.length).toBeGreaterThan(3)
  })

  it('what is somebody else’s is not there, neither to see nor to change', async () => {
    const house = await openHouse()
    const { core, ana, bruno } = house
    const foreign = 'coisa-da-ana'
    const { id } = await core.tasks.create(actorOf(ana), { title: foreign, description: foreign, labels: [foreign] })
    await core.tasks.patch(actorOf(ana), id, { priority: 'high' })
    await core.tasks.remove(actorOf(ana), (await core.tasks.create(actorOf(ana), { title: foreign })).id)
    const { notification } = await core.notify.notify({
      kind: 'alert',
      subject: foreign,
      body: foreign,
      personId: ana.id,
    })
    const message = await core.capture.ingest({ channel: 'whatsapp', sender: { personId: ana.id }, content: foreign })
    const own = { ...house, values: [String(id), String(id + 1), notification.id, message.id, ana.id] }
    const browser = await house.browserOf(bruno.id)
    const csrf = await tokenOf(house, browser)
    const before = await house.stored()
    for (const { pattern } of routesOf(house, 'GET').filter((one) => !isDoor(one) && !isStream(one))) {
      for (const path of pathsOf(pattern, own.values)) {
        const page = await browser.get(path)
        if (pattern.includes('/:')) expect([path, [403, 404].includes(page.status)]).toEqual([path, true])
        for (const query of [
          '',
          `?person=${ana.id}&assignee=${ana.id}`,
          '?due=all',
          `?q=${foreign}&due=all`,
          `?label=${foreign}&due=all`,
        ]) {
          const { html } = await browser.get(`${path}${query}`)
          expect({
            path,
            query,
            leaks: html
              .split(`q=${foreign}`)
              .join('')
              .replaceAll(/value="coisa-da-ana"|label=coisa-da-ana/g, '')
              .includes(foreign),
          }).toEqual({ path, query, leaks: false })
        }
      }
    }
    for (const form of await formsFor(own, ana.id)) {
      if (!own.values.some((value) => form.action.includes(`/${value}`))) continue
      const page = await rawPost(house, form, { browser, csrf })
      // A session that is not one's own is told of as one that is over; that it goes on is what the last line shows.
      const refused = form.action.startsWith('/web/settings/sessions/') ? [303] : [403, 404]
      expect([form.action, refused.includes(page.status)]).toEqual([form.action, true])
    }
    // What names its object in a field.
    const named = [
      { action: '/web/tasks/bulk', fields: { task: String(id), do: 'complete' } },
      { action: '/web/tasks/undo', fields: { id: String(id), version: '2' } },
      { action: '/web/tasks/undo-bulk', fields: { refs: `${id}.2` } },
      { action: '/web/brief/send', fields: { person: ana.id, kind: 'morning', date: '2026-11-24' } },
      { action: '/web/deliveries/pause', fields: { channel: 'whatsapp' } },
      { action: '/web/deliveries/resume', fields: { channel: 'whatsapp' } },
    ]
    for (const form of named) await rawPost(house, form, { browser, csrf })
    expect(await house.stored()).toEqual(before)
  })
})

describe('with a session and a form of our own', () => {
  it('most routes do something: what the others show is not that nothing ever does', async () => {
    const first = await openHouse()
    const forms = await formsFor(first, first.ana.id)
    const routes = routesOf(first, 'POST').filter(
      (one) => !isDoor(one) && !/welcome|sign-out|passkey/.test(one.pattern),
    )
    const idle: string[] = []
    for (const { pattern } of routes) {
      const paths = pathsOf(pattern, first.values)
      const house = await openHouse()
      const browser = await house.browserOf(house.ana.id)
      const before = JSON.stringify(await house.stored())
      const isChanged = async () => JSON.stringify(await house.stored()) !== before
      for (const form of forms.filter(({ action }) => paths.includes(action))) {
        const page = await rawPost(house, form, { browser, csrf: await tokenOf(house, browser) })
        expect({ ...form, status: page.status }).not.toMatchObject({ status: 500 })
        if (await isChanged()) break
      }
      if (!(await isChanged())) idle.push(pattern)
      expect(house.errors).toEqual([])
    }
    expect(idle.length).toBeLessThan(routes.length / 2)
  })

  it('no page that is only looked at changes anything', async () => {
    const house = await openHouse()
    const before = await house.stored()
    for (const who of [house.ana.id, house.bruno.id, null]) {
      for (const { pattern } of routesOf(house, 'GET').filter((one) => !isFile(one) && !isStream(one))) {
        for (const path of pathsOf(pattern, house.values)) {
          const query = new URLSearchParams({
            do: 'complete',
            status: 'completed',
            text: 'comprar',
            id: '1',
            channel: 'whatsapp',
          })
          for (const method of ['GET', 'HEAD']) {
            const headers = { cookie: who === null ? '' : ((await house.browserOf(who)).jar.request().cookie ?? '') }
            const answer = await house.fetch(new Request(`http://localhost:8000${path}?${query}`, { method, headers }))
            expect([path, answer.status < 500]).toEqual([path, true])
          }
        }
      }
    }
    expect(await house.stored()).toEqual(before)
  })
})
