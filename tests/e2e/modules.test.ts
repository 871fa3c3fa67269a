import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openData } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { eventually } from '../support/e2e-operator.ts'
import { type Environment, endAll, startServer } from '../support/e2e-process.ts'
import { root } from '../support/project-files.ts'
import { temporaryFolder } from '../support/tethered.ts'

const folder = temporaryFolder('modules')
const SDKS = ['@notionhq/client', '@googleapis/sheets', 'google-auth-library']

let outside: OutsideMirrors
let data: Awaited<ReturnType<typeof openData>>
beforeAll(async () => {
  ;[outside, data] = await Promise.all([openOutsideMirrors(), openData('postgres')])
})
afterAll(async () => {
  await endAll()
  await Promise.all([outside?.close(), data?.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** A server from its sources, and a look at what it has loaded so far. */
const start = async (name: string, env: Environment) => {
  const list = join(folder, name)
  const server = await startServer({
    program: join(root, 'main.ts'),
    role: 'serve',
    env: {
      ...data.env,
      ...env,
      MODULE_LIST: list,
      NODE_OPTIONS: `--import=${join(root, 'tests/integration/runtime/children/module-list.ts')}`,
    },
  })
  const loaded = () => readFileSync(list, 'utf8').split('\n')
  const has = (part: string) => loaded().some((url) => url.includes(part))
  return { server, loaded, has, sdks: () => SDKS.filter((name) => has(`/node_modules/${name}/`)) }
}

describe('what a server loads', { timeout: 60_000 }, () => {
  it('holds nothing of Notion and Google where neither is configured', async () => {
    const { server, loaded, has, sdks } = await start('none', {})
    expect((await server.api('GET', '/sync')).json).toEqual({ mirrors: [] })
    expect((await server.api('POST', '/tasks', { body: { title: 'Sem espelho' } })).status).toBe(201)
    expect((await server.api('GET', '/health/notion')).json.status).toBe('disabled')
    // The list is one.
    expect(loaded().length).toBeGreaterThan(100)
    expect(has('/adapters/postgres/')).toBe(true)
    expect([sdks(), has('/adapters/notion/'), has('/adapters/sheets/connection')]).toEqual([[], false, false])
  })

  it('holds the SDK of a mirror from its first request on, and of no other', async () => {
    const { server, sdks } = await start('notion', outside.env.notion)
    expect(sdks()).toEqual([])
    expect((await server.api('GET', '/health/notion')).json.status).toBe('ok')
    await eventually(() => expect(sdks()).toEqual(['@notionhq/client']))
  })
})
