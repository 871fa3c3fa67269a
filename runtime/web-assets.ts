import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { WebAsset, WebAssets } from '../handlers/web/index.ts'
import { loadedOnce } from './loaded-once.ts'

const isBundle = !import.meta.filename.endsWith('.ts')
/** Where the build has put them. */
const FOLDER = fileURLToPath(new URL('./web', import.meta.url))

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

/** What the console's pages ask for: one style sheet, two scripts and the icons, made ready at the first request. */
export const webAssets = (): WebAssets => {
  const loaded = loadedOnce(load)
  return {
    version: async () => (await loaded()).version,
    find: async (name) => (await loaded()).files.get(name) ?? null,
  }
}

const load = async () => {
  const files = new Map<string, WebAsset>()
  for (const [name, body] of isBundle ? await built() : await (await import('./console-files.ts')).consoleFiles()) {
    const type = TYPES[name.split('.').at(-1) ?? '']
    if (type !== undefined) files.set(name, { body, type })
  }
  const digest = createHash('sha256')
  for (const [name, { body }] of [...files].toSorted()) digest.update(name).update(body)
  return { version: digest.digest('hex').slice(0, 12), files }
}

const built = async (): Promise<readonly (readonly [string, Uint8Array<ArrayBuffer>])[]> =>
  Promise.all(
    (await readdir(FOLDER)).map(async (name) => [name, new Uint8Array(await readFile(`${FOLDER}/${name}`))] as const),
  )
