import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../adapters/pino/index.ts'
import { loadConfig } from '../../../config.ts'
import {
  askControl,
  type Control,
  controlSocketOf,
  type Listener,
  serveControl,
} from '../../../runtime/control-socket.ts'
import { startProcess } from '../../../runtime/process.ts'
import { freePort } from '../../support/tethered.ts'

let folder: string
let control: Control | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sparkone-control-'))
  control = null
})
afterEach(async () => {
  await control?.close()
  rmSync(folder, { recursive: true, force: true })
})

const path = (): string => controlSocketOf(folder)
const serve = async (run: Parameters<typeof serveControl>[1], errors: unknown[] = []): Promise<Control> => {
  control = await serveControl(path(), run, (error) => errors.push(error))
  return control
}

const ask = (args: string[], listener: Partial<Listener> = {}) =>
  askControl(
    path(),
    { args, locale: 'en', isTerminal: false },
    { tell: () => undefined, signal: new AbortController().signal, ...listener },
  )

describe('the socket for commands', () => {
  it('does what it is asked and gives the answer back', async () => {
    await serve(async ({ args }) => ({ code: 0, output: args.join('+') }))
    expect(await ask(['keys', 'create', 'João'])).toEqual({ code: 0, output: 'keys+create+João' })
  })

  it('passes on what is said before the end, in order, and who asked in what language', async () => {
    await serve(async ({ locale, isTerminal }, { tell }) => {
      tell('one')
      tell('two\nthree')
      return { code: 0, output: `${locale} ${isTerminal}` }
    })
    const said: string[] = []
    const answer = await ask(['notify', 'test'], { tell: (text) => said.push(text) })
    expect(said).toEqual(['one', 'two\nthree'])
    expect(answer).toEqual({ code: 0, output: 'en false' })
  })

  it('stops what whoever asked no longer waits for, and calls that no failure', async () => {
    const stopped = Promise.withResolvers<void>()
    const errors: unknown[] = []
    await serve((_, { tell, signal }) => {
      tell('begun')
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          stopped.resolve()
          reject(new Error('aborted'))
        })
      })
    }, errors)
    const stop = new AbortController()
    const asked = ask(['whatsapp', 'connect'], { tell: () => stop.abort(), signal: stop.signal })
    await expect(asked).rejects.toThrow()
    await stopped.promise
    expect(errors).toEqual([])
  })

  it('is open to its owner alone', async () => {
    await serve(async () => ({ code: 0, output: '' }))
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    const umask = process.umask()
    expect(umask).not.toBe(0o177)
  })

  it('takes the place of one that a dead process left', async () => {
    const dead = createServer().listen(path())
    await new Promise((resolve) => dead.once('listening', resolve))
    writeFileSync(join(folder, 'other'), '')
    await serve(async () => ({ code: 0, output: 'alive' }))
    expect((await ask([]))?.output).toBe('alive')
    dead.close()
  })

  it('is nobody where nobody listens', async () => {
    expect(await ask(['keys', 'list'])).toBeNull()
  })

  it('answers a command that broke with words and keeps the reason to itself', async () => {
    const errors: unknown[] = []
    await serve(async () => {
      throw new Error('secret')
    }, errors)
    const answer = await ask(['keys', 'list'])
    expect(answer).toMatchObject({ code: 1 })
    expect(answer?.output).not.toContain('secret')
    expect(errors).toHaveLength(1)
  })

  it('does not wait, at its end, for who opened it and says nothing', async () => {
    const served = await serve(async () => ({ code: 0, output: '' }))
    const silent = createConnection(path())
    await new Promise((resolve) => silent.once('connect', resolve))
    await served.close()
    silent.destroy()
  })

  it('that would need too long a path is refused, not made under another name', async () => {
    const long = join(folder, 'x'.repeat(120))
    await expect(
      serveControl(
        long,
        async () => ({ code: 0, output: '' }),
        () => undefined,
      ),
    ).rejects.toMatchObject({
      name: 'PortError',
    })
  })
})

describe('a data folder too deep for a socket', () => {
  it('does not keep SparkOne from starting', { timeout: 60_000 }, async () => {
    const lines: string[] = []
    const data = join(folder, 'd'.repeat(60), 'e'.repeat(60))
    const port = await freePort()
    const env = { ENVIRONMENT: 'test', DATABASE_URL: `pglite://${data}`, PORT: String(port) }
    const running = await startProcess(
      loadConfig(env, () => ''),
      createLog({ level: 'info', service: {}, write: (line) => void lines.push(line) }),
      { role: 'both', migrates: true, onLateKey: () => undefined },
    )
    try {
      expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200)
      expect(lines.join('')).toContain('commands need this server stopped')
    } finally {
      await running.stop()
    }
  })
})
