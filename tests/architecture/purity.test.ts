import { describe, expect, it } from 'vitest'
import { projectFiles, read } from '../support/project-files.ts'

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')

const ambient: readonly (readonly [what: string, how: RegExp])[] = [
  ['Date.now()', /\bDate\.now\b/],
  ['new Date() without an argument', /\bnew\s+Date\s*(\(\s*\)|(?![\s(]))/],
  ['Date() as a function', /(?<!new\s)(?<![\w.])Date\s*\(/],
  ['Temporal.Now', /\bTemporal\.Now\b/],
  ['Math.random()', /\bMath\.random\b/],
  ['crypto', /\bcrypto\./],
  ['globalThis', /\bglobalThis\b/],
]

const impurities = (source: string): string[] =>
  ambient.filter(([, how]) => how.test(withoutComments(source))).map(([what]) => what)

describe('core has no clock, no chance and no environment of its own', () => {
  it('takes the time and ids from its ports alone', () => {
    const files = projectFiles('core/*.ts')
    expect(files.length).toBeGreaterThan(30)
    // The one module that hides whether Temporal is native.
    const found = files
      .filter((path) => path !== 'core/kernel/time.ts')
      .flatMap((path) => {
        const what = impurities(read(path))
        return what.length === 0 ? [] : [`${path}: ${what.join(', ')}`]
      })
    expect(found).toEqual([])
  })

  it.each([
    'const at = Date.now()',
    'const at = new Date()',
    'const at = new Date( )',
    'const at = new Date',
    'const at = Date()',
    'const at = Temporal.Now.instant()',
    'const chance = Math.random()',
    'const id = crypto.randomUUID()',
    'const fetch = globalThis.fetch',
  ])('notices %s', (source) => {
    expect(impurities(source)).not.toEqual([])
  })

  it.each(['const at = new Date(clock.now())', '// never Date.now() here', 'const isDate = x instanceof Date'])(
    'allows %s',
    (source) => {
      expect(impurities(source)).toEqual([])
    },
  )
})
