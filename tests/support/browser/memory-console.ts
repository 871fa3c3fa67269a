import { once } from 'node:events'
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll } from 'vitest'
import { freePort } from '../tethered.ts'
import { createTestConsole, type TestConsole } from '../web.ts'
import { useBrowser } from './chromium.ts'
import { type Look, USUAL } from './look.ts'
import { type GuardedPage, openPage } from './page.ts'
import { operatorIn, PEOPLE, type PersonName } from './people.ts'

export interface MemoryConsole extends TestConsole {
  readonly origin: string
  personId(who: PersonName): string
  /** A page of somebody who is in: the operator of the look's language, unless `as` says who. */
  open(options?: Partial<Look> & { readonly as?: PersonName }): Promise<GuardedPage>
}

/**
 * The console over the whole core on memory, in this process and behind a real socket: starts in no time and its clock
 * stands still. Who is in is said by a cookie: signing in is tested on SparkOne as it ships.
 */
export const useMemoryConsole = (furnish?: (console: MemoryConsole) => Promise<void>): (() => MemoryConsole) => {
  const browser = useBrowser()
  let open: (MemoryConsole & { close(): void }) | undefined
  beforeAll(async () => {
    open = await openMemoryConsole(browser)
    await furnish?.(open)
  })
  afterAll(() => open?.close())
  return () => {
    if (open === undefined) throw new Error('The console runs while tests do.')
    return open
  }
}

const openMemoryConsole = async (browser: ReturnType<typeof useBrowser>) => {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const console = await createTestConsole({
    deps: {
      settings: {
        environment: 'test',
        version: '0.0.0-test',
        publicUrl: origin,
        locale: 'pt-BR',
        rateLimitPerMinute: 1_000_000,
      },
    },
  })
  const ids = new Map<PersonName, string>()
  for (const who of Object.keys(PEOPLE) as PersonName[]) {
    ids.set(who, (await console.core.people.add({ ...PEOPLE[who], aliases: [] })).id)
  }
  const personId = (who: PersonName): string => ids.get(who) ?? ''
  const server = createServer(getRequestListener((request) => console.fetch(request)))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    ...console,
    origin,
    personId,
    open: async ({ as, ...look }: Partial<Look> & { as?: PersonName } = {}) => {
      const who = as ?? operatorIn(look.locale ?? USUAL.locale)
      const cookie = { name: 'test_person', value: personId(who), domain: 'localhost', path: '/' }
      const cookies = [{ ...cookie, expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const }]
      return openPage(browser(), origin, { ...look, storageState: { cookies, origins: [] } })
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
