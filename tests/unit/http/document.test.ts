import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { allRoutes } from '../../../handlers/http/index.ts'
import { createTestApp, type TestApp } from '../../support/app.ts'
import { root } from '../../support/project-files.ts'

let test: TestApp
let folder = ''

beforeAll(async () => {
  test = await createTestApp()
  folder = mkdtempSync(join(tmpdir(), 'sparkone-openapi-'))
  writeFileSync(join(folder, 'openapi.json'), (await test.call('GET', '/openapi.json', { key: null })).text)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lint = (program: string, args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NO_COLOR: '1' },
  })
  return status === 0 ? 'valid' : `${stdout}${stderr}`
}

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 and open to everybody', async () => {
    const { status, json } = await test.call('GET', '/openapi.json', { key: null })
    expect(status).toBe(200)
    expect(json.openapi).toBe('3.1.1')
  })

  it('satisfies Spectral, warnings included', () => {
    const file = join(folder, 'openapi.json')
    expect(lint('spectral', ['lint', file, '--ruleset', '.spectral.yaml', '--fail-severity=warn'])).toBe('valid')
  }, 60_000)

  it("satisfies Redocly's recommended rules", () => {
    const file = join(folder, 'openapi.json')
    expect(lint('redocly', ['lint', file, '--config', 'redocly.yaml', '--max-problems', '20'])).toBe('valid')
  }, 60_000)

  it('tells of exactly the routes that the router knows', async () => {
    const { json } = await test.call('GET', '/openapi.json')
    const documented = Object.entries<object>(json.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    )
    expect(documented.toSorted()).toEqual([...test.app.routes].toSorted())
    expect(documented).toHaveLength(allRoutes().length)
  })

  it('keeps the words on a field where its body has no name of its own', async () => {
    const { json } = await test.call('GET', '/openapi.json')
    const { schema } = json.paths['/ingest'].post.requestBody.content['application/json']
    expect(schema.properties.content.description).toBe('What they wrote')
  })

  it('names each operation once', () => {
    const names = allRoutes().map(({ route }) => route.operationId)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('the documentation page', () => {
  it('loads nothing from elsewhere and runs no script that is not a file of ours', async () => {
    const { status, text, headers } = await test.call('GET', '/docs', { key: null })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).not.toMatch(/https?:|<script>|<script [^>]*>[^<]/)
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/https?:|\*/)
  })

  it('serves its own files and nothing else', async () => {
    expect((await test.call('GET', '/docs/scripts/start.js', { key: null })).status).toBe(200)
    expect((await test.call('GET', '/docs/style.css', { key: null })).headers.get('content-type')).toMatch(/^text\/css/)
    for (const name of ['other.js', '..%2f..%2fpackage.json', '.env']) {
      expect((await test.call('GET', `/docs/scripts/${name}`, { key: null })).status, name).toBe(404)
    }
  })
})
