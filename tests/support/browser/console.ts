import type { Cookie } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { type House, type HouseOptions, openHouse } from '../e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../e2e-mirrors.ts'
import type { Server } from '../e2e-process.ts'
import { freePort } from '../tethered.ts'
import { useBrowser } from './chromium.ts'
import { type Look, USUAL } from './look.ts'
import { type GuardedPage, openPage } from './page.ts'
import { addPerson, credentialsOf, operatorIn, type PersonName } from './people.ts'
import { openSessions } from './sessions.ts'

export interface Console {
  readonly house: House
  /** Notion and Google Sheets; null unless they were asked for. */
  readonly outside: OutsideMirrors | null
  readonly server: Server
  readonly origin: string
  /** The id of a person, who is added when first named. */
  personId(who: PersonName): Promise<string>
  /** The cookies of this person's session; a fresh one is in the place of all others. */
  sessionOf(who: PersonName, which?: 'usual' | 'fresh'): Promise<Cookie[]>
  /** The cookies of one more session of somebody who has one. */
  addSession(who: PersonName): Promise<Cookie[]>
  /** A page of somebody who is in: the operator of the look's language, unless `as` says who. */
  open(options?: Partial<Look> & { readonly as?: PersonName }): Promise<GuardedPage>
  /** A page of somebody who is not in. */
  openOutside(look?: Partial<Look>): Promise<GuardedPage>
}

export interface ConsoleOptions {
  /** Where browsers see it; http://localhost and its port unless a proxy stands before it. */
  readonly publicUrl?: string
  readonly env?: HouseOptions['env']
  /** With Notion and Google Sheets configured. */
  readonly mirrors?: boolean
  /** What is there before the first test: `furnish`, or a test file's own. */
  readonly furnish?: (console: Console) => Promise<void>
}

/**
 * SparkOne as it ships, on a database of its own, with all its channels and a browser: one for a test file. Each person
 * has one session; each page of a test is a context of its own with a copy of it.
 */
export const useConsole = (options: ConsoleOptions = {}): (() => Console) => {
  const browser = useBrowser()
  let open: (Console & { close(): Promise<void> }) | undefined
  beforeAll(async () => {
    open = await openConsole(browser, options)
    await options.furnish?.(open)
  })
  afterAll(() => open?.close())
  return () => {
    if (open === undefined) throw new Error('The console runs while tests do.')
    return open
  }
}

const openConsole = async (browser: ReturnType<typeof useBrowser>, options: ConsoleOptions) => {
  const port = await freePort()
  // By name: browsers keep passkeys for names alone.
  const origin = options.publicUrl ?? `http://localhost:${port}`
  const outside = options.mirrors === true ? await openOutsideMirrors() : null
  const env = { PUBLIC_URL: origin, ...outside?.env.notion, ...outside?.env.sheets, ...options.env }
  const house = await openHouse({ database: 'postgres', whatsapp: true, email: true, env })
  const server = await house.start({ port })
  const sessions = await openSessions(house.env, origin)
  const ids = new Map<PersonName, Promise<string>>()
  const cookies = new Map<PersonName, Promise<Cookie[]>>()

  const personId = (who: PersonName): Promise<string> => {
    const id = ids.get(who) ?? addPerson(server, who)
    ids.set(who, id)
    return id
  }
  const sessionOf: Console['sessionOf'] = async (who, which = 'usual') => {
    const known = which === 'usual' ? cookies.get(who) : undefined
    const opened = known ?? personId(who).then((id) => sessions.open(id, credentialsOf(who)))
    if (which === 'usual') cookies.set(who, opened)
    return opened
  }
  return {
    house,
    outside,
    server,
    origin,
    personId,
    sessionOf,
    addSession: (who: PersonName) => sessions.add(credentialsOf(who)),
    open: async ({ as, ...look }: Partial<Look> & { as?: PersonName } = {}) => {
      const who = as ?? operatorIn(look.locale ?? USUAL.locale)
      return openPage(browser(), origin, { ...look, storageState: { cookies: await sessionOf(who), origins: [] } })
    },
    openOutside: (look?: Partial<Look>) => openPage(browser(), origin, look),
    close: async () => {
      await sessions.close()
      await house.close()
      await outside?.close()
    },
  }
}
