/** The commonest, most particular first: each browser also names those it wants to be taken for. */
const BROWSERS = [
  ['Edge', /\bEdg(?:A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

/** What somebody recognises their browser by: `Firefox · Linux`; of one that says nothing known, how it names itself. */
export const deviceOf = (userAgent: string | null): string | null => {
  const text = userAgent?.trim() ?? ''
  const names = [BROWSERS, SYSTEMS].flatMap((kinds) => {
    const found = kinds.find(([, pattern]) => pattern.test(text))
    return found === undefined ? [] : [found[0]]
  })
  if (names.length > 0) return names.join(' · ')
  return text === '' ? null : text.slice(0, 60)
}
