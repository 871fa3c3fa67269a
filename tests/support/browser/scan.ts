import type { Locator } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'

interface Bitmap {
  readonly width: number
  readonly height: number
}
interface Pixels extends Bitmap {
  readonly data: Uint8ClampedArray
}
declare const createImageBitmap: (image: Blob) => Promise<Bitmap>
declare const OffscreenCanvas: new (
  width: number,
  height: number,
) => {
  getContext(kind: '2d'): {
    drawImage(image: Bitmap, left: number, top: number): void
    getImageData(left: number, top: number, width: number, height: number): Pixels
  }
}

/** A decoder's own limit is a camera's frame; here there is one picture and a slow machine. */
const PATIENCE_MS = 10_000

/** Runs inside a page and sees nothing of this file. */
const pixelsOf = async (picture: string): Promise<Pixels> => {
  const bitmap = await createImageBitmap(await (await fetch(picture)).blob())
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')
  context.drawImage(bitmap, 0, 0)
  return { width, height, data: context.getImageData(0, 0, width, height).data }
}

/** What a phone's camera reads on the screen there: of the picture as it is drawn and not of its markup. */
export const scan = async (shown: Locator): Promise<string> => {
  const picture = `data:image/png;base64,${(await shown.screenshot()).toString('base64')}`
  // The browser reads its own pictures, in a page with scripts whatever the page that is looked at has.
  const room = await shown.page().context().browser()?.newContext()
  if (room === undefined) throw new Error('The page has no browser.')
  try {
    const pixels = await (await room.newPage()).evaluate(pixelsOf, picture)
    return decodeQR(pixels, { timeLimit: PATIENCE_MS })
  } finally {
    await room.close()
  }
}
