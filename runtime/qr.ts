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

/** The modules of a QR code, row by row and without a margin; true is dark. */
export const qrModules = async (text: string): Promise<readonly (readonly boolean[])[]> => {
  const { encode } = await import('uqr')
  return encode(text, { border: 0 }).data
}
