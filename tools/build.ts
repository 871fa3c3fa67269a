// build.ts [FOLDER]: builds sparkone.mjs, which starts the server, beside the parts of it that load when they are needed
// and the few files and packages it reads at run time; in dist unless said otherwise.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'
import { consoleFiles } from '../runtime/console-files.ts'

const root = resolve(import.meta.dirname, '..')
const dist = resolve(root, process.argv[2] ?? 'dist')

/** Packages that read their own files by location, so they stay packages. */
const external = ['@electric-sql/pglite']
/** An optional part of pg, asked for only when wanted; what reads views from the sources, which a bundle has no need of. */
const absent = ['pg-native', 'esbuild']

/** What the code looks for beside itself: in the sources, and as the bundle finds it. */
const files: Readonly<Record<string, string>> = {
  migrations: 'migrations',
  'node_modules/swagger-ui-dist/swagger-ui-bundle.js': 'docs-viewer.js',
  'node_modules/swagger-ui-dist/swagger-ui.css': 'docs-viewer.css',
}

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

rmSync(dist, { recursive: true, force: true })
await build({
  absWorkingDir: root,
  entryPoints: { sparkone: 'main.ts' },
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  // What is imported lazily is a file of its own: a start reads nothing of an SDK that nobody configured. The parts lie
  // beside the entry, since code in them looks for its files there.
  splitting: true,
  chunkNames: 'part-[hash]',
  platform: 'node',
  format: 'esm',
  target: 'node24',
  jsx: 'automatic',
  jsxImportSource: 'hono/jsx',
  keepNames: true,
  legalComments: 'none',
  external: [...external, ...absent],
  // A package that claims to have no side effects loses the start of modules that are also imported lazily.
  ignoreAnnotations: true,
  // CommonJS packages inside the bundle expect these three.
  banner: {
    js: [
      '#!/usr/bin/env node',
      "import { createRequire as makeRequire } from 'node:module'",
      'const require = makeRequire(import.meta.url)',
      'const __filename = import.meta.filename, __dirname = import.meta.dirname',
    ].join('\n'),
  },
  logLevel: 'warning',
})
for (const [source, target] of Object.entries(files)) {
  cpSync(join(root, source), join(dist, target), { recursive: true })
}
mkdirSync(join(dist, 'web'))
for (const [name, body] of await consoleFiles()) writeFileSync(join(dist, 'web', name), body)
// The modules in dist/lib look where the sources do.
cpSync(join(root, 'migrations'), join(dist, 'lib/migrations'), { recursive: true })
for (const name of external) copyPackage(name, root, dist)
// The bundle is no package: it needs only to know its version and that it is made of modules.
const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>
writeFileSync(join(dist, 'package.json'), `${JSON.stringify({ name, version, private: true, type: 'module' })}\n`)
