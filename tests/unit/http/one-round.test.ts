import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../support/app.ts'

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
  await test.call('POST', '/tasks', { body: { title: 'Pagar' } })
})

const NOBODY = '00000000-0000-4000-8000-00000000ffff'

/** What only the contract sees beside what only the core sees: the caller learns of all in one answer. */
const cases: readonly [string, string, object, readonly string[]][] = [
  [
    'POST',
    '/tasks',
    { title: '  ', priority: 'x', due_date: '2027-02-30', time_zone: 'Mars/Base', labels: ['ok', ' '], extra: 1 },
    ['/due_date', '/extra', '/labels/1', '/priority', '/time_zone', '/title'],
  ],
  [
    'POST',
    '/tasks',
    { title: 7, due_date: '2027-03-14', due_time: '02:30', time_zone: 'America/New_York' },
    ['/due_time', '/title'],
  ],
  ['POST', '/tasks', { due: 'amanhã', due_at: '2027-01-01T00:00:00Z' }, ['/due', '/title']],
  ['POST', '/tasks', { title: 1, due_time: '10:00' }, ['/due_time', '/title']],
  ['PATCH', '/tasks/1', { status: 'x', due_date: null, due_time: '10:00' }, ['/due_time', '/status']],
  // Both need the database: the core collects them.
  ['POST', '/tasks', { title: 'a', assignee_id: NOBODY, due: 'qualquer dia' }, ['/assignee_id', '/due']],
  ['PATCH', '/tasks/1', { assignee_id: NOBODY, due_time: '10:00' }, ['/assignee_id', '/due_time']],
  [
    'POST',
    '/people',
    {
      name: ' ',
      locale: 'fr',
      time_zone: 'Mars/Base',
      chain: ['email', 'email'],
      quiet_hours: { start: '22:00', end: '22:00' },
      aliases: [
        { channel: 'email', address: 'a@b' },
        { channel: 'pigeon', address: 'x' },
        { channel: 'whatsapp', address: '12' },
      ],
    },
    [
      '/aliases/0/address',
      '/aliases/1/channel',
      '/aliases/2/address',
      '/chain',
      '/locale',
      '/name',
      '/quiet_hours',
      '/time_zone',
    ],
  ],
  ['POST', '/keys', { name: ' ', scopes: [], person_id: 'x' }, ['/name', '/person_id', '/scopes']],
  [
    'POST',
    '/keys',
    { name: 'a', scopes: ['admin'], person_id: NOBODY, expires_at: '2020-01-01T00:00:00Z' },
    ['/expires_at', '/person_id'],
  ],
  ['POST', '/ingest', { channel: 'x', sender: ' ', content: ' ' }, ['/channel', '/content', '/sender']],
  [
    'POST',
    '/notifications',
    { person_id: NOBODY, to: 'ana@example.com', kind: 'x', body: '' },
    ['/body', '/kind', '/to'],
  ],
]

describe('all that is wrong with an input comes in one answer', () => {
  it.each(cases)('%s %s %j', async (method, path, body, pointers) => {
    const { status, json } = await test.call(method, path, { body })
    expect(status).toBe(400)
    const problems = json.errors as readonly { pointer: string }[]
    expect(problems.map(({ pointer }) => pointer).toSorted()).toEqual(pointers)
  })
})
