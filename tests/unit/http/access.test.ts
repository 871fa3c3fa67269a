import { beforeAll, describe, expect, it } from 'vitest'
import { SCOPES, type Scope } from '../../../core/access/index.ts'
import { allRoutes } from '../../../handlers/http/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'

const routes = allRoutes().map(({ route }) => ({ ...route, name: `${route.method.toUpperCase()} ${route.path}` }))
const guarded = routes.filter(({ scope }) => scope !== null)
const scoped = guarded.filter(({ scope }) => scope !== 'any')

const NOBODY = '00000000-0000-4000-8000-999999999999'

let test: TestApp
/** Things of the operator that a member has no part in. */
const theirs: Record<string, string> = {}

const idFor = (path: string): string => {
  if (path.startsWith('/tasks')) return theirs.task ?? ''
  if (path.startsWith('/notifications')) return theirs.notification ?? ''
  if (path.startsWith('/messages')) return theirs.message ?? ''
  if (path.startsWith('/keys')) return theirs.key ?? ''
  if (path.startsWith('/people/unknown-senders')) return theirs.sender ?? ''
  return test.ana.id
}

const call = (route: (typeof routes)[number], key: string | null) => {
  const path = route.path.replace('{id}', idFor(route.path)).replaceAll(/\{\w+\}/g, 'whatsapp')
  const body = bodies[route.operationId] ?? {}
  return test.call(route.method.toUpperCase(), path, { key, ...(route.body === undefined ? {} : { body }) })
}

const bodies: Readonly<Record<string, unknown>> = {
  patchTask: { title: 'Minha' },
  setTaskStatus: { status: 'completed' },
  patchPerson: { name: 'Outra' },
  addPerson: { name: 'Intrusa', role: 'operator' },
  admitSender: { name: 'Intrusa' },
  issueKey: { name: 'mais', scopes: ['admin'] },
  ingestMessage: { channel: 'whatsapp', sender: '5511988887777', content: 'criar tarefa' },
  resolveConflict: { pick: 'ours' },
  ingestChannel: { from: '5511988887777', message: 'criar tarefa' },
}

beforeAll(async () => {
  test = await createTestApp()
  const task = await test.call('POST', '/tasks', { body: { title: 'Da Ana' } })
  const notification = await test.call('POST', '/notifications', { body: { kind: 'reminder', body: 'Para a Ana' } })
  const message = await test.call('POST', '/ingest', {
    body: { channel: 'whatsapp', sender: '5511988887777', content: 'minhas tarefas' },
  })
  await test.call('POST', '/ingest', { body: { channel: 'web', sender: 'estranha', content: 'oi' } })
  const senders = await test.call('GET', '/people/unknown-senders')
  const keys = await test.call('GET', '/keys')
  Object.assign(theirs, {
    task: String(task.json.id),
    notification: notification.json.id,
    message: message.json.message_id,
    sender: senders.json.senders[0].id,
    key: keys.json.keys[0].id,
  })
})

describe('a route that asks for a key', () => {
  it.each(guarded)('$name refuses a request without one', async (route) => {
    const { status, headers, json } = await call(route, null)
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toMatch(/^Bearer /)
    expect(json).toMatchObject({ status: 401, type: 'urn:sparkone:problem:unauthenticated' })
  })

  it.each(guarded)('$name refuses a wrong one', async (route) => {
    const { status, headers } = await call(route, 'spk_wrong')
    expect(status).toBe(401)
    expect(headers.get('www-authenticate')).toContain('invalid_token')
  })

  it.each(scoped)('$name refuses one with every scope but $scope', async (route) => {
    const others = SCOPES.filter((scope): scope is Scope => scope !== route.scope)
    const { status, json } = await call(route, await test.keyWith(others))
    expect(status).toBe(403)
    expect(json.type).toBe('urn:sparkone:problem:scope_missing')
  })

  it.each(guarded)('$name refuses one that has expired or was revoked', async (route) => {
    const issued = await test.core.access.issue({ name: 'gone', scopes: SCOPES })
    await test.core.access.revoke(issued.key.id)
    expect((await call(route, issued.secret)).status).toBe(401)
    const short = await test.core.access.issue({
      name: 'short',
      scopes: SCOPES,
      expiresAt: new Date(test.clock.now().getTime() + 1),
    })
    test.clock.advance(1)
    expect((await call(route, short.secret)).status).toBe(401)
  })

  it.each(['Basic abc', 'Bearer', 'Bearer  ', 'bearerspk', 'Bearer a b', `Bearer ${'x'.repeat(600)}`])(
    'refuses %j as a key',
    async (authorization) => {
      const { status } = await test.call('GET', '/tasks', { key: null, headers: { authorization } })
      expect(status).toBe(401)
    },
  )
})

