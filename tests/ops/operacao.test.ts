import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createCheckout } from '../support/checkout.ts'
import { type House, openHouse } from '../support/e2e-house.ts'
import { type OutsideMirrors, openOutsideMirrors } from '../support/e2e-mirrors.ts'
import { API_KEY, endAll, type Server } from '../support/e2e-process.ts'
import { read } from '../support/project-files.ts'

/** Every line that the operator's guide shows in a block of shell commands. */
const commands = [...read('docs/operacao.md').matchAll(/^```bash\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) =>
  block.trim().split('\n'),
)
const services = Object.keys(parse(read('ops/staging-compose.yml')).services)

const COMPOSE = 'docker compose -f ops/staging-compose.yml '
/** Of the container client alone, with nothing of ours in it. */
const FOREIGN = ['docker image prune --force']
const inCompose = commands.filter((line) => line.startsWith(COMPOSE))
const toRun = commands.filter((line) => !line.startsWith(COMPOSE) && !FOREIGN.includes(line))

describe("the commands of the operator's guide", { timeout: 180_000 }, () => {
  const checkout = createCheckout()
  let outside: OutsideMirrors
  let house: House
  let server: Server
  beforeAll(async () => {
    outside = await openOutsideMirrors()
    const env = { ...outside.env.notion, ...outside.env.sheets }
    house = await openHouse({ database: 'postgres', whatsapp: true, email: true, env })
    server = await house.start()
    await server.api('POST', '/tasks', { body: { title: 'Conferir o guia' } })
  })
  afterAll(async () => {
    await house?.close()
    await outside?.close()
    await endAll()
    checkout.remove()
  })

  /** The newest backup where the guide says `<arquivo>`, and our server where it names one. */
  const filledIn = (guide: string): string => {
    const line = guide.replace('http://127.0.0.1:8000', server.url)
    if (!line.includes('<arquivo>')) return line
    const [dump = 'none'] = readdirSync(join(checkout.path, 'backups')).filter((name) => name.endsWith('.dump'))
    return line.replace('<arquivo>', `backups/${dump}`)
  }
  const run = (line: string) =>
    new Promise<{ code: number | null; said: string }>((resolve) => {
      const child = spawn('bash', ['-euo', 'pipefail', '-c', line], {
        cwd: checkout.path,
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { PATH: process.env.PATH, HOME: checkout.path, ...house.env, STAGING_URL: server.url, API_KEY },
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
      child.stdin.end('s\n')
      child.once('close', (code) => resolve({ code, said }))
    })

  it.each(toRun)('%s', async (line) => {
    // What talks to a phone has tests of its own; here only that there is such a command.
    const command = line.startsWith('npm run') ? `${line} --help` : filledIn(line)
    expect(await run(command)).toMatchObject({ code: 0 })
  })

  it.each(inCompose)('%s', (line) => {
    const [action = '', ...words] = line.slice(COMPOSE.length).split(' ')
    expect(['up', 'logs', 'ps', 'restart']).toContain(action)
    const named = words.filter((word) => /^[a-z][a-z-]+$/.test(word)).map((word) => word.split('=')[0])
    expect(services).toEqual(expect.arrayContaining(named))
    expect(named.length > 0 || action === 'ps' || words.includes('--scale')).toBe(true)
  })

  it('are all looked at', () => {
    expect(toRun.length).toBeGreaterThan(5)
    expect(inCompose.length).toBeGreaterThan(5)
  })
})
