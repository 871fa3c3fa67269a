import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const SOURCES = '{adapters,config,core,handlers,runtime}/**/*.ts'
const LAZY = /^.*await import\('([^.'][^']*)'\).*$/gm

/** Loaded as CommonJS also where it is imported. */
const isCommonJs = (name: string): boolean => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8'))
  return manifest.type !== 'module' && manifest.exports === undefined && manifest.module === undefined
}

const found = globSync(SOURCES, { cwd: ROOT }).flatMap((file) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(LAZY)].map(([line, name = '']) => ({ file, line, name })),
)

it('a CommonJS package that loads lazily is taken by its default, the only name it has in the bundle', () => {
  const commonJs = found.filter(({ name }) =>
    isCommonJs(
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/'),
    ),
  )
  expect(new Set(commonJs.map(({ name }) => name))).toContain('@notionhq/client')
  expect(commonJs.filter(({ line }) => !line.includes('default')).map(({ file, line }) => `${file}: ${line}`)).toEqual(
    [],
  )
})
