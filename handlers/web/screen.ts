import { Hono } from 'hono'
import type { WebDeps } from './deps.ts'
import type { WebEnv } from './env.ts'
import type { Pages } from './layout/pages.tsx'

/** What a screen is given: the house's dependencies, and how a page is shown. */
export interface ScreenDeps extends WebDeps {
  readonly pages: Pages
}

/** The routes of a screen, relative to its place. Its folder holds them, its views and its words. */
export type Screen = (deps: ScreenDeps) => Hono<WebEnv>

export const routes = (): Hono<WebEnv> => new Hono<WebEnv>({ strict: false })
