import type { SettingsWords } from './words.ts'

/** What tells browsers apart, the first that is there: most of them say that they are others too. */
const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\/|\bOpera\b/],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
] as const
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMac(?:intosh| OS X)\b/],
  ['Linux', /\bLinux\b/],
] as const

const firstIn = (kinds: readonly (readonly [string, RegExp])[], text: string): string | null =>
  kinds.find(([, sign]) => sign.test(text))?.[0] ?? null

/** A browser and its system as people call them. What is unknown is named as little as it is known. */
export const deviceOf = (userAgent: string | null, words: SettingsWords['sessions']): string => {
  const browser = firstIn(BROWSERS, userAgent ?? '')
  const system = firstIn(SYSTEMS, userAgent ?? '')
  return browser !== null && system !== null ? words.on(browser, system) : (browser ?? system ?? words.unknown)
}

export const isPhone = (userAgent: string | null): boolean => /\b(?:iPhone|Mobile)\b/.test(userAgent ?? '')
