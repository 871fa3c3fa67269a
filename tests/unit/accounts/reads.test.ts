import { expect, it } from 'vitest'
import { createClock, createMemoryAccountRecords, createMemoryStorage } from '../../../adapters/memory/index.ts'
import type { RecordTable } from '../../../core/accounts/ports.ts'
import { LIFETIMES, makePeople } from '../../contracts/accounts/people.ts'
import { createBrowser } from '../../contracts/browser.ts'
import { authenticatorOver } from '../../support/authenticator.ts'

it('asks for a session and its account once a request', async () => {
  const kept = createMemoryAccountRecords()
  const asked: RecordTable[] = []
  const records: typeof kept = {
    ...kept,
    find: (table, ...question) => {
      asked.push(table)
      return kept.find(table, ...question)
    },
  }
  const storage = createMemoryStorage({ clock: createClock() })
  const given = { requireMfa: false, sessionSeconds: LIFETIMES }
  const open = authenticatorOver({ records, storage, close: async () => undefined }, given)
  const { withAccount, signIn, isIn } = makePeople(() => open)
  await withAccount()
  const browser = createBrowser()
  await signIn(browser)
  asked.length = 0
  expect(await isIn(browser)).toBe(true)
  expect(asked).toEqual(['sessions', 'accounts'])
})
