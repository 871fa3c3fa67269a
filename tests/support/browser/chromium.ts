import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { bring, find } from '../programs.ts'

/** Nothing but this machine can be reached, and Chromium itself asks nobody anything. */
export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP localhost 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** The Chromium of the machine, or the one that CHROME_PATH names. */
export const chromiumPath = (): string => process.env.CHROME_PATH ?? find('chromium') ?? 'chromium'

/** Global set-up: installs what is missing, or says what to install. Never skips. */
export const setup = (): void =>
  bring(
    'The browser tests',
    process.env.CHROME_PATH === undefined ? ['chromium', 'nginx', 'openssl'] : ['nginx', 'openssl'],
  )

/** One browser for a test file, started before its tests. Each test takes a page of its own: `openPage`. */
export const useBrowser = (): (() => Browser) => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ARGUMENTS })
  })
  afterAll(() => browser?.close())
  return () => {
    if (browser === undefined) throw new Error('The browser runs while tests do.')
    return browser
  }
}
