import { describe, expect, it, vi } from 'vitest'
import type { JobHandlers, JobRunner } from '../../../core/kernel/jobs.ts'
import { startWorker } from '../../../handlers/jobs/worker.ts'

/** A queue whose drains and wake-ups are let go by the test. */
const createSwitchboard = () => {
  const drains: { resolve(ran: number): void; reject(error: unknown): void }[] = []
  const waits: (() => void)[] = []
  let stopped = false
  const runner: JobRunner = {
    start: async () => undefined,
    drain: () => new Promise<number>((resolve, reject) => drains.push({ resolve, reject })),
    awaitWork: () =>
      new Promise<void>((resolve) => {
        if (stopped) resolve()
        else waits.push(resolve)
      }),
    depth: async () => [],
    stop: async () => {
      stopped = true
      for (const wake of waits.splice(0)) wake()
    },
  }
  return { runner, drains, wake: () => waits.splice(0).map((resolve) => resolve()) }
}

const start = () => {
  const board = createSwitchboard()
  const failures: unknown[] = []
  const worker = startWorker({
    runner: board.runner,
    handlers: {} as JobHandlers,
    onFailure: (error) => failures.push(error),
    pause: async () => undefined,
  })
  return { ...board, worker, failures }
}

describe('the worker', () => {
  it('drains again at once while there was work, and waits when there was none', async () => {
    const { drains, wake, worker } = start()
    drains[0]?.resolve(3)
    await vi.waitFor(() => expect(drains).toHaveLength(2))
    drains[1]?.resolve(0)
    await Promise.resolve()
    expect(drains).toHaveLength(2)
    wake()
    await vi.waitFor(() => expect(drains).toHaveLength(3))
    drains[2]?.resolve(0)
    await worker.stop()
  })

  it('starts another drain for new work while a long one is under way, up to a bound', async () => {
    const { drains, wake, worker } = start()
    for (let n = 2; n <= 4; n += 1) {
      wake()
      await vi.waitFor(() => expect(drains).toHaveLength(n))
    }
    wake()
    await new Promise((resolve) => setImmediate(resolve))
    expect(drains).toHaveLength(4)
    for (const drain of drains) drain.resolve(0)
    await worker.stop()
  })

  it('goes on after the queue could not be asked, and says so', async () => {
    const { drains, failures, worker } = start()
    drains[0]?.reject(new Error('down'))
    await vi.waitFor(() => expect(drains).toHaveLength(2))
    expect(failures).toHaveLength(1)
    drains[1]?.resolve(0)
    await worker.stop()
  })

  it('stops only when what is under way has ended', async () => {
    const { drains, worker } = start()
    let stopped = false
    const stopping = worker.stop().then(() => {
      stopped = true
    })
    await new Promise((resolve) => setImmediate(resolve))
    expect(stopped).toBe(false)
    for (const drain of drains) drain.resolve(0)
    await stopping
    expect(stopped).toBe(true)
  })
})
