import { afterEach, describe, expect, it } from 'vitest'
import { createJobRunner } from '../../../adapters/postgres/job-runner.ts'
import { openPostgres } from '../../../adapters/postgres/open-postgres.ts'
import { createStorage } from '../../../adapters/postgres/unit-of-work.ts'
import { JOB_POLICY } from '../../../core/kernel/jobs.ts'
import type { Fact } from '../../../core/kernel/observer.ts'
import { createRecorder, wake } from '../../contracts/job-harness.ts'
import { type FreshDatabase, freshPglite, freshPostgres } from '../../support/databases.ts'
import { startChild } from './children/child.ts'

const databases: readonly [name: string, fresh: () => Promise<FreshDatabase>][] = [
  ['PostgreSQL', () => freshPostgres()],
  ['PGlite', freshPglite],
]

describe.each(databases)('jobs on %s', (_name, fresh) => {
  const closing: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close()
  })
  const open = async () => {
    const { connection, close } = await fresh()
    closing.push(close)
    const facts: Fact[] = []
    const failures: unknown[] = []
    const runner = createJobRunner({
      connection,
      observer: { observe: (fact) => facts.push(fact) },
      onFailure: (error) => failures.push(error),
    })
    closing.push(runner.stop)
    return { connection, storage: createStorage({ connection }), runner, facts, failures }
  }

  it('wakes a waiting runner by the commit and not by its next look', async () => {
    const { storage, runner } = await open()
    const { handlers } = createRecorder()
    await runner.awaitWork()
    const waits: number[] = []
    for (let round = 0; round < 5; round += 1) {
      await runner.drain(handlers, { max: 10 })
      const woken = runner.awaitWork()
      const began = performance.now()
      await storage.run((stores) => stores.jobs.enqueue(wake('n')))
      await woken
      waits.push(performance.now() - began)
    }
    // Runners look again after a second anyway; the word is there in milliseconds, and one slow round is the machine's.
    expect(waits.toSorted((a, b) => a - b)[2]).toBeLessThan(500)
  })

  it('tells the observer how each attempt ended, and why to whoever logs', async () => {
    const { connection, storage, runner, facts, failures } = await open()
    const trouble = new Error('no')
    let fails = true
    const { handlers } = createRecorder(() => {
      if (fails) throw trouble
    })
    await storage.run((stores) => stores.jobs.enqueue({ name: 'storage.purge', data: {} }))
    const retryNow = () =>
      connection.queueDatabase.executeSql("update pgboss.job set start_after = now() where state = 'retry'")
    for (let attempt = 1; attempt <= JOB_POLICY['storage.purge'].attempts; attempt += 1) {
      await runner.drain(handlers, { max: 1 })
      await retryNow()
    }
    fails = false
    expect(await runner.redrive('briefs.tick')).toBe(0)
    expect(await runner.redrive('storage.purge')).toBe(1)
    expect(await runner.drain(handlers, { max: 10 })).toBe(1)
    const statuses = facts.map((fact) => (fact.type === 'job' ? `${fact.name} ${fact.status}` : fact.type))
    expect(statuses).toEqual(['storage.purge failed', 'storage.purge dead', 'storage.purge completed'])
    expect(failures).toEqual([trouble, trouble])
  })

  it('keeps no message of an error in the queue, which may quote what people wrote', async () => {
    const { connection, storage, runner } = await open()
    const { handlers } = createRecorder(() => {
      throw new TypeError('pagar o aluguel da Ana')
    })
    await storage.run((stores) => stores.jobs.enqueue(wake('n')))
    await runner.drain(handlers, { max: 1 })
    const { rows } = await connection.queueDatabase.executeSql(
      "select row_to_json(j)::text as job from pgboss.job j where state = 'retry'",
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].job).toContain('TypeError')
    expect(rows[0].job).not.toContain('aluguel')
  })

  it('refuses the outer unit inside a unit at once, instead of waiting for ever', async () => {
    const { storage } = await open()
    const nested = storage.run(() => storage.run(async () => 1))
    await expect(nested).rejects.toThrow('inside `work`')
    await expect(storage.run(() => storage.read(async () => 1))).rejects.toThrow('inside `work`')
    expect(await storage.run(async () => 1)).toBe(1)
  })

  it('refuses to enqueue outside a transaction', async () => {
    const { storage, runner } = await open()
    await expect(storage.read((stores) => stores.jobs.enqueue(wake('n')))).rejects.toThrow('needs `run`')
    expect(await runner.drain(createRecorder().handlers, { max: 1 })).toBe(0)
  })
})

describe('jobs on PostgreSQL', () => {
  it('are redelivered within 25 s when their worker was killed', { timeout: 60_000 }, async () => {
    const { url, connection, close } = await freshPostgres()
    const worker = startChild('work.ts', url)
    await worker.said(/begun/)
    const runner = createJobRunner({ connection })
    await runner.start()
    await worker.kill()
    const died = performance.now()
    const { ids, handlers } = createRecorder()
    while (ids().length === 0 && performance.now() - died < 30_000) {
      await runner.drain(handlers, { max: 10 })
      await runner.awaitWork()
    }
    expect(ids()).toEqual(['lost'])
    expect(performance.now() - died).toBeLessThan(25_000)
    await runner.stop()
    await close()
  })

  it('of 50 units at once over a pool of 10 are all there', async () => {
    const { connection, url, close } = await freshPostgres({ poolSize: 10 })
    const storage = createStorage({ connection })
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        storage.run(async (stores) => {
          await stores.people.all()
          await stores.jobs.enqueue(wake(`${index}`))
        }),
      ),
    )
    const elsewhere = await openPostgres(url)
    const { ids, handlers } = createRecorder()
    expect(await createJobRunner({ connection: elsewhere }).drain(handlers, { max: 100 })).toBe(50)
    expect(new Set(ids()).size).toBe(50)
    await elsewhere.close()
    await close()
  })
})
