import { afterAll, beforeAll } from 'vitest'
import { type House, type HouseOptions, openHouse } from '../e2e-house.ts'
import type { Server } from '../e2e-process.ts'
import { freePort } from '../tethered.ts'
import { useBrowser } from './chromium.ts'
import { contextOptions, type Look, USUAL } from './look.ts'
import { type GuardedPage, openPage } from './page.ts'
import { addPerson, operatorIn, type PersonName, signInByLink } from './people.ts'

export interface Console {
  readonly house: House
  readonly server: Server
  readonly origin: string
  /** The id of a person, who is added when first named. */
  personId(who: PersonName): Promise<string>
  /** A page of somebody who is in: the operator of the look's language, unless `as` says who. */
  open(options?: Partial<Look> & { readonly as?: PersonName }): Promise<GuardedPage>
  /** A page of somebody who is not in. */
  openOutside(look?: Partial<Look>): Promise<GuardedPage>
}

export interface ConsoleOptions {
  readonly database?: HouseOptions['database']
  readonly env?: HouseOptions['env']
  /** What is there before the first test: `furnish`, or a test file's own. */
  readonly furnish?: (server: Server, house: House) => Promise<void>
}

type StorageState = Awaited<ReturnType<GuardedPage['context']['storageState']>>

/**
 * SparkOne as it ships, on a database of its own, with all its channels and a browser: one for a test file. Each person
 * signs in once; each page of a test is a context of its own with a copy of that session.
 */
export const useConsole = (options: ConsoleOptions = {}): (() => Console) => {
  const browser = useBrowser()
  let open: Console | undefined
  beforeAll(async () => {
    open = await openConsole(browser, options)
    await options.furnish?.(open.server, open.house)
  })
  afterAll(() => open?.house.close())
  return () => {
    if (open === undefined) throw new Error('The console runs while tests do.')
    return open
  }
}

const openConsole = async (browser: ReturnType<typeof useBrowser>, options: ConsoleOptions): Promise<Console> => {
  const port = await freePort()
  // By name: browsers keep passkeys for names alone.
  const origin = `http://localhost:${port}`
  const house = await openHouse({
    database: options.database ?? 'postgres',
    whatsapp: true,
    email: true,
    env: { PUBLIC_URL: origin, ...options.env },
  })
  const server = await house.start({ port })
  const ids = new Map<PersonName, Promise<string>>()
  const sessions = new Map<PersonName, Promise<StorageState>>()

  const personId = (who: PersonName): Promise<string> => {
    const id = ids.get(who) ?? addPerson(server, who)
    ids.set(who, id)
    return id
  }
  const signIn = async (who: PersonName): Promise<StorageState> => {
    const context = await browser().newContext({ ...contextOptions(USUAL), baseURL: origin })
    try {
      await signInByLink(await context.newPage(), house.env, who, await personId(who))
      return await context.storageState()
    } finally {
      await context.close()
    }
  }
  return {
    house,
    server,
    origin,
    personId,
    open: async ({ as, ...look } = {}) => {
      const who = as ?? operatorIn(look.locale ?? USUAL.locale)
      const session = sessions.get(who) ?? signIn(who)
      sessions.set(who, session)
      return openPage(browser(), origin, { ...look, storageState: await session })
    },
    openOutside: (look) => openPage(browser(), origin, look),
  }
}
