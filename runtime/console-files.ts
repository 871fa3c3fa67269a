import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const ASSETS = join(ROOT, 'handlers/web/assets')
const HTMX = join(ROOT, 'node_modules/htmx.org/dist')

type File = readonly [name: string, body: Uint8Array<ArrayBuffer>]

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/**
 * The files of the console's pages, made from the sources: the style sheets in the order of their names, htmx with its
 * extension, our own script, the icons. The build writes them down; a start from the sources makes them when they are
 * first asked for.
 */
export const consoleFiles = async (): Promise<readonly File[]> => {
  const { default: esbuild } = await import('esbuild')
  const names = (await readdir(ASSETS)).toSorted()
  const styles = await Promise.all(
    names.filter((name) => name.endsWith('.css')).map((name) => readFile(join(ASSETS, name), 'utf8')),
  )
  const css = await esbuild.transform(styles.join('\n'), { loader: 'css', minify: true })
  const htmx = await Promise.all(['htmx.min.js', 'ext/hx-sse.min.js'].map((name) => readFile(join(HTMX, name), 'utf8')))
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(ROOT, 'handlers/web/browser/console.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  })
  const icons = names.filter((name) => !name.endsWith('.css'))
  return [
    ['console.css', bytes(css.code)],
    ['console.js', bytes(outputFiles[0]?.text ?? '')],
    // Their source maps are not served.
    ['htmx.js', bytes(htmx.map((script) => script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '')).join('\n;'))],
    ...(await Promise.all(
      icons.map(async (name): Promise<File> => [name, new Uint8Array(await readFile(join(ASSETS, name)))]),
    )),
  ]
}
