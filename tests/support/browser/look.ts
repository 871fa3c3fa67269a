import type { BrowserContextOptions } from 'playwright-core'

/** How a person looks at the console. */
export interface Look {
  readonly locale: 'pt-BR' | 'en'
  readonly theme: 'light' | 'dark'
  /** The narrowest screen that must do without sideways scrolling, a phone, a desk. */
  readonly width: 'narrow' | 'phone' | 'desktop'
  readonly javaScript: boolean
}

export const USUAL: Look = { locale: 'pt-BR', theme: 'light', width: 'desktop', javaScript: true }

const WIDTHS = {
  narrow: { width: 320, height: 640 },
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
} as const

/** `pt-BR, dark, phone, without JavaScript` */
export const nameOf = ({ locale, theme, width, javaScript }: Look): string =>
  `${locale}, ${theme}, ${width}, ${javaScript ? 'with' : 'without'} JavaScript`

/** Movement is off: a page is looked at when it stands still. */
export const contextOptions = ({ locale, theme, width, javaScript }: Look): BrowserContextOptions => ({
  locale,
  colorScheme: theme,
  viewport: WIDTHS[width],
  javaScriptEnabled: javaScript,
  reducedMotion: 'reduce',
  timezoneId: 'America/Sao_Paulo',
})
