// Builds dist/sparkone.mjs, one file that starts the server, beside the few files and packages it reads at run time.
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')

/** Packages that read their own files by location, so they stay packages. */
const external = ['@electric-sql/pglite']
/** An optional part of pg, which is asked for only when wanted. */
const absent = ['pg-native']

/**
 * A source file finds a file of the project with `new URL('../../migrations', import.meta.url)`. In one bundle that
 * location is the bundle's, so each such path is rewritten to start at dist/, and what it names is copied there.
 */
const filesByLocation = (found: Set<string>): Plugin => ({
  name: 'files-by-location',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.tsx?$/ }, ({ path }) => {
      if (path.includes('node_modules')) return undefined
      const source = readFileSync(path, 'utf8')
      const contents = source.replace(
        /new URL\(\s*(['"`])(\.{1,2}\/[^'"`$]*)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g,
        (_, _quote, target: string) => {
          const fromRoot = relative(root, resolve(dirname(path), target))
          found.add(fromRoot)
          return `new URL('./${fromRoot}${target.endsWith('/') ? '/' : ''}', import.meta.url)`
        },
      )
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
    })
  },
})

/** Copies a package and what it depends on, from wherever npm put it. */
const copyPackage = (name: string, from: string, into: string): void => {
  const folder = dirname(findManifest(name, from))
  cpSync(folder, join(into, 'node_modules', name), { recursive: true, filter: (path) => !path.endsWith('.map') })
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  for (const dependency of Object.keys(dependencies)) copyPackage(dependency, folder, into)
}

const findManifest = (name: string, from: string): string => {
  for (const folder of createRequire(join(from, 'x.js')).resolve.paths(name) ?? []) {
    const manifest = join(folder, name, 'package.json')
    if (existsSync(manifest)) return manifest
  }
  throw new Error(`${name} is not installed: run make setup`)
}

const buildServer = async (): Promise<Set<string>> => {
  const files = new Set<string>()
  await build({
    absWorkingDir: root,
    entryPoints: ['main.ts'],
    outfile: join(dist, 'sparkone.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    keepNames: true,
    legalComments: 'none',
    external: [...external, ...absent],
    // CommonJS packages inside the bundle expect these three.
    banner: {
      js: [
        "import { createRequire as makeRequire } from 'node:module'",
        'const require = makeRequire(import.meta.url)',
        'const __filename = import.meta.filename, __dirname = import.meta.dirname',
      ].join('\n'),
    },
    plugins: [filesByLocation(files)],
    logLevel: 'warning',
  })
  return files
}

rmSync(dist, { recursive: true, force: true })
const files = await buildServer()
for (const path of files) {
  if (!existsSync(join(root, path))) throw new Error(`The code names ${path}, which does not exist`)
  // The modules in dist/lib are one file each, so they look for it where the sources do.
  for (const base of [dist, join(dist, 'lib')]) cpSync(join(root, path), join(base, path), { recursive: true })
}
for (const name of external) copyPackage(name, root, dist)
// The bundle is no package: it needs only to know its version and that it is made of modules.
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ name, version, private: true, type: 'module' })}\n`)
