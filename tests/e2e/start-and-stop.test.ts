import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { openHouse } from '../support/e2e-house.ts'
import { eventually, write } from '../support/e2e-operator.ts'
import { API_KEY, endAll, runCommand, temporaryData } from '../support/e2e-process.ts'
import { freePort } from '../support/tethered.ts'

afterAll(endAll)

describe('a program that cannot start', () => {
  const folder = temporaryData()
  afterAll(folder.remove)

  it('says who has the data folder when a second server wants it', async () => {
    const house = await openHouse({ database: 'pglite' })
    const first = await house.start()
    const second = await runCommand([], { ...house.env, PORT: String(await freePort()) })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`em uso pelo processo ${first.pid}`)
    expect(second.stderr).not.toMatch(/\n\s+at /)
    expect((await first.api('GET', '/tasks')).status).toBe(200)
    await house.close()
  })

  it('names a busy port and the variable that chooses another', async () => {
    const house = await openHouse({ database: 'postgres' })
    const first = await house.start()
    const second = await runCommand(['serve'], { ...house.env, PORT: String(first.port) })
    expect(second.code).toBe(1)
    expect(second.stderr).toContain(`A porta ${first.port} está ocupada`)
    expect(second.stderr).toContain('PORT')
    expect(second.stderr).not.toMatch(/\n\s+at /)
    await house.close()
  })

  it('lists every problem of the configuration at once, and no value', async () => {
    const { code, stderr, stdout } = await runCommand([], {
      DATABASE_URL: `pglite://${folder.path}/data`,
      PORT: '99999999',
      TIMEZONE: 'Marte/Olympus',
      EVOLUTION_API_KEY: 'half-of-an-integration',
      SMTP_PASSWORD: 'canary-password',
      WHATSAPP_NOTIFY_NUMBERS: '123',
      API_KEY: 'short',
    })
    expect(code).toBe(1)
    for (const name of [
      'PORT',
      'TIMEZONE',
      'EVOLUTION_API_BASE_URL',
      'SMTP_HOST',
      'WHATSAPP_NOTIFY_NUMBERS',
      'API_KEY',
    ]) {
      expect(stderr).toContain(name)
    }
    for (const value of ['99999999', 'Marte', 'half-of', 'canary-password', 'short']) {
      expect(stderr + stdout).not.toContain(value)
    }
    expect(existsSync(`${folder.path}/data`)).toBe(false)
  })

  it('says where the commands are when one is not known, and opens nothing', async () => {
    const { code, stderr } = await runCommand(['levitate'], { DATABASE_URL: `pglite://${folder.path}/data` })
    expect(code).toBe(2)
    expect(stderr).toBe('Não existe o comando "levitate". sparkone help mostra os que existem.\n')
    expect(existsSync(`${folder.path}/data`)).toBe(false)
  })
})

describe('SIGTERM', () => {
  it('lets a request under way end, loses nothing, and exits 0', async () => {
    const house = await openHouse({ database: 'pglite', whatsapp: true })
    const server = await house.start()
    const body = JSON.stringify({ title: 'Em pleno voo' })
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      answer += text
    })
    socket.write(
      `POST /tasks HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${API_KEY}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body.slice(0, 5)}`,
    )
    expect((await write(house.evolution, 'comprar fósforos')).status).toBe(200)
    server.signal('SIGTERM')
    await eventually(() => expect(server.output()).toContain('"msg":"stopping"'))
    // New requests find the door closed, the one under way does not.
    await eventually(() => expect(server.api('GET', '/health/live', { key: null })).rejects.toThrow())
    socket.write(body.slice(5))
    await eventually(() => expect(answer).toContain('HTTP/1.1 201'))
    expect(await server.exited()).toBe(0)

    const again = await house.start()
    await eventually(async () => {
      const { tasks } = (await again.api('GET', '/tasks')).json
      expect(tasks.map(({ title }: { title: string }) => title).toSorted()).toEqual([
        'Em pleno voo',
        'comprar fósforos',
      ])
    })
    expect(await again.stop()).toBe(0)
    await house.close()
  })

  it('ends at once on the second signal', async () => {
    const house = await openHouse({ database: 'postgres' })
    const server = await house.start()
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    socket.write('POST /tasks HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n')
    server.signal('SIGINT')
    await eventually(() => expect(server.output()).toContain('"msg":"stopping"'))
    server.signal('SIGINT')
    expect(await server.exited()).toBe(1)
    socket.destroy()
    await house.close()
  })
})
