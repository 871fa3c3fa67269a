import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { root } from '../../support/project-files.ts'

const SCRIPT = `
import { registerHooks } from 'node:module'
const seen = []
registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context) } })
const loaded = () => ['agno', 'openai'].filter((name) => seen.some((url) => url.includes('/adapters/' + name + '/')))
const { openInterpreters } = await import('./runtime/interpreters.ts')
const { agno } = openInterpreters({ agno: { baseUrl: 'http://127.0.0.1:9', agentId: 'a', apiKey: null }, llm: null })
const before = loaded()
await agno()
console.log(JSON.stringify({ before, after: loaded() }))
`

describe('the code of an interpreter', () => {
  it('loads with its first use, and of the one that is used alone', () => {
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(JSON.parse(output)).toEqual({ before: [], after: ['agno'] })
  })
})
