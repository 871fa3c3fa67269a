import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'

const program = `
  import { createRequire } from 'node:module'
  import { createNotionMirror } from './adapters/notion/index.ts'
  const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((path) => path.includes('@notionhq'))
  const mirror = createNotionMirror({ apiKey: 'x', database: '${'0'.repeat(32)}', baseUrl: 'http://127.0.0.1:1' })
  const before = loaded()
  await mirror.describe().catch(() => undefined)
  console.log(JSON.stringify([before, loaded()]))
`

it('the SDK loads with the first request, not with the adapter', () => {
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const root = new URL('../../..', import.meta.url)
  expect(JSON.parse(execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }))).toEqual([false, true])
})
