import { readFile } from 'node:fs/promises'
import { startScript } from '../handlers/http/index.ts'

/** The viewer of the docs page: a package in a checkout, two files beside the bundle in the image. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  'viewer.js': ['./docs-viewer.js', '../node_modules/swagger-ui-dist/swagger-ui-bundle.js'],
  'style.css': ['./docs-viewer.css', '../node_modules/swagger-ui-dist/swagger-ui.css'],
}

/** The files of /docs by name; null for every other name, or where the viewer is not installed. */
export const docsAsset = async (name: string): Promise<string | null> => {
  if (name === 'start.js') return startScript
  const paths = Object.hasOwn(FILES, name) ? (FILES[name] ?? []) : []
  for (const path of paths) {
    const body = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => null)
    if (body !== null) return body
  }
  return null
}