describe("a member's key with every scope", () => {
  const byId = guarded.filter(
    ({ path, body }) => /\{id\}/.test(path) && !/^\/keys|unknown-senders/.test(path) && body !== null,
  )

  it.each(byId)('$name does not find what is not theirs', async (route) => {
    // Removing people is for operators, so that it does not tell who is there.
    const { status } = await call(route, test.memberKey)
    expect(status).toBe(route.operationId === 'removePerson' ? 403 : 404)
  })

  it('changes nothing of others on the way', async () => {
    expect((await test.call('GET', `/tasks/${theirs.task}`)).json).toMatchObject({ title: 'Da Ana', status: 'pending' })
    expect((await test.call('GET', `/people/${test.ana.id}`)).json.name).toBe('Ana')
  })

  it.each([
    'addPerson',
    'listUnknownSenders',
    'admitSender',
    'removePerson',
    'listKeys',
    'issueKey',
    'revokeKey',
    'pauseNotifications',
    'resumeNotifications',
    'ingestMessage',
    'ingestChannel',
  ])('may not %s', async (operationId) => {
    const route = routes.find((one) => one.operationId === operationId)
    if (route === undefined) throw new Error(`no route ${operationId}`)
    const { status, json } = await call(route, test.memberKey)
    expect([status, json.type]).toEqual([403, 'urn:sparkone:problem:forbidden'])
  })

  it('sees only their own person, and changes neither their role nor their addresses', async () => {
    const key = test.memberKey
    const list = await test.call('GET', '/people?offset=0', { key })
    expect(list.json).toMatchObject({ people: [{ id: test.bruno.id }], total: 1 })
    const own = `/people/${test.bruno.id}`
    expect((await test.call('PATCH', own, { key, body: { name: 'Bruno B.' } })).status).toBe(200)
    expect((await test.call('PATCH', own, { key, body: { role: 'operator' } })).status).toBe(403)
    const aliases = [{ channel: 'whatsapp', address: '5511966665555' }]
    expect((await test.call('PATCH', own, { key, body: { aliases } })).status).toBe(403)
  })

  it('notifies only themselves and lists only their own', async () => {
    const key = test.memberKey
    const send = (body: object) =>
      test.call('POST', '/notifications', { key, body: { kind: 'reminder', body: 'x', ...body } })
    expect((await send({ person_id: test.ana.id })).status).toBe(403)
    expect((await send({ person_id: NOBODY })).status).toBe(403)
    // Whether somebody has an address is not theirs to know either.
    expect((await send({ to: '5511988887777' })).status).toBe(403)
    expect((await send({ to: '5511900000000' })).status).toBe(403)
    const own = await send({})
    expect([own.status, own.json.person_id]).toEqual([202, test.bruno.id])
    const list = await test.call('GET', '/notifications', { key })
    expect(list.json.notifications.map((one: { id: string }) => one.id)).toEqual([own.json.id])
    expect((await test.call('GET', `/notifications?person_id=${test.ana.id}`, { key })).status).toBe(403)
  })

  it("does not read another's notification through a dedupe key", async () => {
    const body = { kind: 'reminder', body: 'Segredo da Ana', dedupe_key: 'x' }
    await test.call('POST', '/notifications', { body })
    const { json } = await test.call('POST', '/notifications', {
      key: test.memberKey,
      body: { ...body, body: 'Meu' },
    })
    expect(json).toMatchObject({ body: 'Meu', dedupe_key: 'x', person_id: test.bruno.id })
  })

  it("does not read another's brief", async () => {
    const key = test.memberKey
    for (const path of ['/brief/structured', '/brief/text']) {
      expect((await test.call('GET', `${path}?person_id=${test.ana.id}`, { key })).status).toBe(404)
    }
    const send = await test.call('POST', '/brief/send', { key, body: { person_id: test.ana.id } })
    expect(send.status).toBe(404)
  })

  it('hands over messages as themselves, whether they name themselves or nobody', async () => {
    for (const sender of [{ sender: '+55 11 97777-6666' }, {}]) {
      const body = { channel: 'whatsapp', ...sender, content: 'oi' }
      const { status, json } = await test.call('POST', '/ingest', { key: test.memberKey, body })
      expect(status).toBe(202)
      const message = await test.call('GET', `/messages/${json.message_id}`, { key: test.memberKey })
      expect(message.json.person_id).toBe(test.bruno.id)
    }
  })
})

describe('what is open to everybody', () => {
  it('is exactly the health checks, the documents and the webhooks with a secret of their own', () => {
    const open = routes.filter(({ scope }) => scope === null).map(({ path }) => path)
    expect(open.toSorted()).toEqual([
      '/docs',
      '/docs/scripts/{name}',
      '/docs/style.css',
      '/health',
      '/health/database',
      '/health/live',
      '/health/ready',
      '/health/redis',
      '/openapi.json',
      '/webhooks/notion',
      '/webhooks/whatsapp',
      '/webhooks/whatsapp/{event}',
    ])
  })
})
