import { type ChildProcess, spawn } from 'node:child_process'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { createCheckout } from '../support/checkout.ts'
import { freePort } from '../support/tethered.ts'

/** Everything a person sees after typing make run, and how long it took until the page could be opened. */
const makeRun = (folder: string, port: number) => {
  const child: ChildProcess = spawn('make', ['run'], {
    cwd: folder,
    // A group of its own, so that one signal reaches make, npm and SparkOne as Ctrl-C does.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: `${port}` },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += String(text)))
  // Closed when the last process that can write to it is gone.
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    said: () => said,
    ready: async () => {
      await vi.waitFor(
        async () => {
          if (child.exitCode !== null) throw new Error(said)
          expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200)
        },
        { timeout: 50_000, interval: 50 },
      )
    },
    interrupt: async () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, 'SIGINT')
      await gone
    },
  }
}

/** What the printed curl would get: it is read rather than run, as not every machine has a curl. */
const answerTo = async (script: string, key: string): Promise<unknown> => {
  const url = /curl -s (\S+)/.exec(script)?.[1] ?? ''
  const headers = [...script.matchAll(/-H (["'])(.+?)\1/g)].map(([, , header = '']) => {
    const [name = '', value = ''] = header.replace('$SPARKONE_API_KEY', key).split(': ')
    return [name, value] as const
  })
  const body = /-d '(.+?)'/.exec(script)?.[1] ?? ''
  return (await fetch(url, { method: 'POST', headers: Object.fromEntries(headers), body })).json()
}

describe('make run', { timeout: 120_000 }, () => {
  const checkout = createCheckout()
  const running: ReturnType<typeof makeRun>[] = []
  const start = (port: number) => {
    const run = makeRun(checkout.path, port)
    running.push(run)
    return run
  }
  afterEach(async () => {
    for (const run of running.splice(0)) await run.interrupt()
  })
  afterAll(() => checkout.remove())

  it('starts from nothing, says where the documents are, and gives a key once with a curl that works', async () => {
    const port = await freePort()
    const first = start(port)
    await first.ready()
    await vi.waitFor(() => expect(first.said()).toContain(`http://localhost:${port}/docs`), 5000)
    const [, script = '', key = ''] =
      /^ *(export SPARKONE_API_KEY=(\S+)\n[\s\S]*?curl (?:.*\\\n)*.*)$/m.exec(first.said()) ?? []
    expect(script).toContain(`http://localhost:${port}/tasks`)
    expect(await answerTo(script, key)).toMatchObject({ id: 1, status: 'pending' })
    await first.interrupt()

    const second = start(port)
    await second.ready()
    // How fast is measured by make bench; here, that nothing is done a second time.
    expect(second.said()).not.toMatch(/Installing|migration\(s\) applied/)
    await vi.waitFor(() => expect(second.said()).toContain(`http://localhost:${port}/docs`), 5000)
    expect(second.said()).toContain('$SPARKONE_API_KEY')
    expect(second.said()).not.toContain(key)
  })

  it('names a port that is taken and the variable that chooses another', async () => {
    const port = await freePort()
    const first = start(port)
    await first.ready()
    const neighbour = createCheckout()
    try {
      const second = makeRun(neighbour.path, port)
      await vi.waitFor(() => expect(second.said()).toMatch(new RegExp(`${port}.*PORT|PORT.*${port}`, 's')), 30_000)
      await second.interrupt()
    } finally {
      neighbour.remove()
    }
  })
})
