import { readFile } from 'node:fs/promises'
import { startScript } from '../handlers/http/index.ts'

const TYPE = 'text/javascript; charset=utf-8'

/** The viewer of the docs page: beside the bundle in the image, in the development dependencies of a checkout. */
const VIEWERS = ['./docs-viewer.js', '../node_modules/@scalar/api-reference/dist/browser/standalone.js']

/** The files of /docs by name; null for every other name, or where the viewer is not installed. */
export const docsAsset = async (name: string): Promise<{ body: string; type: string } | null> => {
  if (name === 'start.js') return { body: startScript, type: TYPE }
  if (name !== 'viewer.js') return null
  for (const path of VIEWERS) {
    const body = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null)
    if (body !== null) return { body, type: TYPE }
  }
  return null
}
