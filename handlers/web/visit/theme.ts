import type { Theme, WebContext } from '../env.ts'
import { keep, kept } from './cookies.ts'

export const THEMES: readonly Theme[] = ['auto', 'light', 'dark']

const COOKIE = 'sparkone_theme'
const KEPT_SECONDS = 365 * 24 * 3600

const themeIn = (text: string | undefined): Theme => THEMES.find((name) => name === text) ?? 'auto'

/** How the console looks in this browser, also before somebody is in. */
export const themeOf = (context: WebContext): Theme => themeIn(kept(context, COOKIE))

export const keepTheme = (context: WebContext, given: string): void =>
  keep(context, COOKIE, themeIn(given), KEPT_SECONDS)
