const DARK_ON_LIGHT = '\u001b[30;107m'
const PLAIN = '\u001b[0m'

/** A QR code in half blocks, dark on light whatever the terminal's colours: some phones read no inverted ones. */
export const drawQr = async (text: string): Promise<string> => {
  const { renderUnicodeCompact } = await import('uqr')
  return renderUnicodeCompact(text, { border: 4, invert: true })
    .split('\n')
    .map((line) => `${DARK_ON_LIGHT}${line}${PLAIN}`)
    .join('\n')
}
