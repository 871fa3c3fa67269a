import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server as HttpServer } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, sentWith, settled } from '../../tests/support/e2e-operator.ts'
import { API_KEY, runCommand, type Server } from '../../tests/support/e2e-process.ts'
import { temporaryFolder } from '../../tests/support/tethered.ts'
import { openStack, type Stack } from './stack.ts'

const ONE = 'ghcr.io/you/sparkone:0.1.0'
const BROKEN = 'ghcr.io/you/sparkone:0.1.1'
const TWO = 'ghcr.io/you/sparkone:0.1.2'

/**
 * In the place of Docker: what `docker` is asked for is done by this process. Every image but BROKEN is this SparkOne;
 * BROKEN answers everything with an error.
 */
const dockerOf = async (stack: Stack) => {
  let api: Server | null = stack.api
  let broken: HttpServer | null = null
  let image = ONE
  const down = async () => {
    await api?.stop()
    api = null
    if (broken !== null) {
      broken.closeAllConnections()
      await new Promise((resolve) => broken?.close(resolve))
      broken = null
    }
  }
  const up = async (asked: string) => {
    if (asked === image) return
    await down()
    image = asked
    if (asked !== BROKEN) {
      api = await stack.restart('serve')
      return
    }
    broken = createServer((_, response) => response.writeHead(500).end())
    await new Promise<void>((resolve) => broken?.listen(stack.api.port, '127.0.0.1', resolve))
  }
  const answer = async (url: string): Promise<number> => {
    const [, what, name = ''] = url.split('/')
    if (what === 'up') await up(decodeURIComponent(name))
    else if ((await runCommand(['migrate'], { DATABASE_URL: stack.databaseUrl })).code !== 0) return 500
    return 200
  }
  const control = createServer((request, response) => {
    const failed = () => response.writeHead(500).end()
    answer(request.url ?? '').then((status) => response.writeHead(status).end(), failed)
  })
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve))
  const address = control.address()
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    image: () => image,
    stop: async () => {
      control.close()
      await down()
    },
  }
}

const CLIENT = `#!/bin/bash
case "$*" in
  *' up --detach --remove-orphans') exec curl -q -fsS -o /dev/null "$CONTROL/up/$(printf %s "$SPARKONE_IMAGE" | jq -sRr @uri)" ;;
  *' run --rm -T migrate') exec curl -q -fsS -o /dev/null "$CONTROL/migrate" ;;
esac
`

describe('exercício: deploy com defeito', { timeout: 180_000 }, () => {
  const folder = temporaryFolder('deploy drill')
  const server = join(folder, 'o servidor')
  let stack: Stack
  let docker: Awaited<ReturnType<typeof dockerOf>>
  const run = (script: string, ...args: readonly string[]) => {
    const child = spawn(join(server, script), [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
        ...{ CONTROL: docker.url, API_KEY, DEPLOY_READY_SECONDS: '12', DEPLOY_POLL_SECONDS: '0.2' },
      },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)))
    return new Promise<{ code: number | null; said: string }>((resolve) =>
      child.once('close', (code) => resolve({ code, said })),
    )
  }
  const rules = () => readFileSync(join(server, 'ops/prometheus/alerts.yml'), 'utf8')

  beforeAll(async () => {
    stack = await openStack('ServiceDown')
    docker = await dockerOf(stack)
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'bin/docker'), CLIENT, { mode: 0o755 })
    cpSync(join(import.meta.dirname, '..'), join(server, 'ops'), {
      recursive: true,
      filter: (path) => !/ops\/(secrets|textfile|drills|\.env)$/.test(path),
    })
    const { port, url } = stack.api
    const env = { DATABASE_URL: stack.databaseUrl, API_KEY, PORT: port, PUBLIC_URL: url, DOMAIN: 'localhost' }
    writeFileSync(
      join(server, '.env'),
      Object.entries(env)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    )
    writeFileSync(join(server, '.release'), `${ONE}\n`)
    expect((await stack.api.api('POST', '/tasks', { body: { title: 'Antes do deploy' } })).status).toBe(201)
  })
  afterAll(async () => {
    await docker?.stop()
    await stack?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('sai uma imagem com defeito: o alerta dispara enquanto ela está no ar', async () => {
    const before = rules()
    cpSync(join(server, 'ops'), join(server, 'ops.next'), {
      recursive: true,
      filter: (path) => !/ops\/(secrets|textfile|\.env)$/.test(path),
    })
    writeFileSync(join(server, 'ops.next/prometheus/alerts.yml'), `${before}# da versão com defeito\n`)
    const deploy = run('ops.next/deploy.sh', BROKEN)
    await eventually(() => expect(docker.image()).toBe(BROKEN), 60_000)
    expect((await stack.fires('ServiceDown')).job).toBe('api')

    const { code, said } = await deploy
    expect(said).toContain('Não ficou pronto em 12 s.')
    expect(said).toContain(`O deploy FALHOU; a imagem anterior está no ar de novo: ${ONE}`)
    expect(code).toBe(1)
    expect(rules()).toBe(before)
  })

  it('a imagem anterior voltou sozinha e o alerta se apaga', async () => {
    expect(docker.image()).toBe(ONE)
    await stack.clears('ServiceDown')
    expect(await run('ops/smoke.sh', stack.api.url)).toMatchObject({ code: 0 })
  })

  it('nada se perdeu: o que havia está lá, houve um backup antes da troca, e as mensagens saem', async () => {
    const { json } = await stack.api.api('GET', '/tasks')
    expect(json.tasks.map(({ title }: { title: string }) => title)).toEqual(['Antes do deploy'])
    const body = { kind: 'reminder', body: 'Depois da volta' }
    const { id } = (await stack.api.api('POST', '/notifications', { body })).json
    await stack.house.evolution.receipt(await sentWith(stack.house.evolution, 'Depois da volta'), 'SERVER_ACK')
    await settled(stack.api, id, 'delivered')
  })

  it('a imagem corrigida entra no ar, com todas as conferências', async () => {
    const { code, said } = await run('ops/deploy.sh', TWO)
    expect(said).toContain(`No ar: ${TWO}`)
    expect(code).toBe(0)
    expect(docker.image()).toBe(TWO)
  })

  it('e `ops/deploy.sh --previous` volta à mão à anterior', async () => {
    expect(await run('ops/deploy.sh', '--previous')).toMatchObject({ code: 0 })
    expect(docker.image()).toBe(ONE)
    expect((await stack.api.api('GET', '/health/ready', { key: null })).status).toBe(200)
  })
})
